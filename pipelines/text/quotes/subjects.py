"""Find the subject of a clause by place: the name or noun from which only adverbs lead to the cue, or its head."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.vocabulary import PEOPLE_ENDS, Vocabulary

SPEAKING_TYPES = frozenset(("person", "organization", "location", "product"))
_SITED = re.compile(r"[在于][^,]{0,8}\Z")
_NO_HAN = re.compile("[^一-鿿]")
_FUNCTION = frozenset(
    "这那更不为或并很最顺便是的了在把被就也都先再可能着过什怎从对以于而且但如若虽因所无有会要将才只让使之"
)
_LONGEST_NOUN = 10
_LONGEST_COUNTED = 20  # a noun with its modifiers, behind 一名 or 多位
_LONGEST_OWNED = 8
_LONGEST_OFFICE = 24
_VERBAL = frozenset("对向与和同跟被把在将了过给让使比就因为从、")  # these stand in no office
_OWNERS = frozenset(("name", "body", "state"))  # whose report, announcement … it is
_LONGEST_GAP = 40
_MOST_CLAUSES = 4
_LONGEST_MODIFIER = {"name": 1}  # before the first candidate of its clause; a common noun takes longer ones


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


class Phrase(NamedTuple):
    """Words that stand where a speaker stands and are on no list; `is_noun` where they end or begin like one."""

    start: int
    end: int
    is_noun: bool


class SubjectFinder:
    """Chooses among the names and nouns of a clause."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary

    def choose(self, start: int, end: int) -> Choice | None:
        """Choose the subject of what stands at `end` among the candidates of the clause `[start, end)`."""
        candidates = self._free(self.candidates(start, end), start, end)
        if not candidates:
            return None
        near = self._adjacent(candidates, start, end)
        return Choice(near or self._first(candidates), start, near is not None, self.opens(candidates[0], start))

    def opening(self, start: int, end: int) -> Choice | None:
        """Choose the candidate that a clause opens with, whatever stands at its end."""
        candidates = self._free(self.candidates(start, end), start, end)
        first = self._first(candidates) if candidates else None
        return Choice(first, start, is_near=True, is_first=True) if first is not None else None

    def phrase(self, start: int, end: int) -> Phrase | None:
        """Find the words that open a clause before a cue, where they may be a noun: 渔民, 一位不愿具名的渠道商."""
        page, words = self._page, self._words
        lead = words.lead.match(page.folded, start, end)
        begin = lead.end() if lead else start
        quantifier = words.quantified.match(page.folded, begin, end)
        stop = words.before_adverbs(page.folded, (quantifier.end() if quantifier else begin + 1) + 1, end)
        phrase = page.folded[begin:stop]
        is_noun = phrase[-1:] in PEOPLE_ENDS
        if not 2 <= len(phrase) <= (_LONGEST_COUNTED if quantifier else _LONGEST_NOUN):
            return None
        head = phrase[phrase.rfind("的") + 1 :] if is_noun else phrase  # 楼下卖菜的|大姐
        if _NO_HAN.search(phrase) or (not quantifier and not _FUNCTION.isdisjoint(head[:-1])):
            return None
        cut = page.cut_before(start)
        is_first = cut is None or page.is_strong(cut) or page.is_mark(cut)
        return Phrase(begin, stop, is_noun) if is_first or is_noun else None

    def opens(self, first: Candidate, start: int) -> bool:
        """Tell whether a clause begins with its first candidate: 网友纷纷下载…, but not 纷纷下载DeepSeek."""
        lead = self._words.lead.match(self._page.folded, start, first.start)
        return lead is not None and first.start - lead.end() <= _LONGEST_MODIFIER.get(first.kind, 8)

    def heads(self, person: Candidate, start: int) -> bool:
        """Tell whether a clause begins with a person, or with the person's office: 技术总监|李明."""
        lead = self._words.lead.match(self._page.folded, start, person.start)
        before = self._page.folded[lead.end() if lead else start : person.start]
        is_office = len(before) <= _LONGEST_OFFICE and _VERBAL.isdisjoint(before)
        return not before or (is_office and self._words.ends_word.match(before[::-1]) is not None)

    def choose_before(self, clause: int) -> Choice | None:
        """Choose a subject in the clauses of the same sentence before one that has none of its own."""
        page = self._page
        for _ in range(_MOST_CLAUSES):
            cut = page.cut_before(clause)
            if cut is None or page.is_strong(cut) or page.is_mark(cut):
                return None
            clause = page.segment_start(cut)
            choice = self.choose(clause, cut)
            if choice is not None and choice.candidate.kind == "text":
                # 气象厅否认这一传闻，称…: what a clause ends with is its object.
                first = self._first(self._free(self.candidates(clause, cut), clause, cut))
                choice = choice._replace(candidate=first, is_near=first == choice.candidate)
            if choice is not None:
                return choice
        return None

    def candidates(self, start: int, end: int) -> list[Candidate]:
        """List the names and nouns of a clause, in order."""
        page = self._page
        found = [
            Candidate(n.start, n.end, "name", n.type, n.entity_id)
            for n in page.names_in(start, end)
            if n.type in SPEAKING_TYPES and n.end <= end
        ]
        nouns = []
        for begin, stop, kind in self._words.speakers.find(page.folded, start, end):
            if found:
                found = [c for c in found if not (begin <= c.start and c.end < stop)]  # 日媒 is no 日
            if not [c for c in found if c.start < stop and begin < c.end]:
                nouns.append(Candidate(begin, stop, kind, "", None))
        both = sorted([*found, *nouns], key=_start_of) if nouns else found
        if not both or page.folded.find("(", start, end) < 0:
            return both
        # What stands in brackets says a name again: 萨克斯(David Sacks).
        return [c for c in both if not self._is_bracketed(start, c.start)]

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
            if c.kind == "text" and free and words.published.search(folded, free[-1].end, c.start):
                continue  # 世卫组织22日发布报告称: who publishes it speaks
            if governed_end >= 0 and words.joint.fullmatch(folded, governed_end, c.start):
                governed_end = c.end  # the noun phrase goes on: 对美国总统特朗普
            elif words.governs.search(folded, edge, c.start):
                governed_end = c.end
            else:
                governed_end = -1
                free.append(c)
        return free

    def _adjacent(self, candidates: Sequence[Candidate], start: int, end: int) -> Candidate | None:
        """Give the candidate from which only adverbs lead to the cue; of X和Y the first."""
        words, folded = self._words, self._page.folded
        number = len(candidates) - 1
        last = candidates[number]
        if number and words.is_timed(folded, last.end, end) and self.opens(candidates[0], start):
            return self._first(candidates)  # 李明会见王芳时说
        if end - last.end > _LONGEST_GAP:
            return None
        if not words.gap.fullmatch(folded, last.end, end):
            if words.is_timed(folded, last.end, end) and self.opens(last, start):
                return last  # 李明接受电台访问时说
            return self._unlisted(last, end)
        if number and self._is_said_again(candidates[number - 1], last):
            number -= 1
        while number and words.also.fullmatch(folded, candidates[number - 1].end, candidates[number].start):
            number -= 1
        return candidates[number]

    def _unlisted(self, last: Candidate, end: int) -> Candidate | None:
        """Read what stands between a candidate and the cue's adverbs as a name: 立陶宛总统|瑙塞达, 香港|天文馆."""
        words, folded = self._words, self._page.folded
        stop = words.before_adverbs(folded, last.end + 1, end)
        word = folded[last.end : stop]
        if last.kind == "person" and words.unlisted_name.fullmatch(word):
            return Candidate(last.end, stop, "name", "person", self._page.entity_named(word))
        if last.type in ("location", "organization") and words.unlisted_body.fullmatch(word):
            return Candidate(last.start, stop, "name", "organization", None)
        return None

    def _is_said_again(self, before: Candidate, last: Candidate) -> bool:
        """Tell whether the last candidate is the title or the document of the one before: 川普总统, 高盛的报告."""
        is_owned = last.kind == "text" and last.start - before.end <= _LONGEST_OWNED and before.kind in _OWNERS
        is_owner = before.type == "organization" or (before.kind == "body" and last.kind == "state")
        is_body = last.kind in {"body", "state"} and is_owner and before.end == last.start
        return is_owned or is_body or self._is_title(before, last)

    def _is_title(self, name: Candidate, noun: Candidate) -> bool:
        """Tell whether a noun is the title of the person named right before it: 川普总统."""
        title = self._page.folded[noun.start : noun.end]
        return name.type == "person" and name.end == noun.start and title in self._words.titles_after

    def _first(self, candidates: Sequence[Candidate]) -> Candidate:
        """Give the head of the first noun phrase of a clause."""
        words, folded = self._words, self._page.folded
        chosen = candidates[0]
        for number, c in enumerate(candidates[1:], 2):
            following = candidates[number] if number < len(candidates) else None
            if c.kind != "name" and following is not None and following.start == c.end and following.type == "person":
                continue  # the title of the name behind it
            is_joined = words.joint.fullmatch(folded, chosen.end, c.start) is not None
            if c.kind == "text" or self._is_title(chosen, c) or not (is_joined or self._is_apposed(chosen, c)):
                break
            chosen = c
        return chosen

    def _is_apposed(self, before: Candidate, person: Candidate) -> bool:
        """Tell whether the words between two candidates are the second one's office: 香港大学微生物学系教授|袁国勇."""
        between = self._page.folded[before.end : person.start]
        is_short = person.type == "person" and len(between) <= _LONGEST_OFFICE and not _VERBAL.intersection(between)
        return is_short and self._words.ends_word.match(between[::-1]) is not None


def _start_of(candidate: Candidate) -> int:
    return candidate.start
