"""The stories: every asset tells some, each is short enough to be shown in place, and cells can't break a table."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.engine.chunk import INPUTS
from pipelines.orchestration.check_files import WAREHOUSE
from pipelines.orchestration.figures import FIGURES, figures_of
from pipelines.orchestration.metadata import describe, warehouse_metadata
from pipelines.orchestration.stories import STORIES
from pipelines.orchestration.telling import Story, bars, markdown_table, tell
from pipelines.stages import STAGES
from pipelines.stages.base import Stage
from tests.made import write_pages
from tests.warehouses import build, make_settings

SHOWN_IN_PLACE_CHARS = 1000
# A name that no list has, and the same with a slip.
UNKNOWN_NAMES = ("媒体Kestrell昨天报道了谈判。", "媒体Kestrel随后说,谈判还会继续。")
# A published file has the tables of the state, so it answers for all stories.
ROWS = [pytest.param(story, id=f"{name}: {story.title}") for name, stories in STORIES.items() for story in stories]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    root = tmp_path_factory.mktemp("stories")
    write_pages(root / "in", 12)
    for number, text in enumerate(UNKNOWN_NAMES):
        (root / "in" / f"names-{number}.txt").write_text(f"会谈纪要\n\n{text}\n", encoding="utf-8")
    (root / "in" / "copy.txt").write_bytes((root / "in" / "00003.txt").read_bytes())
    (root / "in" / "broken.txt").write_bytes(b"\x00\x01\x02")
    settings = make_settings(root, rules=small_rules)
    build(settings)
    (root / "in" / "00005.txt").write_bytes((root / "in" / "00006.txt").read_bytes())
    build(settings)
    return settings.warehouse


@pytest.fixture
def con(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as opened:
        yield opened


def test_both_ends_and_only_assets_have_stories() -> None:
    names = {INPUTS, WAREHOUSE, *(stage.name for stage in STAGES)}
    assert {INPUTS, WAREHOUSE} <= STORIES.keys() <= names


@pytest.mark.parametrize("story", ROWS)
def test_a_story_is_shown_in_place(con: duckdb.DuckDBPyConnection, story: Story) -> None:
    told = tell(con, story)
    # Tests run without a tagger.
    assert told is not None or "from tags" in story.query
    assert len(str(told.value) if told else "") < SHOWN_IN_PLACE_CHARS


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_description_names_each_table(stage: Stage) -> None:
    assert all(f"|`{table}`|" in describe(stage) for table in stage.tables)


@pytest.mark.parametrize("stage", FIGURES)
def test_a_figure_is_a_number(con: duckdb.DuckDBPyConnection, stage: str) -> None:
    assert stage in {stage.name for stage in STAGES}
    found = figures_of(con, stage)
    assert found.keys() == FIGURES[stage].keys()
    assert all(isinstance(value, int | float) for value in found.values())
    assert all(0 <= value <= 100 for name, value in found.items() if name.endswith("%"))


def test_a_bar_stands_beside_its_number(con: duckdb.DuckDBPyConnection) -> None:
    told = tell(con, Story("two", "select * from (values ('a', 4), ('b', 1)) as t (name, found)", bar="found"))
    assert told is not None
    assert str(told.value).splitlines()[2:] == ["|a|4|██████████|", "|b|1|██|"]


@pytest.mark.parametrize(
    ("values", "full", "lengths"),
    [
        pytest.param([50, 100], None, [5, 10], id="the largest row is the longest bar"),
        pytest.param([50, 10], 100, [5, 1], id="a share is drawn of the whole"),
        pytest.param([1000, 1, 0], None, [10, 1, 0], id="what is not zero is seen"),
        pytest.param([0, 0], None, [0, 0], id="no row has any"),
    ],
)
def test_bars(values: list[float], full: float | None, lengths: list[int]) -> None:
    assert [len(bar) for bar in bars(values, full)] == lengths


def test_nothing_to_tell_is_left_out(con: duckdb.DuckDBPyConnection) -> None:
    assert tell(con, Story("none", "select 1 as one where false")) is None


def test_a_published_file_is_described_as_analysts_open_it(warehouse: Path) -> None:
    told = warehouse_metadata(warehouse, is_new=True)
    assert told["dagster/row_count"] == 15
    assert {"file", "ask it", "articles by month", "latest articles", "tables", "generation"} <= told.keys()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(None, "", id="null is blank"),
        pytest.param(12345, "12,345", id="thousands are parted"),
        pytest.param(1e13, "10,000,000,000,000", id="a round double has no exponent"),
        pytest.param(12.0, "12", id="a whole share has no point"),
        pytest.param(0.4567891, "0.4568", id="four digits tell"),
        pytest.param("a|b", r"a\|b", id="a bar does not end the cell"),
        pytest.param("<b>*x*</b>", r"\<b\>\*x\*\</b\>", id="markup of a page stays text"),
        pytest.param("第一行\n第二行", "第一行 第二行", id="a line end does not end the row"),
        pytest.param("长" * 40, "长" * 23 + "…", id="long text is cut"),
    ],
)
def test_cells(value: object, shown: str) -> None:
    assert markdown_table(["name"], [[value]]).splitlines()[2] == f"|{shown}|"


def test_numbers_stand_to_the_right() -> None:
    assert markdown_table(["name", "count"], [["a", 1], ["b", None]]).splitlines()[1] == "|-|-:|"
