"""Sums over all documents, brought forward: what a document came to is taken away, what it comes to now is added.

Whoever replaces rows logs what these documents came to, in the transaction that does it, unless they were written since
the sums were last brought forward. So a name that a million documents hold costs no more than another when one
document more holds it.
"""

from collections.abc import Iterator, Sequence

from pipelines.sqlfiles import table_files
from pipelines.stages.base import CorpusStage, Stage, document_owners
from pipelines.warehouse.changes import forget_cursors, written_since
from pipelines.warehouse.state import Connection, rows_of


def sums_of_documents(stages: Sequence[Stage]) -> Iterator[tuple[CorpusStage, frozenset[str]]]:
    """Yield the corpus stages that hold sums, and the document stages whose rows each of them adds up."""
    owners = document_owners(stages)
    for stage in stages:
        if isinstance(stage, CorpusStage) and stage.sums:
            yield stage, frozenset(owners[table] for table in stage.reads)


def log_sums(con: Connection, stage: CorpusStage, watched: frozenset[str], documents: str) -> None:
    """Log what documents come to, before rows of them go; a stage without a cursor adds all up anyway.

    Args:
        con: The state, in the transaction that replaces the rows.
        stage: The stage that holds the sums.
        watched: The document stages whose rows it adds up.
        documents: A table or view with `doc_id`: documents of which such rows are replaced, or go.
    """
    seen = con.execute("select change_no from state.cursors where consumer = ?", [stage.name]).fetchall()
    if seen:
        written = written_since(int(seen[0][0]), watched)
        con.execute(f"create or replace temp table leaving as from {documents} anti join ({written}) using (doc_id)")
        if con.execute("from leaving limit 1").fetchall():
            for table, query in _come_to(con, stage, "leaving", sign=-1).items():
                con.execute(
                    f"insert into state.changed_sums select '{stage.name}', '{table}', key, sums from ({query})"
                )
            _give_up_long_log(con, stage)


def log_sums_of_going(con: Connection, stages: Sequence[Stage], documents: str) -> None:
    """Log what documents come to that go with all their rows."""
    for stage, watched in sums_of_documents(stages):
        log_sums(con, stage, watched, documents)


def _come_to(con: Connection, stage: CorpusStage, documents: str, *, sign: int) -> dict[str, str]:
    """Give the query for what documents come to in each table of sums: its key as text, and its sums.

    Their rows are laid down first, since a query that joins them would pass over whole tables.
    """
    for table in stage.reads:
        con.execute(f"create or replace temp table summed_{table} as {rows_of(table, documents)}")
    cut = ", ".join(f"{table} as (from summed_{table})" for table in stage.reads)
    queries = {}
    for table, sums in stage.sums.items():
        values = ", ".join(f"{column}::varchar" for column in _key_of(stage, table))
        grown = ", ".join(f"{sign} * {column}" for column in sums)
        queries[table] = f"with {cut} select [{values}] as key, [{grown}] as sums from ({stage.queries[table]})"
    return queries


def _give_up_long_log(con: Connection, stage: CorpusStage) -> None:
    """Let all be added up anew where that is less work than what the log holds."""
    lengths = " + ".join(f"(select count(*) from warehouse.main.{table})" for table in stage.tables)
    query = f"select count(*) > {lengths} from state.changed_sums where stage = ?"
    if con.execute(query, [stage.name]).fetchall()[0][0]:
        forget_cursors(con, [stage.name])
        forget_sums(con, stage)


def lay_down_sums(con: Connection, stage: CorpusStage, stages: Sequence[Stage], seen: int) -> dict[str, str]:
    """Lay down, as `incoming_<table>`, the rows whose sums were changed, as they are now; a row of nothing is gone.

    Args:
        con: The state.
        stage: The stage that holds the sums.
        stages: The pipeline.
        seen: The change up to which the sums are brought forward.

    Returns:
        Table → the condition for these rows in it.
    """
    watched = next(watched for known, watched in sums_of_documents(stages) if known.name == stage.name)
    con.execute(f"create or replace temp table written as {written_since(seen, watched)}")
    conditions = {}
    for table, now in _come_to(con, stage, "written", sign=1).items():
        types, key, sums = table_files()[table].column_types, _key_of(stage, table), stage.sums[table]
        cells = [f"key[{at}]::{types[column]} as {column}" for at, column in enumerate(key, start=1)]
        cells += [f"sums[{at}] as {column}" for at, column in enumerate(sums, start=1)]
        before = f"select key, sums from state.changed_sums where stage = '{stage.name}' and table_name = '{table}'"
        con.execute(
            f"create or replace temp table grown_{table} as "
            f"select {', '.join(cells)} from (({before}) union all ({now}))"
        )
        columns = ", ".join(key)
        conditions[table] = f"({columns}) in (select ({columns}) from grown_{table})"
        added = ", ".join(f"sum({column})::bigint as {column}" for column in sums)
        is_left = " or ".join(f"sum({column}) <> 0" for column in sums)
        con.execute(
            f"create or replace temp table incoming_{table} as select {columns}, {added} "
            f"from (from warehouse.main.{table} where {conditions[table]} union all by name from grown_{table}) "
            f"group by {columns} having {is_left}"
        )
    return conditions


def _key_of(stage: CorpusStage, table: str) -> tuple[str, ...]:
    """Give the columns of a table of sums that are no sums."""
    return tuple(column for column in table_files()[table].column_types if column not in stage.sums[table])


def forget_sums(con: Connection, stage: CorpusStage) -> None:
    """Note, in the transaction that writes what came out, that a stage has brought its sums forward."""
    con.execute("delete from state.changed_sums where stage = ?", [stage.name])
