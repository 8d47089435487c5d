"""Read one text from left to right: give each report its speaker, and each speech in marks its report."""

import re
from collections.abc import Iterable

from pipelines.text.quotes.cues import Cue, find_cues
from pipelines.text.quotes.labels import is_label
from pipelines.text.quotes.page import Page
from pipelines.text.quotes.records import Quote
from pipelines.text.quotes.reports import Report, ReportReader
from pipelines.text.quotes.sheet import QuoteSheet
from pipelines.text.quotes.speakers import Speaker, SpeakerFinder
from pipelines.text.quotes.subjects import Choice
from pipelines.text.quotes.turns import find_turns
from pipelines.text.quotes.vocabulary import Vocabulary

_NOBODY = 0.4  # how sure a speech is that nobody is said to have made
_SIGNATURE = re.compile(r"\s{0,3}[—–-]{1,3} ?([^\n。,;]{2,30})(?=\n|\Z)")
_CARRY = 200  # characters over which a speech with no cue goes on from the quote before it
_SAYING = re.compile(r"(?:话|口头禅|名言|回答|观点|看法|结论|评价|解释|回应|理由|答案|说法|建议|反应)就?是\Z")
_SURE = {
    "direct.before": 0.95,
    "direct.after": 0.9,
    "direct.colon": 0.8,
    "direct.announced": 0.75,
    "direct.goes_on": 0.7,
    "direct.signed": 0.85,
    "direct.told": 0.8,
    "direct.beat": 0.6,
}
_DOUBTS = {"speaker.carried": 0.15, "speaker.shared": 0.05, "speaker.phrase": 0.2, "speaker.unresolved": 0.1}


