"""Cue packs: the wordings of page furniture, as rows in `rules/packs/`, matched in one pass over the folded text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from pipelines.text.folding import fold
from pipelines.text.pages.finder import Match
from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import ZONES
from pipelines.text.rulefiles import Row, read_csv

CUE_COLUMNS = ("id", "zone", "kind", "at", "where", "cue", "limit", "cut", "example")
PLACES = ("line", "word", "start", "end", "in", "glued", "hint")
_DEFAULT_LIMITS = {"line": 60, "word": 60, "start": 120, "end": 80, "in": 60, "glued": 400, "hint": 400}
# What may stand around a cue on a line of its own, or between the words of an interface.
DECOR = (
    " \t\u3000\xa0\"'“”‘’.,:;!?~|/\\<>()[]{}【】《》「」『』-—–_=+*#&@%^`·"
    "┊※◎◤◢•●○■□◆◇★☆▲△▼▽►▶»«\u203a\u2039→←↑↓↵、。…©®™\ufe0f\u200b"
)
_DIGITS = "0123456789"
# Of a link with its words in a group; few addresses hold brackets, so those without are tried first.
_LINK = re.compile(r"\[([^\[\]]{0,80})\]\((?:[^()]{0,500}+\)|(?:[^()]|\([^()]{0,40}\)){0,500}\))")
_HEADING = re.compile(r"#{1,6}\s")  # of Markdown: whatever it says, it heads a part of an article
_FOOTER_REACH = 60
_MAX_FOOTER = 600
_GLUED = frozenset({"glued", "hint"})
_FOOTERS = frozenset({"glued", "hint", "start"})
_WORDY_LENGTH = 160  # the words of an interface count only in shorter lines
_EDGES = DECOR + _DIGITS
_DECOR = frozenset(DECOR)
_BETWEEN = frozenset(DECOR + _DIGITS + "xk万次人条+")
_OPENERS = frozenset({"start", "glued"})
_ORDER = {at: place for place, at in enumerate(PLACES)}
_WITHIN = frozenset({"word", "hint"})  # never say by themselves what a line is
_QUOTES = frozenset("”」』")
_STOPS = frozenset("。!?;…~")
_SENTENCE_MARKS = "。!?;…~\n\u3000)】」”』*|"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a pack."""

    id: str
    zone: str
    kind: str
    at: str
    where: str
    text: str
    limit: int
    is_cut: bool
    example: str

    @property
    def is_everywhere(self) -> bool:
        """Tell whether the cue also counts in the middle of an article."""
        return self.where == "any"


# A cue and its characters at `[start, end)` of the text.
Hit = tuple[Cue, int, int]


class CuePacks:
    """All cue packs of a rules folder, compiled once."""

    def __init__(self, rules_dir: Path) -> None:
        self.cues = [cue for path in sorted((rules_dir / "packs").glob("*.csv")) for cue in _read_pack(path)]
        self._whole = {cue.text.strip(_EDGES): cue for cue in self.cues if cue.at == "line"}
        by_text: dict[str, list[Cue]] = {}
        words: dict[str, Cue] = {}
        for cue in sorted(self.cues, key=lambda cue: (cue.text, cue.id)):
            if cue.at == "word":
                words.setdefault(cue.text, cue)
            elif cue.at != "line":
                by_text.setdefault(cue.text, []).append(cue)
        self.texts = list(by_text)
        self._by_number = list(by_text.values())
        self._words = list(words.values())
        # By their first characters, the longest first: words are looked for only in lines they may fill.
        self._words_from: dict[str, list[Cue]] = {}
        for cue in sorted(self._words, key=lambda cue: -len(cue.text)):
            self._words_from.setdefault(cue.text[0], []).append(cue)
        # What a line begins with that a line's cue or words fill: one character of those between, or two of a text.
        self._openings = _BETWEEN | {text[:2] for text in (*self._whole, *(cue.text for cue in self._words))}
        self._word_ends = _BETWEEN | {cue.text[-1] for cue in self._words}

    @cached_property
    def _word_automaton(self) -> CharwiseDoubleArrayAhoCorasick:
        return CharwiseDoubleArrayAhoCorasick([cue.text for cue in self._words])

    def word_hits(self, line: Line) -> list[Hit]:
        """Find the words of an interface in a line."""
        at, words = line.start, self._words
        found = self._word_automaton.find_overlapping(line.folded)
        return [(words[number], at + start, at + end) for start, end, number in found]

    def hits(self, matches: Sequence[Match], line: Line) -> list[Hit]:
        """Give the cues of matches in a line; in a long one only those of footers."""
        if not matches:
            return []
        by_number = self._by_number
        is_long = line.size > _WORDY_LENGTH
        return [
            (cue, start, end)
            for start, end, number in matches
            for cue in by_number[number]
            if not is_long or cue.at in _FOOTERS
        ]

    def judge(self, line: Line, matches: Sequence[Match]) -> Cue | None:
        """Say which cue makes the whole of a line what it is, if any. The most exact kind of match wins."""
        core = "".join(_LINK.split(line.folded)) if "](" in line.folded else line.folded
        openings = self._openings
        is_short = len(core) <= _DEFAULT_LIMITS["line"] and (core[:2] in openings or core[:1] in openings)
        if is_short:
            whole = self._whole.get(core.strip(_EDGES))
            if whole is not None:
                return whole
        if matches:
            hits = self.hits(matches, line)
            fitting = [hit for hit in hits if _fits(hit, line)]
            if fitting:
                return min(fitting, key=_preference)[0]
            footer = find_footer(line, hits)
            if footer is not None and footer[0] == line.start:
                return footer[1]
        if not is_short or not core or core[-1] not in self._word_ends:
            return None
        return self._cover(core) if core[0] != "#" or _HEADING.match(core) is None else None

    def _cover(self, folded: str) -> Cue | None:
        """Find whether the words of an interface, digits and marks are all that a short line has."""
        size, words_from = len(folded), self._words_from
        reach = 0
        first: Cue | None = None
        while reach < size:
            char = folded[reach]
            for cue in words_from.get(char, ()):
                if folded.startswith(cue.text, reach):
                    first = first if first is not None and not first.is_everywhere else cue
                    reach += len(cue.text)
                    break
            else:
                if char not in _BETWEEN:
                    return None
                reach += 1
        return first


