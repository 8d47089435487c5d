"""The log of changes: what a run has to look at is what was written since, not the whole ledger.

A scan, a chunk and a corpus stage log what they write, in the transaction that writes it. Each stage, and the checks,
keep a cursor: the last change that they have dealt with, and the spec (version, rules, settings) they did it with. A
stage whose spec is another now, or which has no cursor, looks at all documents. A killed run leaves its cursor where
it was, so the next one looks at the same documents again; their fingerprints tell what is left to do.
"""

from collections.abc import Collection

from pipelines.warehouse.state import Connection

CHECKS = "checks"
INPUTS_CHANGED = "inputs"
_LAST = (
    "greatest((select coalesce(max(change_no), 0) from state.changes), "
    "(select coalesce(max(change_no), 0) from state.cursors))"
)


def log_changes(con: Connection, rows: str) -> None:
    """Log the (stage, doc_id) rows of a query under one number, inside the transaction that writes them."""
    con.execute(f"insert into state.changes select {_LAST} + 1, stage, doc_id from ({rows})")


def written_since(change_no: int, stages: Collection[str]) -> str:
    """Make the query for the documents of which rows of some document stages were written after a change."""
    among = ", ".join(f"'{name}'" for name in sorted(stages))
    query = f"select distinct doc_id from state.changes where change_no > {change_no} and stage in ({among})"
    return f"{query} and doc_id is not null"


def last_change(con: Connection) -> int:
    """Give the number of the last change that was ever logged."""
    return int(con.execute(f"select {_LAST}").fetchall()[0][0])


def cursor(con: Connection, consumer: str, spec: str) -> int | None:
    """Give how far a consumer has come with this spec; null where all must be looked at.

    A cursor of another spec is dropped: from here on, some documents may be done with either.
    """
    rows = con.execute("select spec, change_no from state.cursors where consumer = ?", [consumer]).fetchall()
    if rows and rows[0][0] == spec:
        return int(rows[0][1])
    con.execute("delete from state.cursors where consumer = ?", [consumer])
    return None


def advance(con: Connection, consumer: str, spec: str, change_no: int) -> None:
    """Note that a consumer has dealt with all changes up to a number."""
    con.execute("delete from state.cursors where consumer = ?", [consumer])
    con.execute("insert into state.cursors values (?, ?, ?)", [consumer, spec, change_no])


def forget_cursors(con: Connection, consumers: Collection[str]) -> None:
    """Make consumers look at everything."""
    con.execute("delete from state.cursors where list_contains(?, consumer)", [list(consumers)])


def prune_changes(con: Connection, consumers: Collection[str]) -> None:
    """Drop the changes that every consumer has dealt with; a consumer without a cursor looks at everything anyway."""
    con.execute(
        "delete from state.changes where change_no <= (select min(change_no) from state.cursors "
        "where list_contains(?, consumer))",
        [list(consumers)],
    )