class TextReader:
    """Reads one text."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary
        self._speakers = SpeakerFinder(page, vocabulary)
        self._sheet = QuoteSheet(page)
        self._last: tuple[int, Speaker, Cue | None] | None = None  # where the last quote ended, who spoke, its cue
        self._last_report: tuple[int, Speaker] | None = None  # where the last cue ended, and who spoke

    def read(self) -> list[Quote]:
        """Find the quotes of the text."""
        page = self._page
        cues = find_cues(page, self._words)
        for turn in find_turns(page, self._speakers):
            self._sheet.put(turn.start, turn.end, turn.kind, turn.speaker, None, 0.75, turn.rule)
        nested: list[Cue] = []
        outer: list[Cue] = []
        for cue in cues:
            (outer if page.marked_around(cue.start) is None else nested).append(cue)
        reader = ReportReader(page, self._words, self._speakers.subjects)
        reports = reader.read_all([cue for cue in outer if not cue.is_noun])
        claimed = {number for report in reports for number in (*report.marks, *report.marks_before)}
        events: list[tuple[int, Report | int]] = [(report.cue.start, report) for report in reports]
        events += [
            (pair.start, number)
            for number, pair in enumerate(page.marked)
            if pair.parent is None and number not in claimed
        ]
        for _, event in sorted(events, key=lambda item: item[0]):
            if isinstance(event, Report):
                self._add_report(event)
            else:
                self._add_speech(event, outer)
        self._add_nested(cue for cue in nested if not cue.is_noun)
        return self._sheet.quotes()

    def _add_report(self, report: Report) -> None:
        cue = report.cue
        speaker = self._speaker_of(report)
        if speaker is None:
            return
        self._last_report = (cue.end, speaker)
        self._speakers.last.append(speaker)
        for number in report.marks_before:
            self._add_marked(number, speaker, cue, "direct.after")
        for number in report.marks:
            self._add_marked(number, speaker, cue, "direct.before")
        if report.span is not None:
            self._add_clause(report, speaker)

    def _add_marked(self, number: int, speaker: Speaker | None, cue: Cue | None, rule: str) -> None:
        pair = self._page.marked[number]
        sure = _SURE[rule] - _DOUBTS.get(speaker.rule if speaker else "speaker.carried", 0)
        self._put(pair.start, pair.end, "direct", speaker, cue, sure, rule)

    def _add_clause(self, report: Report, speaker: Speaker) -> None:
        assert report.span is not None
        start, end = report.span
        pairs = self._page.marked_between(start, end)
        is_fragment = any(not is_label(self._page, number, self._words) for number in pairs)
        kind = "fragment" if is_fragment else "indirect"
        sure = (0.75 if report.form in ("bare", "after") else 0.85) - _DOUBTS.get(speaker.rule, 0)
        self._put(start, end, kind, speaker, report.cue, sure, f"{kind}.{report.form}")

    def _put(
        self, start: int, end: int, kind: str, speaker: Speaker | None, cue: Cue | None, sure: float, rule: str
    ) -> None:
        self._sheet.put(start, end, kind, speaker, cue, sure, rule)
        if speaker is not None:
            self._last = (end, speaker, cue)

    def _speaker_of(self, report: Report) -> Speaker | None:
        """Find the speaker: in the cue's clause, shared with the cue before it, in the clauses before, or carried."""
        cue, speakers, page = report.cue, self._speakers, self._page
        if report.choice is not None:
            return self._speaker_in(report, report.choice)
        if not self._is_bare_clause(report):
            return self._phrase(report)
        shared = self._last_report
        if shared is not None and not page.is_stopped(shared[0], cue.start):
            return shared[1]._replace(rule="speaker.shared")
        earlier = speakers.subjects.choose_before(report.segment)
        if earlier is not None:
            return None if earlier.candidate.kind == "self" else speakers.resolve(earlier)
        if self._last is not None and page.paragraph_of(self._last[1].start) == page.paragraph_of(cue.start):
            return self._last[1]._replace(rule="speaker.carried")
        return None

    def _speaker_in(self, report: Report, choice: Choice) -> Speaker | None:
        """Find the speaker where the cue's own clause has candidates; one that is no subject is the last resort."""
        if not choice.is_subject:
            earlier = self._speakers.subjects.choose_before(report.segment)
            phrase = self._phrase(report) if earlier is None else None
            if phrase is not None:
                return phrase
            choice = earlier or choice
        return None if choice.candidate.kind == "self" else self._speakers.resolve(choice)

    def _phrase(self, report: Report) -> Speaker | None:
        is_told = report.cue.verb.takes == "clause" and report.form != "bare"
        if not is_told and report.cue.verb.position not in ("any", "near"):
            return None
        return self._speakers.phrase(report.segment, report.cue.start, is_free=is_told)

    def _is_bare_clause(self, report: Report) -> bool:
        """Tell whether only adverbs stand before the cue in its clause: its subject is the one before."""
        lead = self._words.lead.match(self._page.folded, report.segment, report.cue.start)
        at = lead.end() if lead else report.segment
        return self._words.gap.fullmatch(self._page.folded, at, report.cue.start) is not None

    def _add_speech(self, number: int, cues: list[Cue]) -> None:
        """Read what stands in marks and has no cue at its edges."""
        page = self._page
        pair = page.marked[number]
        if self._sheet.covers(pair.start, pair.end):
            return
        at = page.back(pair.start - 2)
        before = page.char(at)
        if before == ":":
            self._add_announced(number, at, cues, "direct.colon")
        elif pair.is_speech and self._is_whole(pair.end) and self._stands_alone(at):
            self._add_standing(number, at, cues)

    def _is_whole(self, end: int) -> bool:
        """Tell whether what ends here is a sentence of its own: its stop stands inside or right behind the mark."""
        page = self._page
        behind = page.char(page.skip(end + 1, len(page.text)))
        last = page.char(page.back(end - 1))
        return last == "," or page.is_strong_char(last) or behind in "。!?\n" or page.is_mark_char(behind)

    def _stands_alone(self, at: int) -> bool:
        """Tell whether a sentence may begin behind a place: a stop, another quotation, or stage directions."""
        page = self._page
        before = page.char(at)
        if before == ",":  # “…。”李明摆摆手，“…。”
            cut = page.cut_before(at)
            return self._last is not None and cut == self._last[0] and cut in page.by_end
        return page.is_strong_char(before) or at in page.by_end or (before == ")" and self._opens_paragraph(at))

    def _opens_paragraph(self, at: int) -> bool:
        page = self._page
        start = page.paragraphs[page.paragraph_of(at)][0]
        return page.char(start) == "(" and ")" not in page.folded[start:at]

    def _add_announced(self, number: int, colon: int, cues: list[Cue], rule: str) -> None:
        """Find the cue and the subject of the sentence that a colon or a stop ends before speech in marks."""
        page = self._page
        start = page.sentence_start(colon)
        inside = [cue for cue in cues if start <= cue.start and cue.end <= colon]
        # 讽刺 wants marks; what it is about may hold another verb (讽刺美国污蔑中国：“…”).
        cue = next((cue for cue in inside if cue.verb.takes == "marks"), inside[-1] if inside else None)
        edge = cue.start if cue else colon
        clause = page.segment_start(edge)
        choice = self._speakers.subjects.choose(clause, edge)
        if choice is not None and cue is None and choice.is_first:
            choice = self._speakers.subjects.opening(clause, edge)  # 母亲搂住她：“…”
        if choice is None or not choice.is_subject:
            choice = self._speakers.subjects.choose_before(clause) or choice
        if choice is None and cue is not None and page.segment_start(colon) > cue.end:
            last = page.segment_start(colon)  # 谈到输球，队长李明很无奈：“…”
            choice = self._speakers.subjects.choose(last, colon)
            choice = choice if choice is not None and choice.is_subject else None
        pair = page.marked[number]
        if choice is None or choice.candidate.kind == "self":
            if cue is None or not pair.is_speech:
                return
            speaker = self._last[1]._replace(rule="speaker.carried") if self._last else None
        elif cue is None and not (pair.is_speech and (choice.is_near or _SAYING.search(page.folded, clause, colon))):
            return
        else:
            speaker = self._speakers.resolve(choice)
            self._speakers.last.append(speaker)
        self._add_marked(number, speaker, cue, rule)

    def _add_standing(self, number: int, at: int, cues: list[Cue]) -> None:
        """Read a speech that stands by itself: announced by the sentence before, or going on from the last quote."""
        page = self._page
        pair = page.marked[number]
        follower = self._speakers.behind(pair.end + 1) if at not in page.by_end else None
        # The stop before it, and the cue that closes that sentence: 给出了极高评价。“…”
        if page.char(at) == "。" and any(cue.end == at for cue in cues) and not (follower and self._has_spoken(at)):
            self._add_announced(number, at, [c for c in cues if c.end == at], "direct.announced")
            if self._sheet.covers(pair.start, pair.end):
                return
        signature = _SIGNATURE.match(page.folded, pair.end + 1)
        signed = self._speakers.signed(*signature.span(1)) if signature else None
        if signed is not None:
            self._add_marked(number, signed, None, "direct.signed")
        elif follower is not None:
            speaker, rule = follower
            self._speakers.last.append(speaker)
            self._add_marked(number, speaker, None, rule)
        elif (leader := self._leader(at)) is not None:
            self._speakers.last.append(leader)
            self._add_marked(number, leader, None, "direct.beat")
        elif self._last is not None and pair.start - self._last[0] <= _CARRY:
            # Of quotations in a row all have the cue of the first: 给出评价。“…”“…”
            is_next = at in page.by_end and "\n" not in page.folded[self._last[0] : pair.start]
            cue = self._last[2] if is_next else None
            self._add_marked(number, self._last[1]._replace(rule="speaker.carried"), cue, "direct.goes_on")
        elif pair.end - pair.start > 12 and self._is_whole(pair.end):
            self._put(pair.start, pair.end, "direct", None, None, _NOBODY, "direct.goes_on")

    def _has_spoken(self, at: int) -> bool:
        """Tell whether the cue that ends here has its words before it, as in “…？”老板问。."""
        last = self._last
        return last is not None and last[2] is not None and last[2].end == at and last[0] < last[2].start

    def _leader(self, at: int) -> Speaker | None:
        """Find the person whom the sentence before a speech is about, where nobody has spoken since it began."""
        page = self._page
        if page.char(at) != "。" or page.paragraph_of(at) != page.paragraph_of(page.skip(at + 1, len(page.text))):
            return None
        start = page.sentence_start(at)
        return self._speakers.opening(start, at) if self._last is None or self._last[0] < start else None

    def _add_nested(self, cues: Iterable[Cue]) -> None:
        """Read speech in marks inside a speech; what is only told there stays a part of it."""
        reader = ReportReader(self._page, self._words, self._speakers.subjects)
        for cue in cues:
            report = reader.read(cue)
            if not report.marks:
                continue
            choice: Choice | None = self._speakers.subjects.choose(report.segment, cue.start)
            if choice is not None and choice.candidate.kind != "self":
                speaker = self._speakers.resolve(choice)
                for number in report.marks:
                    self._sheet.put(*self._page.inner(number), "direct", speaker, cue, 0.7, "direct.nested")
