"""Find who speaks: the name, noun or pronoun that governs a cue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.pronouns import PRONOUNS, resolve_pronoun
from pipelines.text.quotes.records import Named
from pipelines.text.quotes.vocabulary import Vocabulary

SPEAKING_TYPES = frozenset(("person", "organization", "location", "product"))
_AND_OTHERS = frozenset(("等", "等多家", "等几家", "等一些"))
_CITES = re.compile(r".*(?:援引|引述|引用|转述|[称说]|表示|指出|认为|(?<![所拥只没])有(?![关色限名些]))")
_SITED = re.compile(r"[在于][^,]{0,8}\Z")
_LONGEST_PHRASE = 16
_LONGEST_OWNED = 8
_OWNERS = frozenset(("name", "body", "state"))  # whose report, announcement … it is
_LONGEST_GAP = 40
_LONGEST_NOUN = 10
_FUNCTION = frozenset(
    "这那更不为或并很最顺便是的了在把被就也都先再可能着过什怎从对以于而且但如若虽因所无有会要将才只让使之"
)
_MOST_CLAUSES = 4
_LONGEST_MODIFIER = {"name": 1}  # before the first candidate of its clause; a common noun takes longer ones
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
    "不少",
    "多数",
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a span, the entity behind it, and how it was found."""

    start: int
    end: int
    type: str  # of the mention; person for a pronoun that stands for one; '' where that is open
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


class Choice(NamedTuple):
    """The candidate that governs a cue, and whether only adverbs stand between them."""

    candidate: Candidate
    clause: int
    is_near: bool
    is_first: bool

    @property
    def is_subject(self) -> bool:
        """Whether the clause surely is the candidate's: it stands right before the cue, or opens the clause."""
        return self.is_near or self.is_first


