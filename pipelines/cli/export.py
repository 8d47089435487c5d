"""`export`: the warehouse as files for other programs, with the data dictionary beside them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.settings import load_settings
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.interrupts import open_database

_OPTIONS = {
    "parquet": "format parquet, compression zstd",
    "csv": "format csv, header",
    "json": "format json",
}
_ENDINGS = {"parquet": "parquet", "csv": "csv", "json": "jsonl"}
_DICTIONARY = "v_data_dictionary"


def add_export_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        help="write tables and views as Parquet, CSV or JSON",
        description="Write every table and view of the warehouse into a folder, a file each, with the data dictionary.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to; made if it is not there")
    parser.add_argument("--format", choices=list(_OPTIONS), default="parquet", help="default: parquet")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these tables and views alone")
    parser.add_argument("--warehouse", metavar="FILE", help="the published file (default: warehouse.duckdb)")
    parser.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> int:
    """Write the files; each appears whole or not at all.

    Raises:
        WarehouseError: There is no warehouse, a name is not in it, or a file can't be written.
    """
    path = load_settings(warehouse=options.warehouse).warehouse
    if not path.exists():
        raise WarehouseError(f"{path}: no warehouse there yet; build it with: make warehouse")
    options.folder.mkdir(parents=True, exist_ok=True)
    with open_database(str(path), read_only=True) as con:
        names = _chosen(con, options.only)
        for name in names:
            target = options.folder / f"{name}.{_ENDINGS[options.format]}"
            making = target.with_name(f".{target.name}.making")
            copy = f"copy ({_select(con, name, options.format)}) to {_quoted(making)} ({_OPTIONS[options.format]})"
            try:
                con.execute(copy)
                making.replace(target)
            except duckdb.Error as error:
                raise WarehouseError(f"{target}: can't be written: {str(error).splitlines()[0]}") from None
            finally:
                making.unlink(missing_ok=True)
    print(f"{options.folder}: {len(names)} files; {_DICTIONARY}.{_ENDINGS[options.format]} says what the columns mean")
    return 0


def _chosen(con: duckdb.DuckDBPyConnection, only: Sequence[str] | None) -> list[str]:
    """Give the names to write: all of schema main, or those asked for; the dictionary always."""
    query = """
        select table_name from information_schema.tables
        where table_schema = 'main' and table_catalog = current_database() order by table_name"""
    known = [str(name) for (name,) in con.execute(query).fetchall()]
    for name in only or ():
        if name not in known:
            raise WarehouseError(f"{name}: no such table or view; there are: {', '.join(known)}")
    return sorted({*only, _DICTIONARY}) if only else known


def _select(con: duckdb.DuckDBPyConnection, name: str, form: str) -> str:
    """Make the query of a file. In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if form != "csv":
        return f'select * from "{name}"'
    columns = con.execute(f'describe "{name}"').fetchall()
    cells = (f'{_safe(column)} as "{column}"' if kind == "VARCHAR" else f'"{column}"' for column, kind, *_ in columns)
    return f'select {", ".join(cells)} from "{name}"'


def _safe(column: str) -> str:
    return f"""case when regexp_matches("{column}", '^[=+@\\t\\r-]') then '''' || "{column}" else "{column}" end"""


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
