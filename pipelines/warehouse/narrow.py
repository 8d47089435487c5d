"""Where a rule file changed in what concerns some documents alone, spare the others: their rows hold as they are.

A judgement on two entities is one line in a rule file that all links depend on. What the file said when the links were
made is in store; where that, and nothing else, sets a stage's spec apart from its last one, the documents that the
change doesn't concern get the fingerprint that they would have if they were done again.
"""

from pipelines.engine.chunk import StageTask
from pipelines.settings import StageSettings
from pipelines.stages.fingerprints import spec_hash
from pipelines.warehouse.changes import advance, log_changes
from pipelines.warehouse.held_states import release
from pipelines.warehouse.staleness import make_stored, wanted_fingerprint
from pipelines.warehouse.state import Connection


def spare_unconcerned(con: Connection, task: StageTask, settings: StageSettings) -> None:
    """Bring a stage's cursor to its spec of now, where a narrowing of one rule file says how.

    The documents that the change concerns are logged as changed; the stage finds them by their old fingerprints.
    """
    rows = con.execute("select spec, change_no from state.cursors where consumer = ?", [task.stage.name]).fetchall()
    if not rows or rows[0][0] == task.spec:
        return
    old_spec, change_no = rows[0]
    for file, narrowing in task.stage.narrowings.items():
        said = con.execute(narrowing.stored).fetchall()
        if spec_hash(task.stage, settings, {file: narrowing.digest(said)}) != old_spec:
            continue
        keys = narrowing.keys(said, settings.rules_dir)
        if keys is None:
            return
        con.execute("begin")
        con.execute("create or replace temp table concerned (key varchar)")
        if keys:
            con.executemany("insert into concerned values (?)", [[key] for key in sorted(keys)])
        con.execute(f"create or replace temp table concerned_documents as {narrowing.documents}")
        _restamp(con, task, str(old_spec))
        log_changes(con, "select null as stage, doc_id from concerned_documents")
        advance(con, task.stage.name, task.spec, int(change_no))
        con.execute("commit")
        return


def _restamp(con: Connection, task: StageTask, old_spec: str) -> None:
    """Give the other documents their new fingerprint; one that was stale already stays so."""
    make_stored(con, [task])
    new, join = wanted_fingerprint(task)
    old, _ = wanted_fingerprint(StageTask(task.stage, old_spec, task.upstream))
    con.execute(
        f"""
        update state.stage_state as s set fingerprint = v.new
        from (select l.doc_id, {new} as new, {old} as old from stored as l {join}) as v
        where s.stage = ? and s.doc_id = v.doc_id and s.fingerprint = v.old
            and not exists (select 1 from concerned_documents as c where c.doc_id = s.doc_id)""",
        [task.stage.name],
    )
    release(con)