class SpeakerFinder:
    """Finds subjects in one text; `last` are the speakers found so far, in order."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary
        self.last: list[Speaker] = []

    def choose(self, start: int, end: int) -> Choice | None:
        """Choose the subject of what stands at `end` among the candidates of the clause `[start, end)`."""
        candidates = self._free(self._candidates(start, end), start, end)
        if not candidates:
            return None
        near = self._adjacent(candidates, end)
        return Choice(near or self._first(candidates), start, near is not None, self._opens(candidates[0], start))

    def _opens(self, first: Candidate, start: int) -> bool:
        """Tell whether a clause begins with its first candidate: 网友纷纷下载…, but not 纷纷下载DeepSeek."""
        lead = self._words.lead.match(self._page.folded, start, first.start)
        return lead is not None and first.start - lead.end() <= _LONGEST_MODIFIER.get(first.kind, 8)

    def choose_before(self, clause: int) -> Choice | None:
        """Choose a subject in the clauses of the same sentence before one that has none of its own."""
        page = self._page
        for _ in range(_MOST_CLAUSES):
            cut = page.cut_before(clause)
            if cut is None or page.is_strong(cut) or page.is_mark(cut):
                return None
            clause = page.segment_start(cut)
            choice = self.choose(clause, cut)
            if choice is not None:
                return choice
        return None

    def phrase(self, start: int, end: int) -> Speaker | None:
        """Take the words before a cue for an unnamed speaker, where a sentence begins with them: 渔民说."""
        page = self._page
        cut = page.cut_before(start)
        lead = self._words.lead.match(page.folded, start, end)
        begin = lead.end() if lead else start
        stop = end
        while stop > begin and self._words.gap.fullmatch(page.folded, stop - 1, end):
            stop -= 1
        is_first = cut is None or page.is_strong(cut) or page.is_mark(cut)
        phrase = page.folded[begin:stop]
        is_noun = all("一" <= char <= "鿿" for char in phrase) and not _FUNCTION.intersection(phrase)
        if not is_first or not 2 <= len(phrase) <= _LONGEST_NOUN or not is_noun:
            return None
        return Speaker(begin, stop, "", None, is_anonymous=True, rule="speaker.phrase")

    def signed(self, at: int, end: int) -> Speaker | None:
        """Find whom a dash behind a speech names: “…。”——李明."""
        candidates = self._candidates(at, end)
        first = candidates[0] if candidates else None
        if first is None or first.kind not in ("name", "person", "surname"):
            return None
        choice = self.choose(at, end) if first.start - at <= _LONGEST_NOUN else None
        return self.resolve(choice) if choice is not None else None

    def resolve(self, choice: Choice) -> Speaker:
        """Make a speaker of a choice."""
        c = choice.candidate
        if c.kind == "name":
            return self._of_name(c)
        if c.kind in PRONOUNS:
            return self._of_pronoun(c)
        if c.kind == "body" and self._page.char(c.start - 1) == "该":
            return self._of_pronoun(c._replace(start=c.start - 1, kind="it"))
        if c.kind in {"body", "state", "text"}:
            return self._of_body(c, choice.clause)
        if c.kind == "surname":
            return Speaker(c.start, c.end, "person", None, is_anonymous=False, rule="speaker.surname")
        if c.kind == "indefinite":
            return Speaker(c.start, c.end, "", None, is_anonymous=True, rule="speaker.indefinite")
        return self._of_noun(c, choice.clause)

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
                nouns.append(Candidate(begin, stop, kinds.get(match[0], "surname"), "", None))
        both = sorted([*found, *nouns], key=_start_of) if nouns else found
        # What stands in brackets says a name again: 萨克斯(David Sacks).
        return [c for c in both if "(" not in page.folded[start : c.start] or not self._is_bracketed(start, c.start)]

    def _is_bracketed(self, start: int, at: int) -> bool:
        before = self._page.folded[start:at]
        return before.rfind("(") > before.rfind(")")

    def _free(self, candidates: Sequence[Candidate], start: int, end: int) -> list[Candidate]:
        """Leave out what a preposition governs (对记者, 在福布斯的采访中)."""
        if not candidates:
            return []
        folded, words = self._page.folded, self._words
        inside = [m.span() for m in words.located.finditer(folded, start, end)]
        free: list[Candidate] = []
        governed_end, floor = -1, start
        for c in candidates:
            edge, floor = max(floor, c.start - 2), c.end  # 华为创始人: the 为 of a name governs nothing
            if any(a < c.start < b for a, b in inside):
                continue
            if c.kind in {"body", "text"} and _SITED.search(folded, start, c.start):
                continue  # 在社交平台发文
            if governed_end >= 0 and words.joint.fullmatch(folded, governed_end, c.start):
                governed_end = c.end  # the noun phrase goes on: 对美国总统特朗普
            elif words.governs.search(folded, edge, c.start):
                governed_end = c.end
            else:
                governed_end = -1
                free.append(c)
        return free

    def _adjacent(self, candidates: Sequence[Candidate], end: int) -> Candidate | None:
        """Give the candidate from which only adverbs lead to the cue; of X和Y the first."""
        words, folded = self._words, self._page.folded
        number = len(candidates) - 1
        last = candidates[number]
        if end - last.end > _LONGEST_GAP or not words.gap.fullmatch(folded, last.end, end):
            return None
        if number and self._is_said_again(candidates[number - 1], last):
            number -= 1
        while number and words.also.fullmatch(folded, candidates[number - 1].end, candidates[number].start):
            number -= 1
        return candidates[number]

    def _is_said_again(self, before: Candidate, last: Candidate) -> bool:
        """Tell whether the last candidate is the title or the document of the one before: 川普总统, 高盛的报告."""
        is_owned = last.kind == "text" and last.start - before.end <= _LONGEST_OWNED and before.kind in _OWNERS
        is_body = last.kind in {"body", "state"} and before.type == "organization" and before.end == last.start
        return is_owned or is_body or self._is_title(before, last)

    def _is_title(self, name: Candidate, noun: Candidate) -> bool:
        """Tell whether a noun is the title of the person named right before it: 川普总统."""
        title = self._page.folded[noun.start : noun.end]
        return name.type == "person" and name.end == noun.start and title in self._words.titles_after

    def _first(self, candidates: Sequence[Candidate]) -> Candidate:
        """Give the head of the first noun phrase of a clause."""
        words, folded = self._words, self._page.folded
        chosen = candidates[0]
        for c in candidates[1:]:
            if c.kind == "text" or self._is_title(chosen, c) or not words.joint.fullmatch(folded, chosen.end, c.start):
                break
            chosen = c
        return chosen

    def _of_name(self, c: Candidate) -> Speaker:
        return Speaker(c.start, c.end, c.type, c.entity_id, is_anonymous=False, rule="speaker.subject")

    def _of_body(self, c: Candidate, start: int) -> Speaker:
        """Take an institution or a document, with the place before it (杭州警方); of OpenAI等公司 the name."""
        page = self._page
        begin, entity_id = c.start, None
        for name in page.names_in(start, c.start) if c.kind != "text" else ():
            between = page.folded[name.end : c.start]
            if between in _AND_OTHERS:
                return Speaker(
                    name.start, name.end, name.type, name.entity_id, is_anonymous=False, rule="speaker.subject"
                )
            if not between and name.type == "location":
                begin, entity_id = name.start, name.entity_id if c.kind == "state" else None
        if c.kind == "body":
            entity_id = page.entity_named(page.folded[c.start : c.end])
            begin = begin if begin < c.start else self._body_start(c, start)
        kind = "" if c.kind == "text" else "organization"
        return Speaker(begin, c.end, kind, entity_id, is_anonymous=False, rule=f"speaker.{c.kind}")

    def _body_start(self, c: Candidate, start: int) -> int:
        """Give where an institution's own name may begin, when it opens its clause: 布坦坦研究所."""
        lead = self._words.lead.match(self._page.folded, start, c.start)
        begin = lead.end() if lead else start
        return begin if c.start - begin <= _LONGEST_NOUN and not self._page.names_in(begin, c.start) else c.start

    def _of_noun(self, c: Candidate, start: int) -> Speaker:
        """Take the whole noun phrase that a common noun ends: 一名AI专业人员, 微软的安全人员."""
        folded = self._page.folded
        lead = self._words.lead.match(folded, start, c.start)
        begin = lead.end() if lead else start
        # 外媒援引消息人士: the source is who is cited; 场边有球迷: it is who is there.
        cited = _CITES.match(folded, begin, c.start)
        begin = cited.end() if cited else begin
        phrase = folded[begin : c.start]
        quantified = max((phrase.rfind(word) for word in _QUANTIFIED), default=-1)
        if quantified > 0:
            begin += quantified
        elif len(phrase) > _LONGEST_PHRASE:
            begin = c.start
        named = self._named_role(begin, c.end)
        return named or Speaker(begin, c.end, "person", None, is_anonymous=True, rule="speaker.noun")

    def _named_role(self, start: int, end: int) -> Speaker | None:
        """Find the person whose title this phrase is elsewhere in the text: Claude创始人 and Claude创始人达里奥."""
        page = self._page
        title = page.folded[start:end]
        if len(title) < 4:
            return None
        at = page.folded.find(title)
        while at >= 0:
            behind = at + len(title)
            for name in page.names_in(behind, behind + 1):
                if name.type == "person":
                    return Speaker(start, end, "person", name.entity_id, is_anonymous=False, rule="speaker.role")
            at = page.folded.find(title, at + 1)
        return None

    def _of_pronoun(self, c: Candidate) -> Speaker:
        known = [Named(s.start, s.end, s.type, s.entity_id) for s in self.last]
        found = resolve_pronoun(self._page, c.kind, c.start, known)
        if found is None:
            kind = "person" if c.kind == "he" else ""
            return Speaker(c.start, c.end, kind, None, is_anonymous=False, rule="speaker.unresolved")
        speaker = next((s for s in reversed(self.last) if (s.start, s.end) == (found.start, found.end)), None)
        base = Speaker(c.start, c.end, found.type, found.entity_id, is_anonymous=False, rule=f"pronoun.{c.kind}")
        return replace(base, is_anonymous=speaker.is_anonymous) if speaker else base


def _start_of(candidate: Candidate) -> int:
    return candidate.start
