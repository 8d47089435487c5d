"""The end of a build: what is in the warehouse, what was rejected, and how to ask the next question."""

import duckdb

from pipelines.cli.reading import open_warehouse
from pipelines.cli.tables import render_table, terminal_width
from pipelines.settings import PROJECT, Settings
from pipelines.warehouse.build import BuildOutcome

ROWS_SHOWN = 10

_SOURCES = """
    select coalesce(source, '(not stated)') as source, count(*) as documents,
           sum(content_chars)::bigint as "content characters",
           round(100 * avg(boilerplate_share), 1) as "boilerplate %"
    from v_articles group by all order by documents desc, source limit ?"""
_NAMED = """
    select entity, any_value(type) as type, count(*) as mentions, count(distinct doc_id) as documents,
           string_agg(distinct surface, ' ' order by surface) as names
    from v_mentions group by entity_id, entity order by mentions desc, entity limit ?"""
# A claim that an article repeats is shown once.
_AMOUNTS = """
    select surface, value, value_high as "up to", unit, bound, object, source, count(*) as times
    from v_amounts
    where kind = 'money' or value >= 1000
    group by surface, value, value_high, unit, bound, object, source, kind
    order by kind, value desc, source, surface, object limit ?"""


def print_summary(settings: Settings, outcome: BuildOutcome, *, seconds: float) -> None:
    """Print what a build did and what analysts will find."""
    scan = outcome.scan
    if not outcome.is_published:
        print(
            f"Nothing to do: {scan.unchanged:,} documents are unchanged and {settings.warehouse.name} is up to date "
            f"({seconds:.1f} s)."
        )
    else:
        print(
            f"{settings.warehouse.name}: {scan.new:,} new, {scan.changed:,} changed, {scan.unchanged:,} unchanged, "
            f"{scan.removed:,} removed documents ({seconds:.1f} s)\n"
        )
        con = open_warehouse(settings.warehouse)
        try:
            _print_rows(con, "Documents by source", _SOURCES)
            _print_rows(con, "Most named", _NAMED)
            _print_rows(con, "Largest money and counts in the articles", _AMOUNTS)
            _print_rejects(con)
        finally:
            con.close()
        _print_warnings(outcome)
    for uri in scan.unsettled[:ROWS_SHOWN]:
        print(f"Still being written, left for the next run: {uri}")
    if outcome.is_published:
        _print_next(settings)


def _print_rows(con: duckdb.DuckDBPyConnection, title: str, query: str) -> None:
    result = con.execute(query, [ROWS_SHOWN])
    names = [column[0] for column in result.description or []]
    rows = result.fetchall()
    print(f"{title}\n\n{render_table(names, rows, width=terminal_width())}" if rows else f"{title}: none\n")


def _print_rejects(con: duckdb.DuckDBPyConnection) -> None:
    count = con.execute("select count(*) from rejects").fetchall()[0][0]
    if not count:
        print("Rejected: nothing")
        return
    print(f"Rejected: {count:,} (select * from rejects)")
    query = "select source_uri, error, advice from rejects order by source_uri limit ?"
    for uri, error, advice in con.execute(query, [ROWS_SHOWN]).fetchall():
        print(f"  {uri}: {error}; {advice}")


def _print_warnings(outcome: BuildOutcome) -> None:
    for result in outcome.checks:
        if not result.has_passed and result.name != "nothing_is_rejected":
            rule = result.purpose.rstrip(".")
            print(f'Warning: {result.problem_count:,} against "{rule}", such as {result.examples[0]}')


def _print_next(settings: Settings) -> None:
    inside = settings.warehouse.is_relative_to(PROJECT)
    name = settings.warehouse.relative_to(PROJECT) if inside else settings.warehouse
    other = "" if settings.warehouse == PROJECT / "warehouse.duckdb" else f" --warehouse {name}"
    print("\nAsk the next question:")
    for query in (
        "select object_name, comment from v_data_dictionary where column_no = 0",
        "select source, surface, object, sentence from v_amounts",
    ):
        print(f'  .venv/bin/python -m pipelines sql{other} "{query}"')
    print(f"  duckdb -readonly {name}")
