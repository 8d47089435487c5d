"""Find who speaks: the name, noun or pronoun that governs a cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.records import Named
from pipelines.text.quotes.vocabulary import Vocabulary

SPEAKING_TYPES = frozenset(("person", "organization", "location", "product"))
_PRONOUNS = frozenset(("he", "it", "they", "former", "latter"))
_LONGEST_PHRASE = 16
_REACH = 300  # characters back in which a pronoun finds its name
_QUANTIFIED = (
    "一名",
    "一位",
    "一个",
    "多名",
    "多位",
    "几名",
    "几位",
    "两名",
    "两位",
    "数名",
    "数位",
    "某",
    "部分",
    "许多",
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a span, the entity behind it, and how it was found."""

    start: int
    end: int
    type: str  # of the mention; person for a pronoun that stands for one; '' for a text or an unnamed source
    entity_id: str | None
    is_anonymous: bool
    rule: str


class Candidate(NamedTuple):
    """A name, noun or pronoun in a clause that may be its subject."""

    start: int
    end: int
    kind: str  # name, or a kind of speaker_words.csv
    type: str
    entity_id: str | None


class SpeakerFinder:
    """Finds subjects in one text; `last` are the speakers found so far, in order."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary
        self.last: list[Speaker] = []

    def of_cue(self, start: int, cue_start: int) -> Speaker | None:
        """Find the subject of a cue in the clause `[start, cue_start)`."""
        candidates = self._free(self._candidates(start, cue_start), start, cue_start)
        if not candidates:
            return None
        chosen = self._adjacent(candidates, cue_start)
        if chosen is None:
            chosen = self._first(candidates)
        return self._resolve(chosen, start)

    def is_near(self, start: int, cue_start: int) -> bool:
        """Tell whether a candidate stands right before a cue."""
        candidates = self._free(self._candidates(start, cue_start), start, cue_start)
        return bool(candidates) and self._adjacent(candidates, cue_start) is not None

    def _candidates(self, start: int, end: int) -> list[Candidate]:
        """List the names and nouns of a clause, in order."""
        page, kinds = self._page, self._words.kinds
        found = [
            Candidate(n.start, n.end, "name", n.type, n.entity_id)
            for n in page.names_in(start, end)
            if n.type in SPEAKING_TYPES and n.end <= end
        ]
        nouns = []
        for match in self._words.speaker.finditer(page.folded, start, end):
            begin, stop = match.span()
            if not any(c.start < stop and begin < c.end for c in found):
                nouns.append(Candidate(begin, stop, kinds[match[0]], "", None))
        return sorted([*found, *nouns]) if nouns else found

    def _free(self, candidates: Sequence[Candidate], start: int, end: int) -> list[Candidate]:
        """Leave out what a preposition governs (对记者, 在福布斯的采访中)."""
        if not candidates:
            return []
        folded, words = self._page.folded, self._words
        inside = [m.span() for m in words.located.finditer(folded, start, end)]
        free: list[Candidate] = []
        governed_end = -1
        for c in candidates:
            if any(a < c.start < b for a, b in inside):
                continue
            if governed_end >= 0 and words.joint.fullmatch(folded, governed_end, c.start):
                governed_end = c.end  # the noun phrase goes on: 对美国总统特朗普
                continue
            if words.governs.search(folded, max(start, c.start - 2), c.start):
                governed_end = c.end
                continue
            governed_end = -1
            free.append(c)
        return free

    def _adjacent(self, candidates: Sequence[Candidate], cue_start: int) -> Candidate | None:
        """Give the candidate from which only adverbs lead to the cue; of X和Y the first."""
        words, folded = self._words, self._page.folded
        number = len(candidates) - 1
        last = candidates[number]
        if cue_start - last.end > 40 or not words.gap.fullmatch(folded, last.end, cue_start):
            return None
        if last.kind == "text" and number and words.joint.fullmatch(folded, candidates[number - 1].end, last.start):
            number -= 1
        while number and words.also.fullmatch(folded, candidates[number - 1].end, candidates[number].start):
            number -= 1
        return candidates[number]

    def _first(self, candidates: Sequence[Candidate]) -> Candidate:
        """Give the head of the first noun phrase of a clause."""
        words, folded = self._words, self._page.folded
        chosen = candidates[0]
        for c in candidates[1:]:
            if not words.joint.fullmatch(folded, chosen.end, c.start) or c.kind == "text":
                break
            chosen = c
        return chosen

    def _resolve(self, c: Candidate, start: int) -> Speaker | None:
        """Make a speaker of a candidate."""
        if c.kind == "self":
            return None
        if c.kind == "name":
            return Speaker(c.start, c.end, c.type, c.entity_id, is_anonymous=False, rule="speaker.subject")
        if c.kind in _PRONOUNS:
            return self._of_pronoun(c)
        if c.kind in {"body", "text"}:
            return self._of_body(c, start)
        if c.kind == "indefinite":
            return Speaker(c.start, c.end, "", None, is_anonymous=True, rule="speaker.indefinite")
        return self._of_noun(c, start)

    def _of_body(self, c: Candidate, start: int) -> Speaker:
        before = [n for n in self._page.names_in(start, c.start) if n.end == c.start and n.type == "location"]
        begin = before[0].start if before and c.kind == "body" else c.start
        return Speaker(begin, c.end, "organization", None, is_anonymous=False, rule=f"speaker.{c.kind}")

    def _of_noun(self, c: Candidate, start: int) -> Speaker:
        """Take the whole noun phrase that a common noun ends: 一名AI专业人员, 微软的安全人员."""
        folded, words = self._page.folded, self._words
        lead = words.lead.match(folded, start, c.start)
        begin = lead.end() if lead else start
        phrase = folded[begin : c.start]
        quantified = max((phrase.rfind(word) for word in _QUANTIFIED), default=-1)
        if quantified > 0:
            begin += quantified
        elif len(phrase) > _LONGEST_PHRASE:
            begin = c.start
        named = self._named_role(begin, c.end)
        if named is not None:
            return named
        return Speaker(begin, c.end, "person", None, is_anonymous=True, rule="speaker.noun")

    def _named_role(self, start: int, end: int) -> Speaker | None:
        """Find the person whose title this phrase is elsewhere in the text: Claude创始人 and Claude创始人达里奥."""
        page = self._page
        title = page.folded[start:end]
        if len(title) < 4:
            return None
        at = page.folded.find(title)
        while at >= 0:
            for name in page.names_in(at + len(title), at + len(title) + 1):
                if name.type == "person":
                    return Speaker(start, end, "person", name.entity_id, is_anonymous=False, rule="speaker.role")
            at = page.folded.find(title, at + 1)
        return None

    def _of_pronoun(self, c: Candidate) -> Speaker:
        """Find whom a pronoun stands for: the last speaker that fits, else the nearest name that does."""
        rule = "speaker.pronoun" if c.kind in ("he", "it", "they") else f"speaker.{c.kind}"
        types = {"he": ("person",), "former": ("person", "organization"), "latter": ("person", "organization")}
        fits = types.get(c.kind, ("organization", "product", "location"))
        near = [n for n in self._page.names_in(c.start - _REACH, c.start) if n.type in fits]
        if c.kind == "former" and len(near) > 1:
            return Speaker(c.start, c.end, near[-2].type, near[-2].entity_id, is_anonymous=False, rule=rule)
        if c.kind != "latter":
            for speaker in reversed(self.last):
                if c.start - speaker.end > _REACH:
                    break
                if speaker.type in fits or c.kind == "they":
                    return Speaker(c.start, c.end, speaker.type, speaker.entity_id, speaker.is_anonymous, rule)
        if near:
            chosen = near[-1] if c.kind == "latter" else self._subject_of(near)
            return Speaker(c.start, c.end, chosen.type, chosen.entity_id, is_anonymous=False, rule=rule)
        return Speaker(c.start, c.end, "person" if c.kind == "he" else "", None, c.kind != "it", "speaker.unresolved")

    def _subject_of(self, near: Sequence[Named]) -> Named:
        """Give the first name of the nearest sentence that has one."""
        sentence = self._page.sentence_of(near[-1].start)
        return next(name for name in near if self._page.sentence_of(name.start) == sentence)
