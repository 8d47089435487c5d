"""`sql`: ask the warehouse a question; read-only."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime

import duckdb

from pipelines.cli.reading import open_warehouse
from pipelines.cli.tables import Row, count_rows, render_table, terminal_width
from pipelines.settings import load_settings
from pipelines.warehouse.errors import WarehouseError


def add_sql_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("sql", help="ask the warehouse a question")
    parser.add_argument("query", help="one SQL statement")
    parser.add_argument("--warehouse", metavar="FILE", help="the published file (default: warehouse.duckdb)")
    parser.add_argument("--format", choices=["table", "csv", "json"], default="table", help="how to print the rows")
    parser.set_defaults(run=run_sql)


def run_sql(options: argparse.Namespace) -> int:
    """Print the rows of a query."""
    con = open_warehouse(load_settings(warehouse=options.warehouse).warehouse)
    try:
        result = con.execute(options.query)
        names = [column[0] for column in result.description or []]
        rows = result.fetchall() if names else []
    except duckdb.Error as error:
        raise WarehouseError(str(error).strip()) from None
    finally:
        con.close()
    {"table": print_table, "csv": _print_csv, "json": _print_json}[options.format](names, rows)
    return 0


def print_table(names: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows as a table that knows how wide Chinese is."""
    print(render_table(names, rows, width=terminal_width()) + count_rows(rows))


def _print_csv(names: Sequence[str], rows: Sequence[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


def _print_json(names: Sequence[str], rows: Sequence[Row]) -> None:
    for row in rows:
        print(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_jsonable))


def _jsonable(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
