"""Say who speaks: the span of the subject, the entity behind it, and whether it is named at all."""

import re
from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.pronouns import PRONOUNS, resolve_pronoun
from pipelines.text.quotes.records import Named
from pipelines.text.quotes.subjects import Candidate, Choice, SubjectFinder
from pipelines.text.quotes.vocabulary import Vocabulary

# Kinds of candidates that are taken as they stand: the rule, and whether the source is unnamed.
_PLAIN = {
    "name": ("speaker.subject", False),
    "surname": ("speaker.surname", False),
    "indefinite": ("speaker.indefinite", True),
}
_TYPES = {"surname": "person"}
_AND_OTHERS = re.compile(r"等(?:[一二两三四五六七八九十\d多几数]+[家个国]?|一些)?")
_CITES = re.compile(r".*(?:援引|引述|引用|转述|[称说]|表示|指出|认为|(?<![所拥只没])有(?![关色限名些]))")
_TELLS = re.compile(
    r"(?:这句话?|这番话|这|那)是(?=[^,。!?;]{2,30}(?:话|回答|说法|感慨|感叹|感言|感受|评价|回应|总结|自白|心声|名言|口号|原话)[,。!?;\n])"
)
_LONGEST_PHRASE = 16
_LONGEST_NOUN = 10


class Speaker(NamedTuple):
    """Who speaks: a span, the entity behind it, and how it was found."""

    start: int
    end: int
    type: str  # of the mention; person for a pronoun that stands for one; '' where that is open
    entity_id: str | None
    is_anonymous: bool
    rule: str


class SpeakerFinder:
    """Makes speakers of subjects in one text; `last` are the speakers found so far, in order."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary
        self.subjects = SubjectFinder(page, vocabulary)
        self.last: list[Speaker] = []

    def phrase(self, start: int, end: int, *, is_free: bool) -> Speaker | None:
        """Take the words before a cue for an unnamed speaker: 渔民说; unless `is_free`, only what surely is one."""
        found = self.subjects.phrase(start, end)
        if found is None or not (is_free or found.is_noun):
            return None
        return Speaker(found.start, found.end, "", None, is_anonymous=True, rule="speaker.phrase")

    def signed(self, at: int, end: int) -> Speaker | None:
        """Find whom a dash behind a speech names: “…。”——李明."""
        candidates = self.subjects.candidates(at, end)
        first = candidates[0] if candidates else None
        if first is None or first.kind not in ("name", "person", "surname"):
            return None
        choice = self.subjects.choose(at, end) if first.start - at <= _LONGEST_NOUN else None
        return self.resolve(choice) if choice is not None else None

    def behind(self, at: int) -> tuple[Speaker, str] | None:
        """Find whom the words behind a speech name, and the rule: “…。”这是李明的话, or “…。”李明红着眼圈.

        A person that a sentence begins with, right behind a speech with no cue, is taken for who spoke.
        """
        page = self._page
        if page.char(at) in "\n,。":
            return None
        tells = _TELLS.match(page.folded, at)
        begin = tells.end() if tells else at
        end = page.cut_after(begin)
        choice = self.subjects.choose(begin, end)
        if choice is None and page.char(end) == ",":  # “…”面对镜头，李明摆摆手。
            choice = self.subjects.choose(page.skip(end + 1, len(page.text)), page.cut_after(end + 1))
        if choice is None or not (choice.is_first or tells) or choice.candidate.kind == "self":
            return None
        speaker = self.resolve(choice)
        return (speaker, "direct.told" if tells else "direct.beat") if speaker.type == "person" else None

    def opening(self, start: int, end: int) -> Speaker | None:
        """Find the person with whom a clause of a sentence begins: 走进车间，李明正在调试设备."""
        page = self._page
        while start < end:
            cut = min(page.cut_after(start), end)
            choice = self.subjects.opening(start, cut)
            if choice is not None:
                is_other = choice.candidate.kind != "self" and self.subjects.heads(choice.candidate, start)
                speaker = self.resolve(choice) if is_other else None
                return speaker if speaker is not None and speaker.type == "person" else None
            start = page.skip(cut + 1, end)
        return None

    def resolve(self, choice: Choice) -> Speaker:
        """Make a speaker of a choice."""
        c = choice.candidate
        if c.kind in PRONOUNS:
            return self._of_pronoun(c)
        if c.kind == "body" and self._page.char(c.start - 1) == "该":
            return self._of_pronoun(c._replace(start=c.start - 1, kind="it"))
        if c.kind in {"body", "state", "text"}:
            return self._of_body(c, choice.clause)
        if c.kind == "person":
            return self._of_noun(c, choice.clause)
        rule, is_anonymous = _PLAIN[c.kind]
        return Speaker(c.start, c.end, c.type or _TYPES.get(c.kind, ""), c.entity_id, is_anonymous, rule)

    def _of_body(self, c: Candidate, start: int) -> Speaker:
        """Take an institution or a document, with the place before it (杭州警方); of OpenAI等公司 the name."""
        page = self._page
        begin, entity_id = c.start, None
        for name in page.names_in(start, c.start) if c.kind != "text" else ():
            between = page.folded[name.end : c.start]
            if _AND_OTHERS.fullmatch(between):
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
        quantified = max(map(phrase.rfind, self._words.quantifiers), default=-1)
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
        return base._replace(is_anonymous=speaker.is_anonymous) if speaker else base
