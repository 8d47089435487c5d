"""From any bytes to a page: a reject that says why, or blocks that tile the text; and time grows with length alone."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.inputs.decode import DecodeError, decode
from pipelines.text.html import Renderer
from pipelines.text.pages import Page, PageReader
from tests.profiles import modest
from tests.text.pages.pages import FIRST, SECOND, THIRD

READER = PageReader()
RENDERER = Renderer()
HTML = (
    "<html><head><meta charset=utf-8><title>北部三条公交线路今日开通_城市晚报</title>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "题"}</script></head><body>'
    "<ul class='nav'><li><a href='/'>首页</a></li></ul><h1>北部三条公交线路今日开通</h1><p>2020-03-05 来源：晚报</p>"
    f"<div id=a><p>{FIRST}</p><pre>{SECOND}</pre><table><tr><td>{THIRD}</td></tr></table></div><!-- 完 -->"
    "<div style='display:none'>藏</div><footer>版权所有&copy;&#xD800;&#0;</footer></body></html>"
)
TAGS = ["div", "p", "li", "table", "td", "span", "a", "pre", "b", "section", "svg", "script", "form", "h1"]
PIECES = [
    "\n", "\r\n", " ", "　", "\u2028", "\x0b", "\x00", "\ud800", "\ufeff", "。", "，", "---\n", "title: 题\n",
    "来源：城市晚报", "2020-01-01", "责任编辑：王小明", "相关阅读\n", "未经许可", "版权声明", "[", "](",
    "![](", "<p>", "</div>", "<a href=x>", FIRST,
]  # fmt: skip


def check_tiling(text: str, page: Page) -> None:
    place = 0
    for block in page.blocks:
        assert block.start_char == place < block.end_char
        assert 0 <= block.confidence <= 1
        place = block.end_char
    assert place == len(text)
    for candidate in page.candidates:
        assert candidate.start_char is None or 0 <= candidate.start_char < (candidate.end_char or 0) <= len(text)


def check_text(text: str) -> None:
    check_tiling(text, READER.read(text))
    READER.first_pass(text)


def check_html(html: str) -> None:
    rendered = RENDERER.render(html)
    for mark in rendered.marks:
        assert 0 <= mark.start_char < mark.end_char <= len(rendered.text)
    check_tiling(rendered.text, READER.read(rendered.text, hints=rendered.hints, marks=rendered.marks))


def check_bytes(payload: bytes) -> None:
    try:
        text = decode(payload).text
    except DecodeError as error:
        assert error.message
        assert error.advice
        return
    check_text(text)
    check_html(text)


@given(payload=st.binary(max_size=300))
def test_any_bytes(payload: bytes) -> None:
    check_bytes(payload)


@given(text=st.text(max_size=200), encoding=st.sampled_from(["gb18030", "utf-16", "utf-32", "utf-8-sig"]))
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    check_bytes(text.encode(encoding))


@given(pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(), max_size=4)), max_size=50))
def test_any_mixture_of_cues(pieces: list[str]) -> None:
    check_text("".join(pieces))


@given(start=st.integers(0, len(HTML)), end=st.integers(0, len(HTML)), junk=st.text(max_size=8))
def test_html_cut_anywhere(start: int, end: int, junk: str) -> None:
    check_html(HTML[:start] + junk + HTML[end:])


@given(
    tags=st.lists(st.tuples(st.sampled_from(TAGS), st.booleans(), st.sampled_from(["", FIRST, "首页"])), max_size=60)
)
def test_any_soup_of_tags(tags: list[tuple[str, bool, str]]) -> None:
    check_html("".join(f"<{'' if opens else '/'}{tag}>{text}" for tag, opens, text in tags))


@settings(max_examples=modest(0.02))
@given(tag=st.sampled_from(TAGS), depth=st.integers(1_000, 10_000), closes=st.booleans())
def test_tags_nested_deep(tag: str, depth: int, closes: bool) -> None:
    check_html(f"<p>{SECOND}</p>" + f"<{tag}>" * depth + FIRST + f"</{tag}>" * (depth * closes))


@pytest.mark.parametrize(
    "text", ["\ud800", f"{FIRST}\n\udfff来源：城市晚报\ud800\n{SECOND}"], ids=["alone", "in a page"]
)
def test_lone_surrogates(text: str) -> None:
    check_text(text)
    check_html(f"<p>{text}</p>")


MEGABYTES_50 = 50 << 20
MEASURES = 5


@pytest.mark.parametrize("piece", [pytest.param("国", id="one character"), pytest.param(FIRST, id="prose")])
def test_fifty_megabytes_on_one_line(piece: str) -> None:
    payload = (piece * (MEGABYTES_50 // len(piece.encode()) + 1)).encode()
    text = decode(payload).text
    check_tiling(text, READER.read(text))


REPEATS = [
    "国", " ", "\n", "(", "![](", "[", "[[", "](", "*", "#", "_", "|", "1", "1-", "a>", "首页>", "2020-01-01 ",
    "20", "1月", "来源:", "来源：网易\n", "记者", "(记者张三 ", "未经许可", "未经许可。", "版权声明",
    "版权声明：本文。", "相关阅读\n", "……", "...", "举报 赞 回复 ", "https://", "www.", f"{FIRST}\n相关阅读\n",
    "：", "《", "　", "\u200b", "\ufeff国", "编辑", "title: a\n", "\r",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATS, ids=range(len(REPEATS)))
def test_reading_grows_with_length_alone(piece: str) -> None:
    check_growth(READER.read, piece)


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<p>", "<div>国", "<a href=x>国</a>", "&", "&#", "<!--", "<br>", "<pre>\n", "<table><tr><td>",
        "<b><p>", "<script>", "' ", "国\n ",
    ],
)  # fmt: skip
def test_rendering_grows_with_length_alone(piece: str) -> None:
    check_growth(RENDERER.render, piece)


def check_growth(act: Callable[[str], object], piece: str) -> None:
    """Compare two lengths, eight times apart: four times that in time is still no square.

    A square is one however often it is measured; what others on the machine make dearer is not so each time.
    """
    assert any(_is_no_square(act, piece) for _ in range(MEASURES))


def _is_no_square(act: Callable[[str], object], piece: str) -> bool:
    short, long = (min(_seconds(act, piece * (size // len(piece))) for _ in range(2)) for size in (15_000, 120_000))
    return long < 8 * 4 * max(short, 0.004)


def _seconds(act: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    act(text)
    return time.process_time() - start
