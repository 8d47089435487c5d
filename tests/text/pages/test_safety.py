"""Whatever cuts, a cue that is wrong included: an article is not cut away, and the doubt is said."""

import shutil
from pathlib import Path

import pytest

from pipelines.text.folding import fold
from pipelines.text.pages import Page, PageReader
from pipelines.text.pages.lines import normalise_line
from pipelines.text.rulefiles import RULES_DIR
from tests.text.pages.pages import BODY, FIRST, SECOND, THIRD, lay_out

READER = PageReader()
HEADER = "id,zone,kind,at,where,cue,limit,cut,example\n"
TITLE = "北部三条公交线路今日开通"
TEASER = "油价今夜下调，加满一箱九十二号汽油可以少花十元左右，这是今年以来的第三次下调。"
POEM = "船来了\n又走了\n岸上的灯\n又亮了\n一盏一盏\n熄了"


def reader_with(row: str, folder: Path) -> PageReader:
    rules = folder / "rules"
    shutil.copytree(RULES_DIR, rules)
    (rules / "packs" / "own.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    return PageReader(rules)


def kept(text: str, page: Page) -> str:
    return "\n".join(text[b.start_char : b.end_char].strip() for b in page.blocks if b.zone == "content")


@pytest.mark.parametrize(
    ("row", "text", "body"),
    [
        pytest.param(
            "own,boilerplate,promo,start,any,市,,,市",
            f"{TITLE}\n{FIRST}\n市民说，{SECOND}\n市里说，{THIRD}\n",
            f"{FIRST}\n市民说，{SECOND}\n市里说，{THIRD}",
            id="a cue that begins most paragraphs",
        ),
        pytest.param(
            "own,boilerplate,disclaimer,glued,edge,公交线路将,,,公交线路将",
            FIRST + SECOND + THIRD,
            FIRST + SECOND + THIRD,
            id="a glued cue that takes a page on one line",
        ),
        pytest.param("own,boilerplate,promo,end,any,了,,,了", POEM, POEM, id="a cue that ends most lines of a poem"),
        pytest.param(
            "own,metadata,byline,start,any,市,,,市",
            f"{TITLE}\n{FIRST}\n市民说，{SECOND}\n市里说，{THIRD}\n",
            f"{FIRST}\n市民说，{SECOND}\n市里说，{THIRD}",
            id="a cue that calls prose metadata",
        ),
    ],
)
def test_a_wrong_cue(row: str, text: str, body: str, tmp_path: Path) -> None:
    page = reader_with(row, tmp_path).read(text)
    assert body in kept(text, page)
    doubted = [block for block in page.blocks if block.rule_id == "page.kept_for_safety"]
    assert doubted
    assert {block.confidence for block in doubted} == {0.3}


def test_lines_of_an_article_that_its_source_repeats() -> None:
    text = f"{TITLE}\n{FIRST}\n{SECOND}\n{THIRD}\n"
    page = READER.read(text, learnt=[normalise_line(fold(line)) for line in (FIRST, SECOND)])
    assert kept(text, page) == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert {block.rule_id for block in page.blocks} == {"page.title", "page.kept_for_safety", "page.body"}


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            f"T {TITLE}\nM 2020-03-05 来源：城市晚报\n{BODY}\nB 热门推荐\n"
            + "\n".join(f"B {number}城的公交也开通了\nB {TEASER}" for number in "甲乙丙丁戊己庚"),
            id="teasers of a sentence each, more than the article",
        ),
        pytest.param(
            f"T {TITLE}\nM 2020-03-05 来源：城市晚报\n{BODY}\nB 相关阅读\n" + f"B {TITLE}\n" * 20,
            id="a list of links, longer than the article",
        ),
        pytest.param(
            f"C {FIRST}\nB 版权声明：本文为原创，未经许可不得转载。",
            id="one disclaimer below one paragraph",
        ),
    ],
)
def test_furniture_is_cut_however_much_of_it_there_is(marked: str) -> None:
    text, wanted = lay_out(marked)
    zones = {block.start_char: block.zone for block in READER.read(text).blocks}
    assert [(start, zones.get(start)) for start, _ in wanted] == wanted
