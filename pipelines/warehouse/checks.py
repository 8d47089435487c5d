"""Run `sql/checks/`: invariants that block a publish, and signs of trouble that only warn.

A check is a query that gives the offending rows. It reads the documents to check from `touched`; of tables keyed by
document it may look at their rows alone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.sqlfiles import SqlFile, read_folder
from pipelines.warehouse.changes import CHECKS, advance, cursor, last_change
from pipelines.warehouse.errors import CheckError
from pipelines.warehouse.state import Connection, rows_of

EXAMPLE_COUNT = 5
FEW = 0.05  # share of all documents


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    Attributes:
        name: Name of the check, and of its file.
        purpose: What it makes sure of.
        is_blocking: An error stops the publish; a warning doesn't.
        problem_count: Offending rows.
        examples: A few of them, as text, by the `source_uri` of the document.
    """

    name: str
    purpose: str
    is_blocking: bool
    problem_count: int
    examples: tuple[str, ...]

    @property
    def has_passed(self) -> bool:
        """Tell whether nothing was found."""
        return self.problem_count == 0


def is_blocking(file: SqlFile) -> bool:
    """Tell from its header whether a check stops the publish."""
    return file.header.get("Severity") == ("error",)


def run_checks(
    con: Connection, tables: Collection[str], *, everything: bool, names: Collection[str] | None = None
) -> list[CheckResult]:
    """Run checks on the documents written since the checks last passed, or on all.

    What a killed run wrote is among them: the log of changes outlives it.

    Args:
        con: The state.
        tables: The tables keyed by document.
        everything: Check all documents.
        names: The checks to run; all where it is null.
    """
    touched = _all_documents(con) if everything else _written(con)
    con.execute(f"create or replace temp table touched as {touched}")
    files = [file for file in read_folder("checks") if names is None or file.name in names]
    read = {table for file in files for table in ", ".join(file.header["Reads"]).split(", ")}
    with _laid_apart(con, sorted(read.intersection(tables))):
        results = [_run(con, file) for file in files]
    con.execute("drop table touched")
    return results


def _run(con: Connection, file: SqlFile) -> CheckResult:
    query = file.body.rstrip(";")
    count = int(con.execute(f"select count(*) from ({query})").fetchall()[0][0])
    return CheckResult(file.name, file.purpose, is_blocking(file), count, _examples(con, query, count))


@contextmanager
def _laid_apart(con: Connection, tables: Sequence[str]) -> Iterator[None]:
    """Where few documents are to be checked, put their rows before the tables, under the same names.

    Else each check would pass over whole tables for the rows of these few.
    """
    query = f"select (select count(*) from touched) > {FEW} * (select count(*) from state.ledger)"
    if con.execute(query).fetchall()[0][0]:
        yield
        return
    try:
        for table in tables:
            con.execute(f"create or replace temp table {table} as {rows_of(table, 'touched')}")
        yield
    finally:
        for table in tables:
            con.execute(f"drop table if exists temp.main.{table}")


def _examples(con: Connection, query: str, count: int) -> tuple[str, ...]:
    """Show a few rows as a person reads them: `003.txt: start_char 12, surface 5万`; where it came from, not its id."""
    if not count:
        return ()
    found = con.execute(f"select * from ({query}) limit {EXAMPLE_COUNT}")
    columns = [name for name, *_ in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    ids = [row["doc_id"] for row in rows if "doc_id" in row]
    uris = dict(
        con.execute("select doc_id, source_uri from state.ledger where list_contains(?, doc_id)", [ids]).fetchall()
    )
    return tuple(_example(row, uris) for row in rows)


def _example(row: Mapping[str, object], uris: Mapping[str, str]) -> str:
    (first, of), *rest = row.items()
    head = uris.get(str(of), str(of)) if first == "doc_id" else f"{of}"
    told = ", ".join(f"{name} {value}" for name, value in rest if value is not None)
    return f"{head}: {told}" if told else head


def _written(con: Connection) -> str:
    seen = cursor(con, CHECKS, "") or 0
    return (
        "select distinct doc_id from state.changes "
        f"where change_no > {seen} and stage is not null and doc_id is not null"
    )


# Tables that name documents which are not there any more.
_NOT_ROWS = ("state.superseded_texts", "state.changes")


def _all_documents(con: Connection) -> str:
    """Give the query for every document that any row names: a row of a document that is not there counts too."""
    query = (
        "select schema_name || '.' || table_name from duckdb_columns() where column_name = 'doc_id' and not internal"
    )
    names = con.execute(f"{query} and database_name = current_database() order by all").fetchall()
    return " union ".join(f"select doc_id from {name}" for (name,) in names if name not in _NOT_ROWS)


def require_passed(con: Connection, results: Mapping[str, CheckResult]) -> None:
    """Make sure that nothing unchecked or wrong is published; then what was written counts as checked.

    Raises:
        CheckError: A blocking check found something, or was not run though documents were written.
    """
    blocking = [file.name for file in read_folder("checks") if is_blocking(file)]
    for name in blocking:
        if name in results and not results[name].has_passed:
            found = results[name]
            raise CheckError(
                f"check {name} found {found.problem_count:,} rows, e.g. {found.examples[0]}; "
                "nothing was published, the last warehouse stays"
            )
    written = con.execute(f"select count(*) from ({_written(con)})").fetchall()[0][0]
    missing = [name for name in blocking if name not in results]
    if written and missing:
        raise CheckError(f"documents were written and check {missing[0]} was not run; nothing was published")
    change_no = last_change(con)
    if cursor(con, CHECKS, "") != change_no:
        advance(con, CHECKS, "", change_no)
