"""Topics and conflicts on stories that no rule was written for: an earthquake, and a company's quarter."""

from collections import defaultdict
from collections.abc import Mapping

import polars as pl
import pytest

from pipelines.settings import StageSettings
from pipelines.stages import STAGES
from tests.stages.claim_stories import QUAKE, QUARTER
from tests.stages.running import run_stages

NEEDED = ("texts", "edge_lines", "learnt_lines", "pages", "sentences", "numbers", "tags", "mention_spans")
THEN = ("mention_links", "quotes", "claims", "conflicts")
Tables = Mapping[str, pl.DataFrame]
Sides = dict[str, dict[int, set[str]]]


def tell(pages: Mapping[str, str]) -> Tables:
    stages = [stage for stage in STAGES if stage.name in NEEDED + THEN]
    return run_stages(pages, StageSettings(tagger="none"), stages=stages)


@pytest.fixture(scope="module")
def quake() -> Tables:
    return tell(QUAKE)


@pytest.fixture(scope="module")
def quarter() -> Tables:
    return tell(QUARTER)


def sides(tables: Tables) -> Sides:
    """Give topic → side → what is written there."""
    surfaces = dict(tables["claims"].join(tables["numbers"], on="number_id").select("claim_id", "surface").iter_rows())
    found: Sides = defaultdict(lambda: defaultdict(set))
    for _, claim_id, topic, side in tables["conflicts"].iter_rows():
        found[topic][side].add(surfaces[claim_id])
    return {topic: dict(by_side) for topic, by_side in found.items()}


def topics(tables: Tables, surface: str) -> set[str]:
    rows = tables["claims"].join(tables["numbers"], on="number_id").filter(pl.col("surface") == surface)
    return set(rows.get_column("topic").to_list())


def test_outlets_differ_on_the_dead_and_the_injured(quake: Tables) -> None:
    assert sides(quake) == {
        "taiwan/deaths/count": {1: {"9人"}, 2: {"12人"}, 3: {"13人"}, 4: {"200人"}},
        "taiwan/injured/count": {0: {"800人", "1000人"}, 1: {"821人"}, 2: {"1011人"}, 3: {"1100人"}},
    }


@pytest.mark.parametrize(
    ("surface", "topic"),
    [
        pytest.param("127人", "taiwan/trapped/count", id="the trapped are not the missing"),
        pytest.param("3人", "taiwan/missing/count", id="the missing, in Traditional script"),
        pytest.param("6200万美元", "tsmc/damage/money", id="a company's loss"),
        pytest.param("59.6%", "tsmc/revenue-up/percent/month", id="its growth in a month"),
    ],
)
def test_quantities_of_one_place_stay_apart(quake: Tables, surface: str, topic: str) -> None:
    assert topics(quake, surface) == {topic}


def test_a_rumour_that_is_denied_is_on_a_side_and_a_premise_on_none(quake: Tables) -> None:
    put = quake["claims"].join(quake["numbers"], on="number_id")
    put = put.filter(pl.col("topic") == "taiwan/deaths/count")
    assert set(put.filter(pl.col("value") == 200).select("modality", "stance").iter_rows()) == {("rumour", "deny")}
    assert put.filter(pl.col("value") == 500).get_column("modality").to_list() == ["hypothetical"]
    assert "500人" not in set().union(*sides(quake)["taiwan/deaths/count"].values())


def test_one_quarter_told_by_eight_outlets(quarter: Tables) -> None:
    assert sides(quarter) == {
        "tesla/gross-margin/percent/quarter": {1: {"17.1%"}, 2: {"19.8%"}},
        "tesla/share-price-up/percent/day": {1: {"21.92%"}, 2: {"12%"}},
        "tesla/strikers/count": {1: {"3000名"}, 2: {"5000人", "5000名"}, 3: {"1000人"}},
    }


@pytest.mark.parametrize(
    ("surface", "topic"),
    [
        pytest.param("252亿美元", "tesla/revenue/money/quarter", id="a rounding in the same topic"),
        pytest.param("21.67亿美元", "tesla/profit/money/quarter", id="the period of the sentence before"),
        pytest.param("17%", "tesla/profit-up/percent/quarter", id="growth over a year is no level"),
        pytest.param("22%", "tesla/share-price-up/percent/week", id="a week is no day"),
        pytest.param("1500亿美元", "tesla/market-cap-up/money/day", id="value gained in a day"),
        pytest.param("10%", "tesla/layoffs/percent", id="layoffs"),
    ],
)
def test_quantities_of_one_company_stay_apart(quarter: Tables, surface: str, topic: str) -> None:
    assert topics(quarter, surface) == {topic}


def test_topics_and_sides_do_not_hang_on_the_order_of_arrival(quarter: Tables) -> None:
    backwards = tell(dict(reversed(QUARTER.items())))
    for name in ("claims", "conflicts"):
        assert backwards[name].sort(pl.all()).equals(quarter[name].sort(pl.all()))


def test_what_is_nobodys_on_two_pages_contradicts_nothing() -> None:
    tables = tell({"a": "财报公布\n\n净利润为3亿元,赴香港上市。\n", "b": "财报公布\n\n净利润为5亿元,赴香港上市。\n"})
    assert topics(tables, "3亿元") == topics(tables, "5亿元") == {"unknown/profit/money"}
    assert tables["conflicts"].is_empty()
