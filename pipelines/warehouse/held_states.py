"""What a build has read of `state.stage_state` for the documents it is about.

That table has a row a stage and document, and each segment of stages asks what it says of a few documents: a pass over
all of it, each time, is what an increment to a large warehouse would mostly do. So the rows of those documents are held
in a temporary table, and whoever writes the long one writes that too. Of documents that are new there are none to read.
"""

from pipelines.warehouse.state import Connection, rows_of

MOST_DOCS = 20_000  # of more documents, reading the rows again costs little beside redoing them


def hold_new(con: Connection, documents: str) -> None:
    """Hold documents of which nothing is stored yet.

    Args:
        con: The state; the ledger doesn't have them yet, either.
        documents: A query that gives their `doc_id`, once each.
    """
    if _count(con, documents) <= MOST_DOCS:
        con.execute(f"insert into held_docs {documents}")


def states_of(con: Connection, documents: str) -> str:
    """Give a query for the rows of `state.stage_state` of some documents.

    Args:
        con: The state.
        documents: A table with `doc_id`, once each.
    """
    if _count(con, f"select doc_id from {documents}") > MOST_DOCS:
        release(con)
        return rows_of("state.stage_state", documents)
    con.execute(
        f"create or replace temp table unheld as select doc_id from {documents} anti join held_docs using (doc_id)"
    )
    if _count(con, "from unheld"):
        con.execute(f"insert into held_states {rows_of('state.stage_state', 'unheld')}")
        con.execute("insert into held_docs from unheld")
    return f"from held_states semi join {documents} using (doc_id)"


def note_states(con: Connection, states: str, *, are_fresh: bool) -> None:
    """Bring rows up to date that were just written.

    Args:
        con: The state.
        states: A table with the columns of `state.stage_state`.
        are_fresh: Whether the documents had none of these stages' rows before.
    """
    if not are_fresh:
        con.execute(f"delete from held_states where (stage, doc_id) in (select stage, doc_id from {states})")
    con.execute(f"insert into held_states by name from {states} semi join held_docs using (doc_id)")


def release(con: Connection) -> None:
    """Hold nothing, for one; make the tables on a connection that has none."""
    con.execute("create or replace temp table held_docs (doc_id varchar)")
    con.execute("create or replace temp table held_states as from state.stage_state limit 0")


def _count(con: Connection, documents: str) -> int:
    return int(con.execute(f"select count(*) from ({documents})").fetchall()[0][0])
