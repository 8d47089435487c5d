"""The views on entities, on three made pages of which all is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouses import build, make_settings, query

HEADER = "计划公布\n来源:{source} 2025-03-{day:02d} 10:30\n\n{text}\n"
PAGES = [
    ("晨星网", 1, "华为昨天在北京表示,英伟达没有参加这次活动。华为还说,计划不变。"),
    ("晨星网", 3, "輝達没有回应记者的问题,这家公司昨天关门。"),
    ("江海日报", 2, "英伟达和微软昨天都没有回应记者的问题。\n\n北京很冷,没有别的消息可以报道。"),
]


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    root = tmp_path_factory.mktemp("views")
    settings = make_settings(root, rules=small_rules)
    for number, (source, day, text) in enumerate(PAGES):
        page = HEADER.format(source=source, day=day, text=text)
        (root / "in" / f"{number}.txt").write_text(page, encoding="utf-8")
    build(settings)
    opened = duckdb.connect(str(settings.warehouse), read_only=True)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        pytest.param(
            "select mention_count, document_count, source_count, names, sources, first_date::varchar, "
            "last_date::varchar from v_entities where entity_id = 'nvidia'",
            [(3, 3, 2, ["英伟达", "輝達"], ["晨星网", "江海日报"], "2025-03-01", "2025-03-03")],
            id="v_entities: all names, the most frequent first",
        ),
        pytest.param(
            "select source, surface, mention_count, name_share "
            "from v_entity_names_by_source where entity_id = 'nvidia'",
            [("晨星网", "英伟达", 1, 0.5), ("晨星网", "輝達", 1, 0.5), ("江海日报", "英伟达", 1, 1.0)],
            id="v_entity_names_by_source",
        ),
        pytest.param(
            "select mention_count, names, len(spans), spans[1].surface, spans[2].start_char > spans[1].start_char "
            "from v_doc_entities where entity_id = 'huawei'",
            [(2, ["华为"], 2, "华为", True)],
            id="v_doc_entities: every place, in order",
        ),
        pytest.param(
            "select other, sentence_count, block_count, document_count from v_cooccurrence where entity = '英伟达' "
            "order by other",
            [("北京市", 1, 1, 1), ("华为", 1, 1, 1), ("微软", 1, 1, 1)],
            id="v_cooccurrence: another paragraph does not count",
        ),
        pytest.param(
            "select published_date::varchar, mention_count, source_count "
            "from v_entity_timeline where entity = '英伟达'",
            [("2025-03-01", 1, 1), ("2025-03-02", 1, 1), ("2025-03-03", 1, 1)],
            id="v_entity_timeline",
        ),
        pytest.param(
            "select entity, source, document_count from v_only_one_source order by entity",
            [("华为", "晨星网", 1), ("微软", "江海日报", 1)],
            id="v_only_one_source",
        ),
    ],
)
def test_views(con: duckdb.DuckDBPyConnection, asked: str, rows: list[tuple[Any, ...]]) -> None:
    assert con.execute(asked).fetchall() == rows


def test_of_two_unknown_names_the_rarer_is_the_one_to_give_up(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    for number, name in enumerate(("Kestrell", "Kestrel", "Kestrell")):
        text = f"昨天{name}发布了新的模型,价格没有公布。"
        (tmp_path / "in" / f"{number}.txt").write_text(
            HEADER.format(source="晨星网", day=1, text=text), encoding="utf-8"
        )
    build(settings)
    told = query(
        settings.warehouse, "select left_name, right_name, left_count, right_count, evidence from v_review_queue"
    )
    assert told == [("Kestrel", "Kestrell", 1, 2, "kestrel | kestrell")]


def test_a_pair_stands_both_ways_round(con: duckdb.DuckDBPyConnection) -> None:
    pairs = set(con.execute("select entity_id, other_id, sentence_count, block_count from v_cooccurrence").fetchall())
    assert pairs
    assert {(other, entity, *counts) for entity, other, *counts in pairs} == pairs
