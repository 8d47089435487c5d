"""`search`: phrases found as they stand, ranked by BM25, in title and content only; no query can break it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouses import build, make_settings

HEADER = "{title}\n来源:{source} 2025-03-{day:02d} 10:30\n\n{text}\n"
FOOTER = "\n特别声明:以上内容为自媒体平台用户上传并发布,本平台仅提供信息存储服务。\n"
PAGES = {
    "grid": (
        "晨星网",
        1,
        "电网公司公布检修计划",
        "电网公司昨天公布检修计划,检修将在三月底完成。电网负责人说,居民用电不受影响。",
    ),
    "grid-hant": (
        "南岸新聞",
        2,
        "電網檢修完成",
        "電網公司昨天說,檢修已經全部完成,居民用電恢復正常。記者在現場看到,設備運轉良好。",
    ),
    "river": (
        "江海日报",
        3,
        "江边步道开放",
        "江边步道昨天开放,市民可以沿江散步。电网公司为步道装了八百盏路灯,晚上也很明亮。",
    ),
    "chip": (
        "晨星网",
        4,
        "新款芯片发布",
        "公司昨天发布新款芯片MX-500,算力比上一代高一倍。业内人士说,出口管制没有影响这款芯片。",
    ),
    "other": (
        "江海日报",
        5,
        "图书馆延长开放",
        "图书馆从下周起延长开放时间,读者晚上九点以后也可以借书。馆长说,这是读者要求最多的一件事。",
    ),
}


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    root = tmp_path_factory.mktemp("search")
    settings = make_settings(root, rules=small_rules)
    for name, (source, day, title, text) in PAGES.items():
        page = HEADER.format(title=title, source=source, day=day, text=text) + (FOOTER if name == "river" else "")
        (root / "in" / f"{name}.txt").write_text(page, encoding="utf-8")
    build(settings)
    opened = duckdb.connect(str(settings.warehouse), read_only=True)
    yield opened
    opened.close()


def found(con: duckdb.DuckDBPyConnection, query: str, more: str = "") -> list[str]:
    """Give the names of the pages that a search finds, best first."""
    sql = f"select d.source_uri from search($query{more}) as s inner join documents as d using (doc_id)"
    rows = con.execute(f"{sql} order by s.phrases_found desc, s.score desc, s.doc_id", {"query": query}).fetchall()
    return [uri.removesuffix(".txt") for (uri,) in rows]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("检修", ["grid", "grid-hant"], id="often in a short text comes first; Traditional is found"),
        pytest.param("檢修", ["grid", "grid-hant"], id="a Traditional query finds Simplified"),
        pytest.param("电网 路灯", ["river", "grid", "grid-hant"], id="more of the phrases comes first"),
        pytest.param("出口管制", ["chip"], id="a phrase of two words"),
        pytest.param("管制出口", [], id="its words in another order are not the phrase"),
        pytest.param("mx-500", ["chip"], id="Latin in any case"),
        pytest.param("\uff2d\uff38-\uff15\uff10\uff10", ["chip"], id="full-width"),
        pytest.param("mx-50", [], id="Latin words are whole"),
        pytest.param("馆", ["other"], id="one character: no term of the lexicon, so every text is read"),
        pytest.param("信息存储服务", [], id="boilerplate is not searched"),
        pytest.param("火星移民", [], id="nothing"),
    ],
)
def test_search_finds_phrases(con: duckdb.DuckDBPyConnection, query: str, names: list[str]) -> None:
    assert found(con, query) == names


@pytest.mark.parametrize(
    ("more", "names"),
    [
        pytest.param(", outlet := '江海日报'", ["river"], id="outlet"),
        pytest.param(", since := '2025-03-02'", ["grid-hant", "river"], id="since, that day included"),
        pytest.param(", until := '2025-03-02'", ["grid", "grid-hant"], id="until, that day included"),
        pytest.param(", depth := 1", ["grid"], id="only the best are read"),
    ],
)
def test_search_by_outlet_and_date(con: duckdb.DuckDBPyConnection, more: str, names: list[str]) -> None:
    assert found(con, "电网", more) == names


def test_search_shows_the_words(con: duckdb.DuckDBPyConnection) -> None:
    query = """
        select s.hit_count, s.snippet, substring(d.raw_text, s.start_char + 1, s.end_char - s.start_char)
        from search('恢复正常') as s inner join documents as d using (doc_id)"""
    ((hits, snippet, surface),) = con.execute(query).fetchall()
    assert (hits, surface) == (1, "恢復正常")
    assert "居民用電【恢復正常】。記者" in snippet


@pytest.mark.parametrize(
    "query", ["", " ", "'", '"', "\\", "[", "(电网", "a|b", "^$", "%_", "\\d+", "'; drop table texts; --", "电" * 300]
)
def test_no_query_breaks_it(con: duckdb.DuckDBPyConnection, query: str) -> None:
    assert found(con, query) == []


def test_no_query_at_all(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select * from search(null)").fetchall() == []
