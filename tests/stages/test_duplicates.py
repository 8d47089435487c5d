"""Copies in a warehouse: found as they arrive, in any order, and never by furniture or a quotation alone."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import Settings, StageSettings
from pipelines.stages import STAGES, common_anchors
from pipelines.stages.base import CorpusStage, Stage
from tests.stages.running import run_stages
from tests.warehouses import assert_equal_tables, build, make_settings, query

REPORT = (
    "江城市住建局公布了第三批老旧小区改造名单，共涉及八个街道的四十一个小区，预计明年六月以前全部开工。",
    "负责这项工作的副局长介绍，今年的补助标准比去年提高两成，每户居民最多可以申请三万元的门窗更新费用。",
    "住在沿江路的退休教师周先生等了六年，他的房子漏雨，楼道里的电线裸露在外，邻居们凑钱修过两回都没有修好。",
    "改造期间，居民可以住进附近空置的人才公寓，租金由街道先行垫付，等到工程验收以后再由市里和区里分摊。",
)
OTHER = (
    "北川港昨天迎来今年第一艘装载大豆的货轮，港务公司为此开放了刚刚完工的七号泊位，卸货用了十九个小时。",
    "船长说航行途中遇到两场风暴，到港时间比计划晚了四天，所幸货物没有受潮，检验人员当天就放行了全部批次。",
    "码头工人组成三个班组轮换作业，新装的吊机每小时可以搬运六百吨，比旧设备快了一倍，也更加安静省电。",
)
SPEECH = (
    "“这座城市的每一位居民都应该住得安心，我们不会让任何一个家庭在改造期间无处可去，这是政府的责任，也是我的承诺。”"
)


def page(body: tuple[str, ...], *, source: str = "晨星网", date: str = "2025-03-01 10:30") -> str:
    return f"标题\n来源:{source} {date}\n\n" + "\n\n".join(body) + "\n"


PAGES = {
    "first.txt": page(REPORT, date="2025-03-01 08:00"),
    "copy.txt": page(REPORT, source="江海日报", date="2025-03-01 12:00"),
    "cut.txt": page(REPORT[:3], source="南岸新闻", date="2025-03-02 09:00"),
    "traditional.txt": page(
        (REPORT[0].replace("处", "處").replace("务", "務").replace("区", "區").replace("开", "開"), *REPORT[1:]),
        date="2025-03-03 09:00",
    ),
    "excerpt.txt": page((REPORT[1],), source="北川早报", date="2025-03-04 09:00"),
    "other.txt": page(OTHER),
}


def write(settings: Settings, name: str, text: str) -> None:
    (settings.inputs[0].path / name).write_text(text, encoding="utf-8")


def grouped(settings: Settings) -> list[tuple[Any, ...]]:
    sql = """
        select o.source_uri, list(d.source_uri order by d.source_uri) from duplicates as g
        inner join documents as d on d.doc_id = g.doc_id inner join documents as o on o.doc_id = g.group_id
        group by all order by all"""
    return query(settings.warehouse, sql)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Settings:
    settings = make_settings(tmp_path_factory.mktemp("copies"), rules=small_rules)
    for name, text in PAGES.items():
        write(settings, name, text)
    build(settings)
    return settings


def test_copies_excerpts_and_another_script_are_one_story(built: Settings) -> None:
    assert grouped(built) == [("first.txt", ["copy.txt", "cut.txt", "excerpt.txt", "first.txt", "traditional.txt"])]


def test_a_pair_says_what_it_is(built: Settings) -> None:
    sql = """
        select kind, containment, resemblance from similar_pairs as p
        inner join documents as a on a.doc_id = p.doc_id inner join documents as b on b.doc_id = p.other_id
        where a.source_uri in ($1, $2) and b.source_uri in ($1, $2)"""
    assert query(built.warehouse, sql, ["first.txt", "copy.txt"]) == [("copy", 1.0, 1.0)]
    ((kind, containment, resemblance),) = query(built.warehouse, sql, ["first.txt", "excerpt.txt"])
    assert (kind, containment) == ("excerpt", 1.0)
    assert resemblance < 0.5


def test_syndication_tells_who_was_first_and_how_long_the_others_took(built: Settings) -> None:
    ((first, documents, sources, copies),) = query(
        built.warehouse, "select first_source, document_count, source_count, copies from v_syndication"
    )
    assert (first, documents, sources) == ("晨星网", 5, 4)
    assert [(copy["source"], copy["lag_hours"]) for copy in copies] == [
        ("江海日报", 4.0),
        ("南岸新闻", 25.0),
        ("晨星网", 49.0),
        ("北川早报", 73.0),
    ]


def test_views_count_documents_and_stories(built: Settings) -> None:
    assert query(built.warehouse, "select count(*), count(distinct story_id) from documents") == [(6, 2)]


@pytest.mark.parametrize(
    ("one", "other", "are_copies"),
    [
        pytest.param((REPORT[0], SPEECH), (OTHER[0], SPEECH), False, id="a quotation"),
        pytest.param(REPORT[:1] + OTHER[:1], REPORT[1:2] + OTHER[1:], False, id="a subject"),
        pytest.param(REPORT, (REPORT[0], *OTHER), False, id="one paragraph of several"),
        pytest.param(REPORT, REPORT[:3], True, id="all but the end"),
    ],
)
def test_look_alikes_are_not_copies(small_rules: Path, one: Any, other: Any, are_copies: bool) -> None:
    settings = StageSettings(tagger="none", rules_dir=small_rules)
    tables = run_stages({"one": page(one), "other": page(other)}, settings)
    assert tables["duplicates"].height == 2 * are_copies


@pytest.mark.parametrize("order", [list(reversed(PAGES)), ["excerpt.txt", "cut.txt", *PAGES]])
def test_the_order_of_arrival_does_not_count(
    tmp_path: Path, small_rules: Path, built: Settings, order: list[str]
) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    for number in range(0, len(order), 3):
        for name in order[number : number + 3]:
            write(settings, name, PAGES[name])
        build(settings)
    assert_equal_tables(settings.warehouse, built.warehouse)


def test_only_what_changed_is_compared_and_what_left_is_forgotten(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    for name in ("first.txt", "cut.txt", "other.txt"):
        write(settings, name, PAGES[name])
    assert build(settings).stages["similar_pairs"].redone == 3
    assert build(settings).stages["similar_pairs"].redone == 0
    write(settings, "copy.txt", PAGES["copy.txt"])
    report = build(settings).stages["similar_pairs"]
    assert (report.redone, report.changed) == (1, 3)
    (settings.inputs[0].path / "first.txt").unlink()
    assert build(settings).stages["similar_pairs"].redone == 0
    assert grouped(settings) == [("copy.txt", ["copy.txt", "cut.txt"])]
    write(settings, "cut.txt", PAGES["other.txt"])
    build(settings)
    assert [names for _, names in grouped(settings)] == [["cut.txt", "other.txt"]]


def few_are_many() -> tuple[Stage, ...]:
    """Give the pipeline, with an anchor of over three documents taken for furniture."""
    query = common_anchors.QUERIES["common"].replace("> 500", "> 3")
    common = CorpusStage(
        name="common_anchors",
        version=1,
        reads=("signature_anchors",),
        queries={"common": query},
        tables=("common_anchors",),
        run=common_anchors.run,
    )
    return tuple(common if stage.name == "common_anchors" else stage for stage in STAGES)


def test_what_becomes_common_brings_no_pages_together_in_any_order(tmp_path: Path, small_rules: Path) -> None:
    stages = few_are_many()
    settings = make_settings(tmp_path, rules=small_rules)
    counts = []
    for number in range(5):
        write(settings, f"{number}.txt", page(REPORT, source=f"第{number}日报"))
        build(settings, stages=stages)
        counts.append(len(query(settings.warehouse, "select 1 from similar_pairs")))
    (settings.inputs[0].path / "4.txt").unlink()
    (settings.inputs[0].path / "3.txt").unlink()
    build(settings, stages=stages)
    counts.append(len(query(settings.warehouse, "select 1 from similar_pairs")))
    assert counts == [0, 1, 3, 0, 0, 3]