def _preference(hit: Hit) -> tuple[int, int, str]:
    cue, start, end = hit
    return _ORDER[cue.at], start - end, cue.id


def _fits(hit: Hit, line: Line) -> bool:
    """Tell whether a hit stands where its cue must stand for the whole line to be meant."""
    cue, start, end = hit
    at = cue.at
    if at in _WITHIN or line.size > cue.limit:
        return False
    if at in _OPENERS:
        return start == line.start or (line.folded[0] in _DECOR and not line.folded[: start - line.start].strip(DECOR))
    if at == "end":
        return end == line.end or (line.folded[-1] in _DECOR and not line.folded[end - line.start :].strip(DECOR))
    # A sentence that ends in a full stop is no list of footer links, whatever it speaks of.
    return line.folded[-1] != "。" and not line.is_strong


def find_footer(line: Line, hits: Sequence[Hit]) -> tuple[int, Cue] | None:
    """Find where a footer begins in a line: at its start, or glued to the end of the prose.

    The footer starts with the sentence, or the bracket, that holds its first cue. One glued cue is enough for it; hints
    (未经许可, 立即删除) may be an article's own words, so it takes two of them.
    """
    reach = line.end - _MAX_FOOTER
    found = [hit for hit in hits if hit[0].at in _GLUED and hit[1] >= reach]
    if not found:
        return None
    found.sort(key=lambda hit: (hit[1], -hit[2]))
    for place, (cue, begin, end) in enumerate(found):
        start = _sentence_start(line, begin)
        size = line.end - start
        if size > cue.limit or begin - start > _FOOTER_REACH:
            continue
        stronger = next((hit for hit in found[place:] if hit[0].at == "glued" and size <= hit[0].limit), None)
        if stronger is not None and stronger[1] - start <= 2 * _FOOTER_REACH:
            return start, stronger[0]
        if any(0 <= after - end <= _FOOTER_REACH and other is not cue for other, after, _ in found[place + 1 :]):
            return start, cue
    return None


def _sentence_start(line: Line, place: int) -> int:
    text = line.folded
    at = place - line.start
    stop = max(0, at - _FOOTER_REACH - 1)
    while (
        at > stop
        and not _ends_sentence(text, at - 1)
        and not (text[at - 1] == " " and text[at - 2 : at - 1] in {" ", ""})
    ):
        at -= 1
    return line.start + at


def _ends_sentence(text: str, place: int) -> bool:
    """Tell whether a sentence ends with a character; a quotation mark ends one only behind a stop."""
    mark = text[place]
    return mark in _SENTENCE_MARKS and (mark not in _QUOTES or text[place - 1 : place] in _STOPS)


def _read_pack(path: Path) -> Iterator[Cue]:
    for row in read_csv(path, CUE_COLUMNS):
        at = row.choice("at", PLACES)
        text = fold(row["cue"])
        if not text or not row["id"] or not row["example"]:
            raise row.error("id, cue and example can't be empty")
        limit = _read_limit(row, _DEFAULT_LIMITS[at])
        where = row.choice("where", ("any", "edge"))
        cue_id = f"{path.stem}.{row['id']}"
        zone = row.choice("zone", ZONES)
        yield Cue(cue_id, zone, row["kind"], at, where, text, limit, row.flag("cut"), row["example"])


def _read_limit(row: Row, default: int) -> int:
    if not row["limit"]:
        return default
    if not row["limit"].isdigit():
        raise row.error(f'limit "{row["limit"]}" is not a number of characters')
    return int(row["limit"])
