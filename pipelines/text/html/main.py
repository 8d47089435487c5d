"""Find the element that holds the article, and believe the regions that its furniture names."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from lxml import etree

from pipelines.text.html.lines import RawLine, ancestors
from pipelines.text.html.words import HtmlWords

_PROSE = re.compile(r"[，,。！？!?；;：:”」]")
_PROSE_LENGTH = 20
_LINK_SHARE = 0.4
_DEPTH = 60
_ENOUGH = 0.7
_STRONG_LENGTH = 40
_STRONG_SHARE = 0.5
_PROSE_SHARE = 0.3
_FURNITURE = frozenset({"comments", "related", "footer", "navigation"})


def find_main(lines: Sequence[RawLine], words: HtmlWords) -> None:
    """Mark the lines of the article's element as main, and give every line its region."""
    prose = [line for line in lines if _is_prose(line)]
    masses = _masses(prose)
    total = sum(len(line) for line in prose)
    for line in lines:
        line.region = next(
            (
                region
                for region, element in line.regions
                if masses.get(element, 0) <= words.region_share * total and element.tag not in {"body", "html"}
            ),
            "",
        )
    clean = [line for line in prose if line.region not in _FURNITURE]
    strong = [line for line in clean if len(line) >= _STRONG_LENGTH]
    if sum(map(len, strong)) < _STRONG_SHARE * sum(map(len, clean)):
        strong = clean  # an article in short paragraphs
    plain = [line for line in lines if line.region not in _FURNITURE and line.link_share < _LINK_SHARE]
    if sum(map(len, clean)) < _PROSE_SHARE * sum(map(len, plain)):
        strong = plain  # a poem, a list
    main = _choose(strong, _masses(strong))
    if main is None:
        return
    is_inside = {main: True}
    for line in lines:
        path = list(takewhile(lambda element: element not in is_inside, ancestors(line.owner)))
        around = path[-1].getparent() if path else line.owner
        line.is_main = around is not None and is_inside[around]
        is_inside.update(dict.fromkeys(path, line.is_main))


def _masses(prose: Sequence[RawLine]) -> dict[etree._Element, int]:
    masses: dict[etree._Element, int] = defaultdict(int)
    for line in prose:
        for depth, element in enumerate(ancestors(line.owner)):
            if depth > _DEPTH:
                break
            masses[element] += len(line)
    return masses


def _is_prose(line: RawLine) -> bool:
    return len(line) >= _PROSE_LENGTH and line.link_share < _LINK_SHARE and _PROSE.search(line.text) is not None


def _choose(prose: Sequence[RawLine], masses: dict[etree._Element, int]) -> etree._Element | None:
    """Choose the element with the most prose close under it, then widen it until it holds most of the page's prose."""
    scores: dict[etree._Element, float] = defaultdict(float)
    order: list[etree._Element] = []
    for line in prose:
        for depth, element in enumerate(ancestors(line.owner)):
            if depth > 3:
                break
            if element not in scores:
                order.append(element)
            scores[element] += len(line) * (0.5 if depth == 0 and element.tag == "p" else 1.0) / (1 + depth)
    candidates = [element for element in order if element.tag not in {"p", "li", "h1", "h2", "h3", "br"}]
    if not candidates:
        return None
    best = max(candidates, key=lambda element: scores[element])
    total = sum(len(line) for line in prose)
    for element in ancestors(best):
        if masses[element] >= _ENOUGH * total:
            return element
    return best
