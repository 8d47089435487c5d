import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.html import render_html
from pipelines.text.pages import PageReader
from tests.text.pages.pages import FIRST, SECOND, THIRD

READER = PageReader()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p>今天</p><p>明天</p>", "今天\n明天\n", id="blocks are lines"),
        pytest.param(
            "<p>今天\n   很好<b>，</b>是吧</p>",
            "今天很好，是吧\n",
            id="a break of the source is no blank between wide characters",
        ),
        pytest.param("<p>one\n  two</p>", "one two\n", id="blanks fold"),
        pytest.param("今天<br>明天<br/>后天", "今天\n明天\n后天\n", id="br ends a line"),
        pytest.param("<pre>a = 1\n  b = 2</pre>", "a = 1\nb = 2\n", id="pre keeps its lines"),
        pytest.param(
            "<script>x</script><style>y</style><p>今天</p><noscript>z</noscript>", "今天\n", id="no scripts, no styles"
        ),
        pytest.param(
            "<p>今天</p><div style='display:none'>藏</div>" + "<p>" + FIRST * 5 + "</p>",
            f"今天\n{FIRST * 5}\n",
            id="hidden text is left out",
        ),
        pytest.param("<div style='visibility:hidden'><p>正文</p></div>", "正文\n", id="visibility:hidden is un-hidden"),
        pytest.param("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲 乙\n", id="cells of a row stay on its line"),
        pytest.param("<p>a&amp;b&nbsp;c &lt;d&gt;</p>", "a&b\xa0c <d>\n", id="character references"),
        pytest.param(
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><p>今天&e;</p>",
            None,
            id="external entities stay shut",
        ),
        pytest.param("", "", id="nothing"),
        pytest.param("没有标签\n", "没有标签\n", id="no HTML at all"),
        pytest.param(
            "---\ntitle: 题\ndate: 2020-01-01\n---\n<p>今天</p>",
            "---\ntitle: 题\ndate: 2020-01-01\n---\n今天\n",
            id="front matter keeps its lines",
        ),
    ],
)
def test_text(html: str, text: str | None) -> None:
    rendered = render_html(html)
    assert text is None or rendered.text == text
    assert [rendered.text[mark.start_char : mark.end_char] for mark in rendered.marks] == rendered.text.split("\n")[:-1]
    if text is None:
        assert "今天" in rendered.text


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        ("<title>油价下调_新华网</title>", ("title", "油价下调_新华网", "html.title")),
        ("<meta property='og:title' content='油价下调'>", ("title", "油价下调", "html.og")),
        ("<meta name='source' content='来源：城市晚报'>", ("source", "城市晚报", "html.meta")),
        (
            "<meta property='article:published_time' content='2020-03-05T01:00:00Z'>",
            ("published", "2020-03-05T01:00:00Z", "html.og"),
        ),
        ("<link rel='canonical' href='https://example.com/1'>", ("url", "https://example.com/1", "html.canonical")),
        ("<!-- saved from url=(0026)https://example.com/2 -->", ("url", "https://example.com/2", "html.saved")),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"油价下调",'
            '"author":[{"name":"王小明"},{"name":"李红"}]}]}</script>',
            ("author", "王小明、李红", "html.jsonld"),
        ),
    ],
)
def test_hints_of_the_head(head: str, hint: tuple[str, str, str]) -> None:
    hints = render_html(f"<html><head>{head}</head><body><p>今天</p></body></html>").hints
    assert hint in {(found.field, found.value, found.rule_id) for found in hints}


def test_broken_json_of_the_head_is_left_alone() -> None:
    assert render_html('<script type="application/ld+json">{"@type":</script><p>今天</p>').hints == []


