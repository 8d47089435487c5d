"""What type of thing a Latin name names, told by its words, by what stands beside it, and by the tagger."""

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import TYPES
from pipelines.text.mentions.overlay import Layer, inside
from pipelines.text.rulefiles import RULES_DIR, read_csv, read_toml

PARTICLES = frozenset(
    ("of", "de", "del", "la", "le", "el", "al", "bin", "ibn", "van", "von", "der", "den", "du", "di", "da", "dos")
) | {"and", "the", "for", "in", "on", "&"}
_NEAR = 8
_KEPT = 1 << 14  # names whose words were looked at: the same ones come again and again
_LONGEST_ACRONYM = 5
_LONGEST_PERSON = 4
_OPENING, _CLOSING = ("（", "("), ("）", ")")
_RULE = "latin."
_ACRONYM = "latin.acronym"
_BY_SHAPE = frozenset(("latin.name", _ACRONYM, "latin.agreed"))


@dataclass(frozen=True, slots=True)
class _Cue:
    type: str
    pattern: re.Pattern[str]


class LatinTypes:
    """Decide the type of a Latin name."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        cues = read_toml(rules_dir / "mention_guards.toml")["latin"]
        rows = read_csv(rules_dir / "latin_types.csv", ("word", "type"))
        self._words = {row["word"]: row.choice("type", TYPES) for row in rows}
        self._before = [
            _Cue(kind, re.compile(f'(?:{"|".join(found)})[“"《(（ ]?$')) for kind, found in cues["before"].items()
        ]
        after = "|".join(f"(?P<{kind}>{'|'.join(found)})" for kind, found in cues["after"].items())
        self._after = re.compile(f'[”"》)） ]?(?:{after})')
        # What a cue may end or begin with: most names need no trying.
        words = {side: list(chain.from_iterable(cues[side].values())) for side in ("before", "after")}
        self._before_ends = frozenset('“"《(（ ').union(*(_edge(word, -1) for word in words["before"]))
        self._after_starts = frozenset('”"》)） ').union(*(_edge(word, 0) for word in words["after"]))
        self._weights: dict[str, float] = {_RULE + name: weight for name, weight in cues["weights"].items()}
        self._look_at = lru_cache(maxsize=_KEPT)(self._words_and_shape)

    def decide(
        self, plain: str, start: int, end: int, name: str, known: Layer, hints: Sequence[Candidate]
    ) -> tuple[str, str]:
        """Return the type of the name at `plain[start:end]` and the rule that says so."""
        by_word, by_shape, has_digit = self._look_at(name)
        if by_word:
            return by_word, "latin.word"
        before, after = plain[start - 1 : start], plain[end : end + 1]
        kind = self._by_next(plain, end) if after in self._after_starts else ""
        if not kind and before in self._before_ends:
            kind = self._by_last(plain, start)
        if kind:
            return kind, "latin.cue"
        if has_digit:
            return "product", "latin.digit"
        kind = next((hint.type for hint in inside(hints, start, end)), "") if hints else ""
        if kind:
            return kind, "latin.tagger"
        kind = _by_bracket(start, known) if before in _OPENING and after in _CLOSING else ""
        return (kind, "latin.bracket") if kind else by_shape

    def _words_and_shape(self, name: str) -> tuple[str, tuple[str, str], bool]:
        """Say what a name's words tell of its type, what its shape does, and whether it holds a digit."""
        words = name.split()
        return self._by_word(words), _by_shape(words), any(map(str.isdigit, name))

    def agree(self, plain: str, found: Sequence[Candidate]) -> list[Candidate]:
        """Give every mention of a name the type that has most behind it in the text."""
        types: dict[str, str] = {}
        mixed: set[str] = set()  # names that have more than one type: most have one, and no votes to count
        for c in found:
            if c.rule_id in self._weights:
                name = plain[c.start : c.end]
                if types.setdefault(name, c.type) != c.type:
                    mixed.add(name)
        settled = self._settled(plain, found, mixed) if mixed else {}
        agreed = [self._agreed(c, settled.get(plain[c.start : c.end])) for c in found] if settled else list(found)
        if _ACRONYM not in [c.rule_id for c in agreed]:
            return agreed
        # An abbreviation with nothing behind it is mostly that of a term: XSS, SEO, CDN.
        backed = {plain[c.start : c.end] for c in found if c.rule_id != _ACRONYM}
        return [c for c in agreed if c.rule_id != _ACRONYM or plain[c.start : c.end] in backed]

    def _settled(self, plain: str, found: Sequence[Candidate], mixed: Container[str]) -> dict[str, str]:
        """Give some names the type that has most behind it."""
        votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for c in found:
            weight = self._weights.get(c.rule_id)
            if weight is not None and plain[c.start : c.end] in mixed:
                votes[plain[c.start : c.end]][c.type] += weight
        return {name: _most_likely(told) for name, told in votes.items()}

    def _agreed(self, c: Candidate, kind: str | None) -> Candidate:
        if kind is None or kind == c.type or c.rule_id not in self._weights:
            return c
        return c._replace(type=kind, rule_id="latin.agreed")

    def _by_word(self, words: Sequence[str]) -> str:
        if len(words) > 1:
            for word in reversed(words):
                if word.lower() in self._words:
                    return self._words[word.lower()]
        return ""

    def _by_next(self, plain: str, end: int) -> str:
        after = self._after.match(plain, end)
        return (after.lastgroup or "") if after is not None else ""

    def _by_last(self, plain: str, start: int) -> str:
        before = plain[max(0, start - _NEAR) : start]
        return next((cue.type for cue in self._before if cue.pattern.search(before)), "")


def _edge(cue: str, place: int) -> str:
    """Give the first or the last character of a cue; all of them where it is a pattern."""
    return cue[place] if re.escape(cue) == cue else cue


def _most_likely(votes: Mapping[str, float]) -> str:
    return max(votes, key=lambda kind: (votes[kind], kind))


def called_again(plain: str, found: Sequence[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    """Take a lone word for a person where it is the last word of a person's name: Sacks beside David Sacks."""
    names = (plain[c.start : c.end].split() for c in (*found, *known) if c.type == "person")
    parts = {words[-1] for words in names if len(words) > 1}
    if not parts:
        return list(found)
    return [
        c._replace(type="person", rule_id="latin.part")
        if c.rule_id in _BY_SHAPE and plain[c.start : c.end] in parts
        else c
        for c in found
    ]


def _by_bracket(start: int, known: Layer) -> str:
    """Take the type of the name that the bracket explains: 奥恩（Aoun）."""
    return next((c.type for c in known.inside(start - 2, start - 1) if c.end == start - 1), "")


def _by_shape(words: Sequence[str]) -> tuple[str, str]:
    if 1 < len(words) <= _LONGEST_PERSON and all(word[0].isupper() or word in PARTICLES for word in words):
        return "person", "latin.words"
    name = " ".join(words)
    if name.isupper() and len(name) <= _LONGEST_ACRONYM:
        return "organization", _ACRONYM
    return "product", "latin.name"
