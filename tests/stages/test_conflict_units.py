"""Which values of a topic are set against each other, whatever unit they are written in."""

import duckdb
import pytest

from pipelines.stages.conflicts import QUERIES


@pytest.mark.parametrize(
    ("topic", "told", "bare", "comparable"),
    [
        pytest.param(
            "夜航/box-office/money",
            ("money", 4.5e8, "CNY"),
            ("cardinal", 4.6e8, None),
            {("CNY", 4.5e8), ("CNY", 4.6e8)},
            id="a bare amount is in the currency of its topic",
        ),
        pytest.param(
            "苹果/layoffs/percent",
            ("percent", 15.0, "%"),
            ("fraction", 0.25, None),
            {("%", 15.0), ("%", 25.0)},
            id="a quarter is 25 percent",
        ),
    ],
)
def test_values_of_two_spellings_are_compared(
    topic: str,
    told: tuple[str, float, str],
    bare: tuple[str, float, None],
    comparable: set[tuple[str, float]],
) -> None:
    con = duckdb.connect()
    con.execute(
        "create table claims (claim_id text, doc_id text, number_id text, topic text, value_step double, modality text)"
    )
    con.execute(
        "create table numbers (number_id text, kind text, value double, unit text, value_high double, bound text, "
        "modifier text, surface text, dimension text, zone text)"
    )
    for no, (kind, value, unit) in enumerate((told, bare)):
        con.execute("insert into claims values (?, ?, ?, ?, 0.01, 'asserted')", [f"c{no}", f"d{no}", f"n{no}", topic])
        con.execute(
            "insert into numbers values (?, ?, ?, ?, null, 'eq', null, '', null, 'content')",
            [f"n{no}", kind, value, unit],
        )
    assert set(con.sql(f"select unit, value from ({QUERIES['comparable']})").fetchall()) == comparable