LIST = "".join(f"<li><a href='/{n}'>油价今夜下调加满一箱少花{n}元</a></li>" for n in range(8))
ARTICLE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
HEAD = (
    "<h1>北部三条公交线路今日开通</h1><div class='info'><span>2020-03-05 09:12</span> <span>来源：城市晚报</span></div>"
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"<ul class='nav'>{LIST}</ul>{HEAD}<div id='content'>{ARTICLE}</div>"
            f"<div class='related'><ul>{LIST}</ul></div>",
            id="named parts",
        ),
        pytest.param(
            f"<div>{LIST}</div><div>{HEAD}<div>{ARTICLE}</div></div><div>{LIST}</div><div>版权所有</div>",
            id="nothing named",
        ),
        pytest.param(
            f"<table><tr><td>{LIST}</td><td>{HEAD}{ARTICLE}</td></tr><tr><td>{LIST}</td></tr></table>",
            id="a layout of tables",
        ),
        pytest.param(
            f"{HEAD}<div><div><div><p>{FIRST}</p></div></div><div><div><p>{SECOND}</p></div></div><div><div><p>{THIRD}</p></div></div></div><div>{LIST}</div>",
            id="a wrapper for each paragraph",
        ),
        pytest.param(
            f"{HEAD}<div>{FIRST}<br><br>　　{SECOND}<br><br>　　{THIRD}</div><ul>{LIST}</ul>",
            id="breaks instead of paragraphs",
        ),
        pytest.param(
            f"{HEAD}<article>{ARTICLE}</article><div class='comment-list'><p>{THIRD}</p><p>{SECOND}</p></div>",
            id="comments that read like prose",
        ),
        pytest.param(
            f"{HEAD}<div id='js_content' style='visibility: hidden;'>{ARTICLE}</div><div>微信扫一扫</div>",
            id="a body made visible by script",
        ),
    ],
)
def test_the_article_and_nothing_else(body: str) -> None:
    rendered = render_html(
        f"<html><head><title>北部三条公交线路今日开通_城市晚报</title></head><body>{body}</body></html>"
    )
    page = READER.read(rendered.text, hints=rendered.hints, marks=rendered.marks)
    content = [rendered.text[b.start_char : b.end_char].strip() for b in page.blocks if b.zone == "content"]
    assert content == [FIRST, SECOND, THIRD]
    assert (page.metadata.title, page.metadata.source) == ("北部三条公交线路今日开通", "城市晚报")
    assert str(page.metadata.published_date) == "2020-03-05"


@given(html=st.text(alphabet=st.sampled_from("<>/=\"'& pdivabrscript!-[]国。\n\x00\ud800"), max_size=300))
def test_any_html_is_rendered(html: str) -> None:
    rendered = render_html(html)
    READER.read(rendered.text, hints=rendered.hints, marks=rendered.marks)


def test_depth_does_not_matter() -> None:
    html = "<div>" * 10_000 + "深" + "</div>" * 10_000 + "<p>浅</p>"
    assert isinstance(render_html(html).text, str)


@pytest.mark.parametrize("tag", ["div", "span", "section", "font"])
@pytest.mark.parametrize("closes", [True, False], ids=["closed", "never closed"])
def test_text_nested_deeper_than_the_parser_goes_is_kept(tag: str, closes: bool) -> None:
    inner = f"{FIRST}<br>{SECOND}<script>x()</script>"
    html = f"<p>今天</p>{f'<{tag}>' * 5_000}{inner}{f'</{tag}>' * (5_000 * closes)}<p>{THIRD}</p>"
    assert render_html(html).text == f"今天\n{FIRST}\n{SECOND}\n{THIRD}\n"


def test_an_article_of_short_paragraphs_is_not_the_section_with_the_longest() -> None:
    """Messengers put a few paragraphs each into sections of their own; one of them is longer than most."""
    long = "这座小站从二〇一九年起实行通宵候车，每天晚上留着一盏灯和一壶热水，一直亮到头班车进站的那一刻。"
    short = ["管理员老葛提着一壶热水，挨个座位走了一圈。", "第一晚来了九个人，第三十晚来了二百一十七人。"]
    sections = "".join(f"<section><p>{text}</p><p>{text}</p></section>" for text in short * 3)
    opening = f"<section><p>{short[0]}</p><p>{long}</p></section>"
    body = f"{HEAD}<div id='js_content'>{opening}{sections}</div><p>往期推荐</p>"
    rendered = render_html(f"<html><body>{body}</body></html>")
    mains = {rendered.text[mark.start_char : mark.end_char] for mark in rendered.marks if mark.is_main}
    assert {long, *short} <= mains
    assert all(mark.is_main for mark in rendered.marks if rendered.text[mark.start_char : mark.end_char] in short)


def test_a_poem_is_the_main_element_though_a_note_below_it_is_all_the_prose() -> None:
    verses = "".join(
        f"<p>{verse}</p>" for verse in ("河水比昨天低了一寸", "羊群多了一只", "牧羊人数了三遍", "没有说话") * 3
    )
    note = "<div><p>【作者简介】沙驼铃，教师，著有诗集《半个城》，现居北方。</p></div>"
    html = f"<title>黄河边的黄昏</title><div><h1>黄河边的黄昏</h1><p>作者：沙驼铃</p><div>{verses}</div>{note}</div>"
    rendered = render_html(html)
    page = READER.read(rendered.text, hints=rendered.hints, marks=rendered.marks)
    content = "".join(rendered.text[b.start_char : b.end_char] for b in page.blocks if b.zone == "content")
    assert content.count("牧羊人数了三遍") == 3
