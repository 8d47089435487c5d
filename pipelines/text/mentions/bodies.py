"""Bodies that the tagger misses: a country or 国际, common nouns, and the word for a body behind them.

国际新闻记者联盟, 美国汽车工人总会: every word in them is common, and together they are a name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_REACH = 18


class BodyNames:
    """Find names of bodies made of common words."""

    def __init__(
        self,
        lexicon: Lexicon,
        segmenter: Segmenter,
        is_country: Callable[[Candidate], bool],
        rules_dir: Path = RULES_DIR,
    ) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["bodies"]
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._is_country = is_country
        self._scopes = re.compile("|".join(rules["scopes"]))
        self._heads = re.compile(f"(?:{'|'.join(rules['heads'])})$")
        # Looked for first: cutting into words is dear.
        self._likely = re.compile(f"(?:(?![{rules['parting']}])[一-鿿]){{2,{_REACH}}}?(?:{'|'.join(rules['heads'])})")
        self._most: int = rules["most_words"]

    def find(self, view: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Find the bodies of a text beside what is found already; a country in front belongs to the name."""
        for country in found:
            if self._is_country(country):
                end = self._end(view, country.end)
                if end:
                    yield Candidate(country.start, end, "organization", "bodies", "bodies.country")
        for match in self._scopes.finditer(view):
            if not self._segmenter.is_inside_word(view, match.start()):
                end = self._end(view, match.end())
                if end:
                    yield Candidate(match.start(), end, "organization", "bodies", "bodies.scope")

    def _end(self, view: str, start: int) -> int:
        """Find where the word for a body ends, behind at least one word that tells which; 0 where there is none."""
        if not self._likely.match(view, start):
            return 0
        end = start
        names = False
        for number, word in enumerate(self._segmenter.known_words(view[start : start + _REACH])):
            if len(word) < 2 and not (names and self._is_head(word)):
                return 0
            end += len(word)
            if self._is_head(word) and (names or len(word) > 3) and not self._is_plain(view, start, end):
                return 0 if self._segmenter.is_inside_word(view, end) else end
            if number >= self._most or not self._segmenter.is_noun(word):
                return 0
            names = True
        return 0

    def _is_head(self, word: str) -> bool:
        """Tell whether a word is, or ends with, a word for a body; 局 is one, and 格局 is not."""
        head = self._heads.search(word)
        return head is not None and (len(head[0]) > 1 or len(word) != 2)

    def _is_plain(self, view: str, start: int, end: int) -> bool:
        return all(word in self._lexicon.descriptors for word in self._segmenter.known_words(view[start:end]))
