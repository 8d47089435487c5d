"""What the ledger says of documents, side by side, and the fingerprints that it should say."""

from collections.abc import Sequence

from pipelines.engine.chunk import INPUTS, StageTask
from pipelines.warehouse.held_states import states_of
from pipelines.warehouse.state import Connection, rows_of

# Hash of what the ledger says of a document's input: the "output" that the first stage hangs on.
_INPUT_HASH = "md5_number_upper(concat_ws('|', l.content_hash, l.facts))"


def make_stored(con: Connection, tasks: Sequence[StageTask], *, documents: str = "state.ledger") -> None:
    """Make the temporary table `stored`: one row a document, with what is stored of it for some stages.

    It has the hash of the input, and of each stage, and of those that it reads, the fingerprint and the output hash.
    `state.stage_state` has a row a stage and document: it is read once, however many stages ask, and never joined
    with itself, which takes the memory of a hash table for each stage.

    Args:
        con: The state.
        tasks: The stages.
        documents: A table with `doc_id`, a part of the ledger.
    """
    stages = _stages(tasks)
    columns = "".join(
        f", max({column}) filter (where stage = '{stage}') as {column}_{stage}"
        for stage in stages
        for column in ("fingerprint", "output_hash")
    )
    con.execute(
        f"""
        create or replace temp table stored as
        with states as (
            select doc_id{columns}
            from ({"from state.stage_state" if documents == "state.ledger" else states_of(con, documents)})
            where stage in ({", ".join(f"'{stage}'" for stage in stages)}) group by doc_id
        )

        select l.doc_id, {_INPUT_HASH} as output_hash_{INPUTS}, s.* exclude (doc_id)
        from ({_rows_of("state.ledger", documents)}) as l left join states as s on s.doc_id = l.doc_id"""
    )


def _rows_of(table: str, documents: str) -> str:
    return f"from {table}" if documents == "state.ledger" else rows_of(table, documents)


def stored_states(
    con: Connection, tasks: Sequence[StageTask], documents: str
) -> dict[tuple[str, str], tuple[int, int]]:
    """Give (stage, doc_id) → (fingerprint, output hash) from `stored` for some of its documents.

    Args:
        con: The state.
        tasks: The stages that `stored` was made for.
        documents: A table with `doc_id`.
    """
    rows = con.sql(f"from stored semi join {documents} using (doc_id)").pl()
    doc_ids = rows.get_column("doc_id").to_list()
    hashes = rows.get_column(f"output_hash_{INPUTS}").to_list()
    known = {(INPUTS, doc_id): (0, found) for doc_id, found in zip(doc_ids, hashes, strict=True)}
    for stage in _stages(tasks):
        pairs = zip(rows.get_column(f"fingerprint_{stage}"), rows.get_column(f"output_hash_{stage}"), strict=True)
        known.update(
            ((stage, doc_id), pair) for doc_id, pair in zip(doc_ids, pairs, strict=True) if pair[0] is not None
        )
    return known


def wanted_fingerprint(task: StageTask) -> tuple[str, str]:
    """Give the fingerprint that a stage wants for a row `l` of `stored`, and the join that this needs."""
    parts = [f"'{task.spec}'", *(f"coalesce(l.output_hash_{source}::varchar, '')" for source in task.upstream)]
    join = ""
    if task.stage.lookups:
        parts.append("coalesce(k.rows_hash::varchar, '')")
        join = f"left join {task.stage.name}_lookup_hashes as k on k.doc_id = l.doc_id"
    return f"md5_number_upper(concat_ws('|', {', '.join(parts)}))", join


def _stages(tasks: Sequence[StageTask]) -> list[str]:
    names = dict.fromkeys(name for task in tasks for name in (*task.upstream, task.stage.name))
    return [name for name in names if name != INPUTS]
