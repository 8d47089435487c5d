"""The first look at a page, before its site's repeated lines are known: whose it is, and the lines at its edges."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.text.pages.frontmatter import read_front_matter
from pipelines.text.pages.header import HeaderReader
from pipelines.text.pages.lines import Line, normalise_line, split_lines
from pipelines.text.pages.metadata import site_of
from pipelines.text.pages.model import Hint
from pipelines.text.pages.names import Names
from pipelines.text.pages.pagetext import fold_page
from pipelines.text.pages.titles import split_site, strip_markup

_HEAD_LINES = 15
_TAIL_LINES = 40
_LAST_LINES = 5
_EDGE_LENGTH = 80
_TOP = 600  # characters: where a name alone, or a link, may be the source
_NAME_LENGTH = 16
_TITLE_LINES = 3
# An outlet may sign as the author, or stand alone, beside a date or behind a title.
_SOURCES = ("source", "author", "beside")


class FirstPass(NamedTuple):
    """Whose page it is (null where nothing says so), and its edge lines in the form in which they are counted."""

    site: str | None
    edge_lines: list[str]


def look_over(text: str, hints: Sequence[Hint], headers: HeaderReader, names: Names) -> FirstPass:
    """Take the first look; it zones nothing, so it costs a fraction of a reading."""
    page = fold_page(text)
    lines = split_lines(page)
    head = lines[:_HEAD_LINES]
    tail = lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
    last = lines[max(_HEAD_LINES, len(lines) - _LAST_LINES) :]
    near = [line for line in (*head, *tail) if not line.is_strong and line.size <= _EDGE_LENGTH]
    found = {normalise_line(line.folded) for line in (*near, *last)}
    values = _stated(text, page.folded, lines, (*head, *tail), hints, headers, names)
    return FirstPass(_settle(values, names), sorted(line for line in found if len(line) > 1))


def _stated(
    text: str,
    folded: str,
    lines: Sequence[Line],
    edges: Sequence[Line],
    hints: Sequence[Hint],
    headers: HeaderReader,
    names: Names,
) -> Iterator[tuple[str, str]]:
    """Give what a page says of its URL and source: hints, front matter, header and footer lines, disclaimers."""
    yield from ((hint.field, hint.value) for hint in hints if hint.field == "url")
    yield from ((hint.field, hint.value) for hint in hints if hint.field in _SOURCES)
    front = read_front_matter(lines)
    for field in front.fields if front is not None else ():
        yield field.field, field.value
    for line in edges:
        if line.is_strong:
            continue
        header = headers.read(line, None, headers.find_in(line))
        if header is not None:
            yield from ((item.field, text[item.start : item.end]) for item in header.fields)
            yield from (("beside", text[start:end]) for start, end in header.rest if header.dates)
        elif line.start < _TOP and line.size <= _NAME_LENGTH:
            yield "beside", line.text
        elif line.start < _TOP and line.text[0] in "#[":
            yield "url", strip_markup(line.text)[1] or ""
    for line in lines[:_TITLE_LINES]:
        if line.size <= _EDGE_LENGTH:
            yield "beside", split_site(line.text, names, is_page_title=True)[1] or ""
    if edges:
        start = edges[-min(len(edges), _LAST_LINES)].start
        for name, plain in zip(names.platforms, names.folded_platforms, strict=True):
            if folded.find(plain, start) >= 0:
                yield "source", name


def _settle(values: Iterator[tuple[str, str]], names: Names) -> str | None:
    source: str | None = None
    for field, value in values:
        site = site_of(value) if field == "url" else None
        if site is not None:
            return site
        if source is None and value and field in _SOURCES and not names.is_role(value):
            outlet = names.find_outlet(value)
            if outlet is not None:
                source = outlet.domain or outlet.name
            elif field == "source" or (field == "author" and names.is_outlet_like(value)):
                source = value
    return source
