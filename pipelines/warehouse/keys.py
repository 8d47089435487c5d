"""The keys that corpus stages have to redo: those of rows that were written, and of rows that went.

Whoever replaces rows logs the keys of the old ones before, in the transaction that does it. Those of new ones are the
keys of the documents that the log of changes names.
"""

from collections.abc import Collection, Sequence

from pipelines.sqlfiles import table_files
from pipelines.stages.base import CorpusStage, Key, Stage, document_owners
from pipelines.warehouse.changes import written_since
from pipelines.warehouse.state import Connection


def keyed_by_document(stages: Sequence[Stage]) -> list[tuple[CorpusStage, Key, frozenset[str]]]:
    """List the corpus stages with a key in a table of a document stage, and whose rows each of them reads."""
    owners = document_owners(stages)
    return [
        (stage, stage.key, frozenset(owners[table] for table in stage.reads if table in owners))
        for stage in stages
        if isinstance(stage, CorpusStage) and stage.key is not None and stage.key.table in owners
    ]


def log_keys_of_documents(
    con: Connection, stages: Sequence[Stage], documents: str, *, written: Collection[str] | None = None
) -> None:
    """Log the keys that the rows of some documents have now.

    Args:
        con: The state, in the transaction that replaces the rows.
        stages: The pipeline.
        documents: A table or view with `doc_id`.
        written: Document stages whose rows are replaced; all where it is null.
    """
    for stage, key, watched in keyed_by_document(stages):
        if written is None or not watched.isdisjoint(written):
            log_keys(con, stage, key, f"(from warehouse.main.{key.table} semi join {documents} using (doc_id))")


def log_keys(con: Connection, stage: CorpusStage, key: Key, rows: str) -> None:
    """Log the keys of some rows of a key's table; a stage without a cursor redoes all keys anyway."""
    if con.execute("select 1 from state.cursors where consumer = ?", [stage.name]).fetchall():
        values = ", ".join(f"{column}::varchar" for column in key.columns)
        con.execute(f"insert into state.changed_keys select distinct '{stage.name}', [{values}] from {rows}")


def make_touched(con: Connection, stage: CorpusStage, key: Key, stages: Sequence[Stage], seen: int) -> None:
    """Make the temporary table `touched` of the keys that a stage has to redo, in the types of their columns.

    These are the keys that were logged, and those that documents have which were written after the change `seen`.
    """
    types = table_files()[key.table].column_types
    columns = ", ".join(f"key[{at}]::{types[column]} as {column}" for at, column in enumerate(key.columns, start=1))
    query = f"select {columns} from state.changed_keys where stage = '{stage.name}'"
    for keyed, _, watched in keyed_by_document(stages):
        if keyed.name == stage.name:
            con.execute(f"create or replace temp table written as {written_since(seen, watched)}")
            own = f"from warehouse.main.{key.table} semi join written using (doc_id)"
            query += f" union select {', '.join(key.columns)} {own}"
    con.execute(f"create or replace temp table touched as select distinct * from ({query})")


def forget_keys(con: Connection, stage: CorpusStage) -> None:
    """Note, in the transaction that writes what came out, that a stage has redone its keys."""
    con.execute("delete from state.changed_keys where stage = ?", [stage.name])
