"""Latin names in Chinese text: products, companies and people that no gazetteer lists."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pipelines.text.mentions.aliases import DATE
from pipelines.text.mentions.base import Candidate, make_candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.latin_types import PARTICLES, LatinTypes, called_again
from pipelines.text.mentions.overlay import Layer
from pipelines.text.mentions.typos import TypoFinder
from pipelines.text.rulefiles import RULES_DIR, read_csv

_L = "A-Za-zÀ-ÖØ-öø-ɏ"
# It begins with one set of characters, whatever it goes on with, so that a search skips quickly over Chinese text.
_WORD = rf"[{_L}0-9](?:(?<=[{_L}])|[0-9]{{0,5}}[{_L}])[{_L}0-9]*(?:[-'’.&+][{_L}0-9]+)*"
# A number goes on a name (RTX 4090) unless it counts or dates something.
_NUMBER = r"[0-9]+(?:\.[0-9]+)*(?![0-9年月日时点万亿千百个块张元美名家倍岁%.])"
_PHRASE = re.compile(rf"{_WORD}(?:\.? (?:{_WORD}|{_NUMBER}))*")
_TOKEN = re.compile(r"[^ ]+")
_FILE = re.compile(r".*\.(?:html?|php|jpe?g|png|gif|pdf|exe|py|js|css|xml|txt|zip)", re.IGNORECASE)
_HAS_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_PROSE = 2
_MOST_WORDS = 8
_SCHEME = "://"
_NO_ADDRESS = re.compile("[^!-~]")
_ADDRESS_MARKS = "@_=&#\\~"
_LONGEST_VERSION = 5
_LONGEST_CODE = 4

Token = tuple[int, int, str]


class LatinNames:
    """Read Latin words as names: where each begins and ends, and what type it is."""

    def __init__(self, gazetteer: Gazetteer, rules_dir: Path = RULES_DIR) -> None:
        self._typos = TypoFinder(gazetteer.aliases)
        self._entities = gazetteer.entities
        self._types = LatinTypes(rules_dir)
        stop: dict[str, set[str]] = {"word": set(), "part": set()}
        for row in read_csv(rules_dir / "latin_stop.csv", ("word", "kind")):
            stop[row.choice("kind", tuple(stop))].add(row["word"].lower())
        self._words, self._parts = stop["word"], stop["part"]
        # The same few words make up most of the Latin in Chinese text.
        self._cut = lru_cache(maxsize=1 << 14)(self._names)

    def find(self, text: str, known: Sequence[Candidate], hints: Sequence[Candidate]) -> list[Candidate]:
        """Find the Latin names beside and around the known ones.

        Args:
            text: The raw text.
            known: What is settled already, sorted.
            hints: What the tagger made of Latin words, sorted.

        Returns:
            Candidates; one that holds a known name whole is a longer name (ChatGPT Gov) and should replace it.
        """
        plain = text.translate(_WIDE) if _HAS_WIDE.search(text) else text
        found: list[Candidate] = []
        address_end = 0
        has_address = _SCHEME in plain or "www." in plain
        # Most Latin names are known ones: what is known whole needs no second look.
        whole = {name[:2] for name in known}
        layer = Layer(known)
        for match in _PHRASE.finditer(plain):
            at, end = match.span()
            stop = _before_date(plain, at, end) if plain[end - 1].isdigit() else end
            if (at, stop) in whole:
                continue
            if has_address and (plain.startswith(_SCHEME, end) or match[0].startswith("www.")):
                address_end = _end_of_address(plain, end)
            elif at >= address_end:
                cuts = self._cut(plain[at:stop])
                if cuts and not _is_address(plain, at, end):
                    for first, last in cuts:
                        if layer.is_free(at + first, at + last):
                            found.append(self._candidate(plain, at + first, at + last, layer, hints))
                        else:
                            found += self._read(plain, at + first, at + last, layer, hints)
        agreed = self._types.agree(plain, found) if found else found
        return called_again(plain, agreed, known)

    def _names(self, words: str) -> list[tuple[int, int]]:
        """Cut a run of Latin words into names, at the words that are never part of one; by offsets in the run."""
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(words)]
        if len(tokens) > 1 and sum(word.islower() and word not in PARTICLES for _, _, word in tokens) >= _PROSE:
            return []
        found: list[tuple[int, int]] = []
        run: list[Token] = []
        for token in tokens:
            if self._may_join(token[2].rstrip("."), has_head=bool(run)):
                run.append(token)
            else:
                found += self._trimmed(run)
                run = []
        return found + self._trimmed(run)

    def _may_join(self, word: str, *, has_head: bool) -> bool:
        lower = word.lower()
        if not word or lower in self._words:
            return False
        if has_head:
            return lower in PARTICLES or lower in self._parts or word[0].isdigit() or _looks_like_name(word)
        return _looks_like_name(word)

    def _trimmed(self, run: list[Token]) -> list[tuple[int, int]]:
        """Give the span of a run without the particles at its end, where it may be a name at all."""
        while run and run[-1][2].lower() in PARTICLES:
            run = run[:-1]
        if not run or len(run) > _MOST_WORDS or (len(run) == 1 and run[0][2].lower() in self._parts):
            return []
        is_name = any(any(map(str.isalpha, word)) for _, _, word in run) and run[-1][1] - run[0][0] > 1
        return [(run[0][0], run[-1][1])] if is_name else []

    def _read(self, plain: str, start: int, end: int, known: Layer, hints: Sequence[Candidate]) -> list[Candidate]:
        """Read what stands behind the known names in a name."""
        rivals = known.inside(start, end)
        last = rivals[-1]
        tail = plain[last.end : end]
        if rivals[0].start < start or not tail:
            return []
        if len(rivals) == 1 and last.start == start and _is_version(tail, last.type):
            return [Candidate(start, end, "product", "latin", "latin.version")]
        if tail[0] != " ":
            return []
        at = last.end + 1
        return [self._candidate(plain, at + begin, at + stop, known, hints) for begin, stop in self._cut(plain[at:end])]

    def _candidate(self, plain: str, start: int, end: int, known: Layer, hints: Sequence[Candidate]) -> Candidate:
        name = plain[start:end]
        entity_id = self._typos.find(name)
        if entity_id is not None:
            return Candidate(start, end, self._entities[entity_id].type, "latin", "latin.typo", entity_id)
        kind, rule_id = self._types.decide(plain, start, end, name, known, hints)
        return make_candidate((start, end, kind, "latin", rule_id, None))


def _looks_like_name(word: str) -> bool:
    """Tell whether a word may begin a name: a capital, as in Kimi, iPhone and xAI, or a short code such as o1.

    8GB and 2025 begin none, and neither do addEventListener, window.open and the account zhujiu30.
    """
    if word[0].isdigit() or (word[:2].islower() and len(word) > _LONGEST_CODE):
        return False
    return any(map(str.isupper, word)) or any(map(str.isdigit, word))


def _before_date(plain: str, start: int, end: int) -> int:
    """Find where Latin words end before a date that is written right behind them: OpenAI|11月3日."""
    first = end
    while first > start and plain[first - 1].isdigit():
        first -= 1
    return first if start < first < end and plain[first - 1].isalpha() and DATE.match(plain, first) else end


def _end_of_address(plain: str, start: int) -> int:
    """Find where a web address ends: at the first character that is blank or not ASCII."""
    stop = _NO_ADDRESS.search(plain, start)
    return stop.start() if stop else len(plain)


def _is_address(plain: str, start: int, end: int) -> bool:
    """Tell whether Latin words are part of a mail address, a path or a file name."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if (before and before in _ADDRESS_MARKS) or (after and after in _ADDRESS_MARKS):
        return True
    has_slash = before == "/" or after == "/"
    if has_slash and not plain[start].isupper():
        return True
    return plain.find(".", start, end) >= 0 and _FILE.fullmatch(plain, start, end) is not None


def _is_version(tail: str, kind: str) -> bool:
    """Tell whether what follows a known name makes another product of it: -R1, V3, 3.5 Sonnet; Gov behind a product."""
    words = tail.strip(" -").split()
    if kind == "product" and words:
        return all(word[0].isupper() or word[0].isdigit() for word in words)
    return kind == "organization" and bool(words) and _looks_like_version(words[0])


def _looks_like_version(word: str) -> bool:
    return any(map(str.isdigit, word)) and len(word) <= _LONGEST_VERSION
