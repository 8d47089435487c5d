"""Pages for a browser: every character escaped, nothing fetched, the text whole."""

from html.parser import HTMLParser

import pytest

from pipelines.reader.pages import render_articles
from tests.reader.made import TEXT, make_article

FETCHING = {"src", "href", "action", "poster", "data", "srcset", "background"}


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and the text of the article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._is_inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_inside = self._is_inside or dict(attrs).get("class") == "text"

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "div"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.text += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render_articles([make_article()]))


def test_the_text_is_there_to_the_character(page: Page) -> None:
    assert page.text == TEXT


def test_markup_in_an_article_stays_text(page: Page) -> None:
    assert not {tag for tag, _ in page.tags} & {"script", "b", "img", "iframe"}


def test_nothing_is_fetched(page: Page) -> None:
    fetched = [value for _, attributes in page.tags for name, value in attributes.items() if name in FETCHING]
    assert all(value and value.startswith("#") for value in fetched)
    (policy,) = [a["content"] for tag, a in page.tags if tag == "meta" and "http-equiv" in a]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_a_span_says_what_it_is(page: Page) -> None:
    notes = {attributes["data-note"]: attributes for _, attributes in page.tags if "data-note" in attributes}
    number = notes["30,000 人 · quantity · attributed\ndirect quotation · 王明 · 说"]
    assert number["class"] == "quote quote-direct number number-quantity"
    assert number["tabindex"] == "0"
    assert str(notes["boilerplate · disclaimer · disclaimer.rule"]["class"]).split() == ["outside", "boilerplate"]


def test_two_documents_stand_side_by_side() -> None:
    both = Page(render_articles([make_article(), make_article(doc_id="2c3d")], index="index.html"))
    assert [a["id"] for tag, a in both.tags if tag == "h1"] == ["title-1", "title-2"]
    assert ("a", {"href": "index.html"}) in both.tags


def test_the_style_sheet_is_whole() -> None:
    style = render_articles([make_article()]).partition("<style>")[2].partition("</style>")[0]
    assert '"Noto Sans CJK SC"' in style
    assert "&" not in style
