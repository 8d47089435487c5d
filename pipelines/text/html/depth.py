"""HTML nested deeper than the parser goes, brought within its limit without losing a word of its text."""

import re

from pipelines.text.html.words import HtmlWords

MAX_DEPTH = 1_000  # libxml2 stops at 2,048 elements within one another
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def flatten(html: str, words: HtmlWords) -> str:
    """Take away the tags that lie too deep; one that would begin or end a line leaves a line break.

    >>> from pipelines.text.rulefiles import RULES_DIR
    >>> flatten("<b>" * 1001 + "今天" + "</b>" * 1001, HtmlWords(RULES_DIR)).count("<b>")
    1000
    """
    depth = 0

    def replace(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in words.dropped or name in _EMPTY:
            return tag[0]
        closes = tag[1] == "/"
        depth = max(depth - 1, 0) if closes else depth + 1
        if depth + closes <= MAX_DEPTH:
            return tag[0]
        return "<br>" if name in words.blocks else ""

    return _TAG.sub(replace, html)
