"""The views on `seeds/`, held against what a person reads in the five articles."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import PROJECT
from tests.warehouses import query

SEEDS = PROJECT / "seeds"
NETEASE = "000_cf8f5f2b5f3554e8.txt"
ABOLUOWANG = "001_a5e50a70319a0351.txt"
HUXIU = "002_8db98b561ceb56fb.txt"
HONG_KONG = "003_da74eab7925fa916.txt"
XYS = "004_3d8c0b38a1122b4a.txt"


@pytest.mark.parametrize(
    ("uri", "title", "author", "source", "published"),
    [
        pytest.param(NETEASE, None, None, "网易号", None, id="no header at all: the disclaimer names the platform"),
        pytest.param(
            ABOLUOWANG, "大过年的,李强给习添堵", "秦鹏", "秦鹏观察", date(2025, 2, 1), id="dated by its address"
        ),
        pytest.param(
            HUXIU,
            "DeepSeek一夜之间,成了美国的众矢之的",
            None,
            "虎嗅",
            date(2025, 1, 30),
            id="a header without a year, and the folder's collected_on",
        ),
        pytest.param(
            HONG_KONG,
            "中国DeepSeek横空出世,外媒赞其“震动硅谷”",
            None,
            "香港新闻网",
            date(2025, 1, 30),
            id="创始人 under the headline is a role, not an author",
        ),
        pytest.param(XYS, "中国出了“国运产品”DeepSeek", "方舟子", "新语丝", date(2025, 4, 3), id="front matter"),
    ],
)
def test_what_each_page_says_of_itself(
    seeds: Path, uri: str, title: str | None, author: str | None, source: str, published: date | None
) -> None:
    found = query(seeds, "select title, author, source, published_date from v_articles where source_uri = ?", [uri])
    assert found == [(title, author, source, published)]


def test_documents_hold_the_text_to_the_character(seeds: Path) -> None:
    found = dict(query(seeds, "select source_uri, raw_text from documents"))
    assert found == {path.name: path.read_bytes().decode() for path in SEEDS.glob("*.txt")}


def test_documents_say_how_they_know_the_date(seeds: Path) -> None:
    columns = "source_uri, published_basis, published_precision"
    found = {uri: rest for uri, *rest in query(seeds, f"select {columns} from documents")}
    assert found[NETEASE] == [None, None]
    assert found[ABOLUOWANG] == ["url", "day"]
    assert found[HUXIU] == ["header+collected_on", "day"]
    assert found[HONG_KONG] == ["header", "second"]


def test_times_that_state_no_zone_are_those_of_the_folder(seeds: Path) -> None:
    ((moment,),) = query(seeds, "select published_at from documents where source_uri = ?", [HONG_KONG])
    assert moment.astimezone(UTC) == datetime(2025, 1, 30, 4, 5, 18, tzinfo=UTC)


def test_documents_keep_address_and_editor(seeds: Path) -> None:
    found = query(seeds, "select url, editor from documents where source_uri = ?", [ABOLUOWANG])
    assert found == [("https://www.aboluowang.com/2025/0201/2168757.html", "方寻")]


def test_all_five_are_simplified_and_read_as_utf_8(seeds: Path) -> None:
    found = query(seeds, "select script, encoding, is_mojibake, count(*) from documents group by all")
    assert found == [("Hans", "utf-8", False, 5)]


def test_document_versions_of_a_first_build(seeds: Path) -> None:
    found = query(seeds, "select source_uri, version_no, is_current from document_versions order by all")
    assert found == [(uri, 1, True) for uri in (NETEASE, ABOLUOWANG, HUXIU, HONG_KONG, XYS)]


@pytest.mark.parametrize(
    ("uri", "first", "last"),
    [
        pytest.param(NETEASE, "最近,国产大模型DeepSeek", "无端指责时的底气和实力。", id="网易号"),
        pytest.param(HUXIU, "在DeepSeek席卷全球几天之后", "鲜花,定会再挂满枝头。", id="虎嗅"),
        pytest.param(HONG_KONG, "香港新闻网1月28日电", "我只能说,这是明智之举。”", id="香港新闻网"),
        pytest.param(XYS, "中国每过一段时间就会出来一款", "应该感到职业危机。", id="新语丝"),
    ],
)
def test_the_content_is_the_article(seeds: Path, uri: str, first: str, last: str) -> None:
    ((content, count),) = query(seeds, "select content, content_chars from v_articles where source_uri = ?", [uri])
    assert content.startswith(first)
    assert content.rstrip().endswith(last)
    assert count == len(content)


@pytest.mark.parametrize(
    ("uri", "zone", "kind", "surface"),
    [
        pytest.param(NETEASE, "boilerplate", "disclaimer", "特别声明:以上内容(如有图片或视频", id="特别声明"),
        pytest.param(NETEASE, "boilerplate", "disclaimer", "Notice: The content above", id="its English twin"),
        pytest.param(ABOLUOWANG, "boilerplate", "breadcrumb", "评论 > 文集 > 正文", id="a breadcrumb"),
        pytest.param(HUXIU, "boilerplate", "debris", "index_new5.html", id="the name of a template"),
        pytest.param(HUXIU, "summary", "summary", "DeepSeek的崛起引发西方国家警惕", id="a platform's summary"),
        pytest.param(HUXIU, "boilerplate", "promo", "鱼阅,AI 时代的下一个", id="the platform's own advertisement"),
        pytest.param(HONG_KONG, "boilerplate", "related", "香港雇员2024年工资", id="headlines of other news"),
    ],
)
def test_what_was_left_out_is_shown_with_its_rule(seeds: Path, uri: str, zone: str, kind: str, surface: str) -> None:
    found = query(
        seeds,
        """
        select r.zone, r.kind, r.rule_id, substring(d.raw_text, r.start_char + 1, r.end_char - r.start_char) = r.surface
        from v_removed as r inner join documents as d on d.doc_id = r.doc_id
        where d.source_uri = ? and starts_with(r.surface, ?)""",
        [uri, surface],
    )
    assert [(row[0], row[1], row[3]) for row in found] == [(zone, kind, True)]
    assert found[0][2]


def test_the_disclaimer_names_the_rule_that_flagged_it(seeds: Path) -> None:
    found = query(seeds, "select rule_id, source from v_removed where starts_with(surface, '特别声明')")
    assert [(rule.partition(".")[0], source) for rule, source in found] == [("legal", "网易号")]


def test_nothing_of_an_article_without_boilerplate_is_left_out(seeds: Path) -> None:
    assert query(seeds, "select surface from v_removed where source = '新语丝' and zone = 'boilerplate'") == []


AMOUNTS = "source, surface, value, unit, bound"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        pytest.param(
            ("网易号", "5万张", 50000.0, "张", "eq"), "有人造谣说DeepSeek有5万张H100芯片,这根本不符合实际。", id="5万张"
        ),
        pytest.param(
            ("网易号", "15亿美元", 1.5e9, "USD", "approx"),
            "5万张H100芯片,硬件成本就得15亿美元左右,还不算运维费用,这么大规模的采购,远超很多头部企业公开的采购数据,这数据来源肯定不可靠。",
            id="左右 after the amount",
        ),
        pytest.param(
            ("秦鹏观察", "一万亿美元", 1e12, "USD", "eq"),
            "然而,在颠覆了美国股市、让一万亿美元市值在一夜间蒸发之后,这家被国人寄予厚望的企业,却陷入了一系列丑闻当中。",
            id="一万亿",
        ),
        pytest.param(
            ("香港新闻网", "560万美元", 5.6e6, "USD", "approx"),
            "“首先是成本,DeepSeek只花了约560万美元,相比之下OpenAI每年要花50亿美元。",
            id="约 before the amount",
        ),
        pytest.param(
            ("香港新闻网", "500亿美元", 5e10, "USD", "gt"),
            "谷歌2024年的支出预计超过500亿美元,微软仅仅为了投资OpenAI就花费了130亿美元。”",
            id="超过",
        ),
        pytest.param(
            ("新语丝", "2000块", 2000.0, "块", "eq"),
            "“深度求索”不仅说是用两年前的英伟达的芯片做的，而且用的量不多，就用了2000块芯片。",
            id="2000块 of chips is no money",
        ),
    ],
)
def test_amounts_with_the_sentence_around_them(seeds: Path, row: tuple[Any, ...], sentence: str) -> None:
    assert query(seeds, f"select {AMOUNTS} from v_amounts where trim(sentence) = ?", [sentence]).count(row) == 1


def test_what_is_counted(seeds: Path) -> None:
    found = query(seeds, "select distinct kind, unit, object from v_amounts where surface = '2000块'")
    assert found == [("quantity", "块", "芯片")]
    found = query(seeds, "select distinct kind, value, unit from v_amounts where object like '%H100%'")
    assert found == [("quantity", 50000.0, "张")]


def test_a_sum_by_the_year_and_one_without_end(seeds: Path) -> None:
    assert query(seeds, "select value, per from v_amounts where surface = '50亿美元'") == [(5e9, "year")]
    assert query(seeds, "select value, value_high, unit from v_amounts where surface = '数十亿美元'") == [
        (1e9, 1e10, "USD")
    ]


def test_amounts_come_from_the_article_alone(seeds: Path) -> None:
    found = query(
        seeds, "select surface, sentence from v_amounts where contains(sentence, '网页') or contains(sentence, '工资')"
    )
    assert found == []


def test_no_model_name_and_no_idiom_is_an_amount(seeds: Path) -> None:
    found = query(
        seeds, "select surface from numbers where surface in ('100', '4', '910', '4090', '3.5', '六四', '一模')"
    )
    assert found == []


@pytest.mark.parametrize(
    ("uri", "surface", "day", "is_inferred"),
    [
        pytest.param(ABOLUOWANG, "1月27日", date(2025, 1, 27), True, id="a year that the address gives"),
        pytest.param(ABOLUOWANG, "1月29日", date(2025, 1, 29), True, id="a date in brackets"),
        pytest.param(HONG_KONG, "1月28日", date(2025, 1, 28), True, id="the dateline of an agency"),
        pytest.param(HUXIU, "去年10月", date(2024, 10, 1), False, id="去年 is the year before"),
        pytest.param(XYS, "2022年", date(2022, 1, 1), False, id="a year that is stated"),
    ],
)
def test_the_timeline(seeds: Path, uri: str, surface: str, day: date, is_inferred: bool) -> None:
    found = query(
        seeds,
        """
        select distinct t.date_from, t.is_inferred, contains(t.sentence, t.surface)
        from v_timeline as t inner join documents as d on d.doc_id = t.doc_id
        where d.source_uri = ? and t.surface = ?""",
        [uri, surface],
    )
    assert found == [(day, is_inferred, True)]


def test_the_timeline_is_in_order(seeds: Path) -> None:
    days = [day for (day,) in query(seeds, "select date_from from v_timeline")]
    assert days == sorted(days)


def test_a_page_without_a_date_gives_no_year_in_silence(seeds: Path) -> None:
    found = query(
        seeds,
        "select t.iso, t.date_from, t.is_relative from dates as t inner join documents as d on d.doc_id = t.doc_id "
        "where d.source_uri = ? and t.surface = '昨天'",
        [NETEASE],
    )
    assert found == [(None, None, True)]
    assert query(seeds, "select iso from v_timeline where source = '网易号'") == []


@pytest.mark.parametrize(
    ("surface", "entity", "kind", "sources"),
    [
        pytest.param(
            "深度求索", "深度求索", "organization", {"秦鹏观察", "香港新闻网", "新语丝"}, id="its Chinese name"
        ),
        pytest.param("DeepSeek", "深度求索", "organization", None, id="and its English name, one entity"),
        pytest.param("英伟达", "英伟达", "organization", {"网易号", "秦鹏观察", "香港新闻网", "新语丝"}, id="英伟达"),
        pytest.param("黄仁勋", "黄仁勋", "person", {"网易号"}, id="a person"),
        pytest.param("李强", "李强", "person", {"秦鹏观察"}, id="the premier"),
    ],
)
def test_who_is_named_where(seeds: Path, surface: str, entity: str, kind: str, sources: set[str] | None) -> None:
    found = query(
        seeds, "select entity, type, source, contains(sentence, surface) from v_mentions where surface = ?", [surface]
    )
    assert {row[:2] for row in found} == {(entity, kind)}
    assert all(row[3] for row in found)
    assert {row[2] for row in found} == (sources or {"网易号", "秦鹏观察", "虎嗅", "香港新闻网", "新语丝"})


def test_mentions_of_all_zones_and_those_of_the_articles(seeds: Path) -> None:
    zones = {zone for (zone,) in query(seeds, "select distinct zone from mentions")}
    assert {"title", "content", "boilerplate", "summary"} <= zones
    ((hidden,),) = query(
        seeds,
        "select count(*) from v_mentions as v inner join mentions as m on m.mention_id = v.mention_id "
        "where m.zone not in ('title', 'content')",
    )
    assert hidden == 0
    # The related headlines of the Hong Kong page name 李家超; the article does not.
    assert query(seeds, "select count(*) from mentions where surface = '李家超'") != [(0,)]
    assert query(seeds, "select count(*) from v_mentions where surface = '李家超'") == [(0,)]


def test_every_mention_names_an_entity_of_its_own_text(seeds: Path) -> None:
    wrong = query(
        seeds,
        """
        select m.surface from mentions as m
        inner join documents as d on d.doc_id = m.doc_id
        left join entities as e on e.entity_id = m.entity_id
        where e.entity_id is null or substring(d.raw_text, m.start_char + 1, m.end_char - m.start_char) <> m.surface""",
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("entity", "source"),
    [
        pytest.param("H100", "网易号", id="the chip of the rumour"),
        pytest.param("台积电", "网易号", id="台积电"),
        pytest.param("梁文锋", "秦鹏观察", id="the founder"),
        pytest.param("唐凤", "秦鹏观察", id="唐凤"),
        pytest.param("阿里巴巴", "虎嗅", id="阿里巴巴"),
        pytest.param("Firstpost", "香港新闻网", id="an Indian outlet"),
        pytest.param("方舟子", "新语丝", id="the author names himself"),
    ],
)
def test_what_only_one_source_names(seeds: Path, entity: str, source: str) -> None:
    found = query(seeds, "select source, document_count from v_only_one_source where entity = ?", [entity])
    assert found == [(source, 1)]


def test_what_several_sources_name_is_not_among_them(seeds: Path) -> None:
    found = query(
        seeds, "select entity from v_only_one_source where entity in ('深度求索', '英伟达', 'OpenAI', '微软', '美国')"
    )
    assert found == []


def test_the_sources(seeds: Path) -> None:
    found = query(seeds, "select name, kind from sources")
    assert sorted(found) == sorted(
        [
            ("网易号", "platform"),
            ("秦鹏观察", "personal"),
            ("虎嗅", "outlet"),
            ("香港新闻网", "outlet"),
            ("新语丝", "outlet"),
        ]
    )


def test_nothing_is_rejected(seeds: Path) -> None:
    assert query(seeds, "select * from rejects") == []


def test_a_snippet_shows_the_words_around_a_span(seeds: Path) -> None:
    found = query(
        seeds,
        """
        select snippet(d.raw_text, a.start_char, a.end_char, 4)
        from v_amounts as a inner join documents as d on d.doc_id = a.doc_id where a.surface = '2000块'""",
    )
    assert found == [("，就用了【2000块】芯片。而",)]


def test_the_words_kept_with_a_claim_are_its_snippet(seeds: Path) -> None:
    claims = "claims as c inner join numbers as n using (number_id) inner join texts as t on t.doc_id = c.doc_id"
    same = "c.context = snippet(t.raw_text, n.start_char, n.end_char)"
    assert query(seeds, f"select {same}, count(*) > 20 from {claims} group by all") == [(True, True)]


@pytest.mark.parametrize(
    ("span", "snippet"),
    [
        pytest.param((3, 5), "乙丙【丁戊】己庚", id="inside"),
        pytest.param((0, 1), "【甲】乙丙", id="at the start"),
        pytest.param((1, 7), "甲【乙丙丁戊己庚】", id="at the end"),
        pytest.param((0, 7), "【甲乙丙丁戊己庚】", id="all of it"),
    ],
)
def test_a_snippet_at_the_edges(seeds: Path, span: tuple[int, int], snippet: str) -> None:
    assert query(seeds, "select snippet('甲乙丙丁戊己庚', ?, ?, 2)", list(span)) == [(snippet,)]
