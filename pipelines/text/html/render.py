"""Render HTML to lines of text, each with what the layout says of it.

Nothing is fetched, run or expanded: scripts, styles and external entities are left where they are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from pipelines.text.html.depth import flatten
from pipelines.text.html.head import HeadReader
from pipelines.text.html.lines import Collector, RawLine
from pipelines.text.html.main import find_main
from pipelines.text.html.words import HtmlWords
from pipelines.text.pages.model import Hint, Mark
from pipelines.text.rulefiles import RULES_DIR

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(?:[^\n<]{0,2000}\n){1,60}?---[ \t]*\r?\n")
_ENCODING = re.compile(r"<\?xml[^>]{0,200}\?>")
_FEW = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's text, what its head says of it, and a mark for every line."""

    text: str
    hints: list[Hint]
    marks: list[Mark]


class Renderer:
    """Renders pages by the words of one rules folder."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        self._words = HtmlWords(rules_dir)
        self._head = HeadReader(self._words)

    def render(self, html: str) -> Rendered:
        """Render a page; what is no HTML at all comes back as its own text, line by line."""
        front = _FRONT_MATTER.match(html)
        opening = front[0].strip().splitlines() if front is not None else []
        body = html[front.end() :] if front is not None else html
        root = _parse(body, self._words)
        lines = [RawLine(line.strip(), "front", 0.0, "", None) for line in opening if line.strip()]
        hints: list[Hint] = []
        if root is not None:
            hints = self._head.read(root, body)
            collected = _choose_visible(Collector(self._words).collect(root))
            find_main(collected, self._words)
            lines += collected
        return _join(lines, hints)


@cache
def _default() -> Renderer:
    return Renderer()


def render_html(html: str) -> Rendered:
    """Render a page with the rules that ship with the package."""
    return _default().render(html)


def _parse(html: str, words: HtmlWords) -> etree._Element | None:
    if not html.strip():
        return None
    root, is_whole = _parse_part(html)
    return root if is_whole else _parse_part(flatten(html, words))[0]


def _parse_part(html: str) -> tuple[etree._Element | None, bool]:
    """Parse HTML; say whether all of it was: the parser stops in silence where elements are nested too deep."""
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(_ENCODING.sub("", html, count=1).encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    last = parser.error_log.last_error
    is_whole = last is None or last.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return (root if isinstance(root, etree._Element) else None), is_whole


def _choose_visible(lines: list[RawLine]) -> list[RawLine]:
    """Leave hidden lines out, unless hardly anything else is there."""
    shown = [line for line in lines if not line.is_hidden]
    if sum(map(len, shown)) < _FEW and len(shown) < len(lines):
        return lines
    return shown


def _join(lines: Iterable[RawLine], hints: list[Hint]) -> Rendered:
    marks: list[Mark] = []
    pieces: list[str] = []
    place = 0
    for line in lines:
        end = place + len(line.text)
        marks.append(Mark(place, end, line.tag, round(line.link_share, 3), line.region, line.is_main))
        pieces.append(line.text)
        place = end + 1
    return Rendered("\n".join(pieces) + ("\n" if pieces else ""), hints, marks)
