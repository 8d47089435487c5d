"""Open the published warehouse as an analyst would: read-only, and shut off from every other file."""

from pathlib import Path

import duckdb

from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.interrupts import open_database


def open_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published file read-only, with no access to other files or the network.

    Raises:
        WarehouseError: There is none, or it can't be opened.
    """
    if not path.exists():
        raise WarehouseError(f"{path}: no warehouse there yet; build it with: make warehouse")
    try:
        # Without replacements: a table that is not there must not turn into a Python variable of the same name.
        con = open_database(str(path), read_only=True, config={"python_enable_replacements": False})
        con.execute("set enable_external_access = false")
        # Without this, DuckDB still lets a query write beside the warehouse: its log, and its folder for large sorts.
        con.execute("set disabled_filesystems = 'LocalFileSystem'")
        con.execute("set lock_configuration = true")
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: can't be opened: {str(error).splitlines()[0]}") from None
    return con
