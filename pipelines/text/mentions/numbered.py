"""Things named by a line of products and a number: 麒麟9020, 小米17 Pro Max, 歼-20, 神舟二十号."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.phrases import PhraseIndex
from pipelines.text.mentions.view import match_view
from pipelines.text.rulefiles import RULES_DIR, read_toml

_YEAR = re.compile("(?:19|20)[0-9]{2}$")


class NumberedNames:
    """Find them in a match view; the lists say which lines there are."""

    def __init__(self, index: PhraseIndex, rules_dir: Path = RULES_DIR) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["numbered"]
        short = _longest_first(rules["code_short"], behind="-")
        coded = [line for line in rules["code"] if line not in rules["code_short"]]
        lines = _longest_first(coded, behind="[ -]?")
        tail = _longest_first(rules["tail"])
        counted = re.escape(rules["counted"])
        number = r"(?P<number>[a-z]{0,4}-?[0-9]{1,4}(?:\.[0-9])?)[a-z]{0,3}"
        self._patterns = (
            index.add(
                rf"(?:{lines}|{short}){number}"
                rf"(?: ?(?:{tail})(?![a-z])(?: ?[0-9]+)?)*(?![a-z0-9{counted}])",
                [*map(match_view, coded), *(match_view(line) + "-" for line in rules["code_short"])],
            ),
            index.add(
                rf"(?:{_longest_first(rules['ordinal'])})(?P<number>[一二三四五六七八九十百零〇]{{1,5}}|[0-9]{{1,3}})号"
                r"(?:[a-z](?![a-z])|遥[一二三四五六七八九十]{1,4})?",
                map(match_view, rules["ordinal"]),
            ),
        )

    def find(self, view: str) -> Iterator[Candidate]:
        """Yield the names, products all; a year behind a line (小米2025) is none."""
        for pattern in self._patterns:
            for match in pattern.finditer(view):
                if not _YEAR.match(match["number"]):
                    yield Candidate(*match.span(), "product", "numbered", "numbered.line")


def _longest_first(words: list[str], *, behind: str = "") -> str:
    return "|".join(re.escape(match_view(word)) + behind for word in sorted(words, key=len, reverse=True))
