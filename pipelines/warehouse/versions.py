"""Retention: superseded versions beyond `keep_versions` go."""

from pipelines.warehouse.changes import INPUTS_CHANGED, log_changes
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.state import Connection, bump_generation

_TOO_OLD = """
    select doc_id, version_no from state.superseded_texts
    qualify row_number() over (partition by doc_id order by version_no desc) > ?"""


def drop_old_versions(con: Connection, keep: int | None, *, run: Run) -> int:
    """Delete all but the latest superseded versions of each document; give how many went.

    A document that is in the inputs no longer keeps as many: its last version is a superseded one. The numbers of
    the versions that stay do not change.

    Args:
        con: The state.
        keep: How many to keep; null for all.
        run: Noted where something went.
    """
    if keep is None:
        return 0
    count = int(con.execute(f"select count(*) from ({_TOO_OLD})", [keep]).fetchall()[0][0])
    if count:
        con.execute("begin")
        run.note(con)
        con.execute(f"create or replace temp table too_old as {_TOO_OLD}", [keep])
        log_changes(con, f"select distinct '{INPUTS_CHANGED}' as stage, doc_id from too_old")
        con.execute("delete from state.superseded_texts where (doc_id, version_no) in (from too_old)")
        bump_generation(con)
        con.execute("commit")
    return count
