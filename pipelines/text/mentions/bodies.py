"""Bodies and events that the tagger misses: a place or 国际, common nouns, and the word for one behind them.

国际新闻记者联盟, 美国汽车工人总会, 平遥国际电影展: every word in them is common, and together they are a name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.phrases import PhraseIndex
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_REACH = 18
_FIRM = 10


class BodyNames:
    """Find names of bodies made of common words."""

    def __init__(
        self,
        lexicon: Lexicon,
        segmenter: Segmenter,
        is_country: Callable[[Candidate], bool],
        index: PhraseIndex,
        rules_dir: Path = RULES_DIR,
    ) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["bodies"]
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._is_country = is_country
        self._scopes = index.add("|".join(rules["scopes"]), rules["scopes"])
        self._edition = re.compile("第[0-9一二三四五六七八九十]{1,4}届")
        self._bodies = _Heads(rules["heads"], rules["parting"])
        self._courts = _Heads(rules["courts"], rules["parting"])
        self._events = _Heads(rules["events"], rules["parting"])
        firm = "|".join(rules["firm_heads"])
        self._firm = re.compile(
            rf"{_han_without(rules['parting'] + rules['joint'], '()')}{{1,{_FIRM}}}?(?:{firm})|{rules['missions']}"
        )
        self._most: int = rules["most_words"]
        self._joint: str = rules["joint"]

    def find(self, view: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Find the bodies and events of a text beside what is found already; a place in front belongs to the name."""
        known = {c.start: c.end for c in found if c.type in ("location", "organization")}
        for place in found:
            if place.type == "location":
                firm = self._firm.match(view, place.end)
                if firm:
                    yield Candidate(place.start, firm.end(), "organization", "bodies", "bodies.firm")
                    continue
                heads = self._bodies if self._is_country(place) else self._courts
                stop = self._end(view, known, place.end, heads)
                if stop:
                    yield Candidate(place.start, stop, "organization", "bodies", "bodies.place")
        for match in self._scopes.finditer(view):
            if not self._segmenter.is_inside_word(view, match.start()):
                stop = self._end(view, known, match.end(), self._bodies)
                if stop:
                    yield Candidate(match.start(), stop, "organization", "bodies", "bodies.scope")
        for match in self._edition.finditer(view):
            stop = self._end(view, known, match.end(), self._events)
            if stop:
                yield Candidate(match.start(), stop, "other", "bodies", "bodies.event")

    def _end(self, view: str, known: dict[int, int], start: int, heads: "_Heads") -> int:
        """Find where the word at the end of the name ends; 0 where there is none.

        A word of two or three characters (学会) needs another before it that tells which one; an event needs none.
        """
        if not heads.likely.match(view, start):
            return 0
        end = start
        names = heads is self._events
        for number in range(self._most + 1):
            stop = heads.behind(view, end)
            if stop and (names or stop - end > 3) and not self._is_plain(view, start, stop, heads):
                return 0 if self._segmenter.cuts_across(view, start, stop) else stop
            if number and view.startswith(self._joint, end):
                end += len(self._joint)
            word = view[end : known[end]] if end in known else self._word(view, end)
            end += len(word)
            if heads.is_head(word) and (names or len(word) > 3) and not self._is_plain(view, start, end, heads):
                return 0 if self._segmenter.cuts_across(view, start, end) else end
            if len(word) < 2 or end - start > _REACH or not (end in known.values() or self._segmenter.is_noun(word)):
                return 0
            names = True
        return 0

    def _word(self, view: str, start: int) -> str:
        words = self._segmenter.known_words(view[start : start + _REACH])
        return words[0] if words else ""

    def _is_plain(self, view: str, start: int, end: int, heads: "_Heads") -> bool:
        words = self._segmenter.known_words(view[start:end])
        return heads is not self._events and all(word in self._lexicon.descriptors for word in words)


class _Heads:
    """The words that end a name, and a pattern that looks for one before anything is cut into words."""

    def __init__(self, heads: list[str], parting: str) -> None:
        words = "|".join(sorted(heads, key=len, reverse=True))
        self._end = re.compile(f"(?:{words})$")
        self._behind = re.compile(words)
        self.likely = re.compile(f"{_han_without(parting)}{{0,{_REACH}}}?(?:{words})")

    def behind(self, view: str, start: int) -> int:
        """Find where the word of two characters or more that stands here ends; 0 where none does."""
        head = self._behind.match(view, start)
        return head.end() if head and len(head[0]) > 1 else 0

    def is_head(self, word: str) -> bool:
        """Tell whether a word is, or ends with, a word for a body; 局 is one, and 格局 is not."""
        head = self._end.search(word)
        return head is not None and (len(head[0]) > 1 or len(word) != 2)


def _han_without(parting: str, others: str = "") -> str:
    """Write the class of Chinese characters without some: looking ahead at each character is many times as dear."""
    first, last = ord("一"), ord("鿿")
    stops = [first - 1, *sorted(ord(char) for char in parting if first <= ord(char) <= last), last + 1]
    kept = ((left + 1, right - 1) for left, right in pairwise(stops))
    return f"[{''.join(f'{chr(left)}-{chr(right)}' for left, right in kept if left <= right)}{others}]"
