"""Read what follows each cue: words in marks, or a reported clause, and where it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.text.quotes.clauses import ClauseReader
from pipelines.text.quotes.cues import Cue
from pipelines.text.quotes.labels import is_label
from pipelines.text.quotes.marks import MARKS
from pipelines.text.quotes.page import Page
from pipelines.text.quotes.subjects import Choice, SubjectFinder
from pipelines.text.quotes.vocabulary import Vocabulary

# What opens the phrase that a cue of this position closes: 按照他|的说法, 在他|看来.
_FRAMES = {"account": re.compile("(?:根据|依据|按照|依照|据|按|照)"), "view": re.compile("在")}
# What may stand between a cue and its colon or marks: 说了：, 总结一下就是：
_FILLER = re.compile(r"(?:了|着|过)?(?:一下|起来|一[句声番]|几句)?(?:就是|如下|的是|到)?[ 　—]{0,2}(?=[:“「\",])")
_ENDS = frozenset("。!?;|]\n")
_STOPS = _ENDS | {","}
# A comma, a colon or marks stand near a cue that wants them, with whom it is told to between.
_NEAR_WORDS = re.compile(rf"[^,:{MARKS}\n]{{0,24}}[,:{MARKS}]")
# Whom words are told to may stand before the colon or the marks: 问他：“…”.
_NEAR_OPENER = re.compile('[^,。!?;|:“「『‘"\\]\n]{1,24}[:“「『"]')
_BUT = ("但", "不过", "然而", "却")
_SHORTEST = 2
_SHORTEST_BARE = 4
_OPENERS = frozenset('“"「『‘')
_LONGEST_NAME = 4
_LONGEST_HEARER = 14
_AFTER_MARKS = frozenset(",。!?;:、\n)")


@dataclass(slots=True)
class Report:
    """A cue with the words that it reports."""

    cue: Cue
    segment: int  # where the cue's own clause begins
    marks: list[int] = field(default_factory=list)  # pairs of marks behind it that hold its words
    marks_before: list[int] = field(default_factory=list)  # the same before it: “…”他说
    span: tuple[int, int] | None = None  # the reported clause
    form: str = ""  # marks, comma, colon, bare, paragraph or after
    choice: Choice | None = None  # its subject in its own clause


class ReportReader:
    """Reads reports of one text."""

    def __init__(self, page: Page, vocabulary: Vocabulary, subjects: SubjectFinder) -> None:
        self._page = page
        self._subjects = subjects
        self._words = vocabulary
        self._clauses = ClauseReader(page, vocabulary)

    def read_all(self, cues: Sequence[Cue]) -> list[Report]:
        """Read the reports of a text, and leave each its own part of a sentence that several share."""
        page = self._page
        reports: list[Report] = []
        for cue in cues:
            has_near = cue.verb.takes != "comma" or _NEAR_WORDS.match(page.folded, cue.end)
            report = self.read(cue) if has_near else Report(cue, page.segment_start(cue.start))
            if not report.marks and report.span is None and not self._may_follow(report):
                continue
            report.choice = self._subjects.choose(self._subject_start(report), cue.start)
            self._read_before(report)
            if report.marks_before and report.span and page.folded.startswith(_BUT, report.span[0]):
                report.span = None  # “…。”他说，但没有透露细节
            self._read_clause_before(report, reports[-1] if reports else None)
            if self._is_report(report, reports[-1] if reports else None):
                reports.append(report)
        taken: set[int] = set()
        for report in reports:
            report.marks_before = [number for number in report.marks_before if number not in taken]
            taken.update(report.marks, report.marks_before)
        for report, following in pairwise(reports):
            self._cut(report, following)
        for report in reports:
            if (
                report.form == "bare"
                and report.span is not None
                and self._clauses.is_saying(report.cue.verb, report.span)
            ):
                report.span = None
        return [report for report in reports if report.marks or report.marks_before or report.span]

    def _may_follow(self, report: Report) -> bool:
        """Tell whether a cue with nothing behind it may have its words before it: marks, or a clause that it ends."""
        page = self._page
        if page.char(report.cue.end) in _ENDS:
            return True
        closed = page.closed_before(report.cue.start)
        return closed >= 0 and closed >= page.back(page.sentence_start(report.segment) - 1)

    def _subject_start(self, report: Report) -> int:
        """Give where to look for the subject: behind 从, 据 or 在, where the verb says whom its words come from."""
        start, end = report.segment, report.cue.start
        position = report.cue.verb.position
        if position == "source":
            return self._page.folded.rfind("从", start, end) + 1 or start
        opener = _FRAMES[position].match(self._page.folded, start, end) if position in _FRAMES else None
        return opener.end() if opener else start

    def _is_report(self, report: Report, last: Report | None) -> bool:
        """Tell whether a verb reports here: it has words, and its subject stands where the verb wants it."""
        if report.choice is not None and report.choice.candidate.kind == "self":
            return False
        if not (report.marks or report.marks_before or report.span):
            return False
        if report.span and not report.marks and self._words.hypothetical.match(self._page.folded, report.segment):
            return False
        return self._has_source(report, last)

    def _has_source(self, report: Report, last: Report | None) -> bool:
        """Tell whether the subject stands where the verb wants it."""
        choice, position = report.choice, report.cue.verb.position
        if position in _FRAMES:
            return choice is not None and choice.is_subject and self._subject_start(report) > report.segment
        if position == "document" and not self._is_owned(report):
            return False
        is_near = choice.is_near if choice is not None else self._shares(report, last)
        wants_near = position in ("near", "document") or (report.cue.verb.takes == "object" and report.form == "comma")
        # A noun may have marks behind it too: 相关报道“…”.
        is_joined = report.form in ("bare", "comma", "") or self._page.char(report.cue.end) in _OPENERS
        if wants_near and not is_near and is_joined and not self._has_phrase(report):
            return False
        if report.form == "bare" and report.cue.verb.takes == "object":
            return (is_near or choice is not None or self._is_alone(report)) and self._clauses.is_about(
                *(report.span or (0, 0))
            )
        return True

    def _is_alone(self, report: Report) -> bool:
        """Tell whether only adverbs stand before a cue in its clause: 随后指责他, but not 对兴奋剂指控展开调查."""
        return self._words.gap.fullmatch(self._page.folded, report.segment, report.cue.start) is not None

    def _is_owned(self, report: Report) -> bool:
        """Tell whether a text that shows something is more than a noun by itself: 世卫组织报告|显示, not 数据|显示."""
        choice = report.choice
        if choice is None or not choice.is_near:
            return False
        return choice.candidate.kind != "text" or not self._subjects.heads(choice.candidate, report.segment)

    def _has_phrase(self, report: Report) -> bool:
        """Tell whether words on no list that look like a noun for people stand before a cue: 渠道商反映."""
        if report.choice is not None:
            return False
        phrase = self._subjects.phrase(report.segment, report.cue.start)
        return phrase is not None and phrase.is_noun

    def _shares(self, report: Report, last: Report | None) -> bool:
        """Tell whether a cue that opens its clause has the subject of the report before it: 他说A，并建议B."""
        page = self._page
        if last is None or page.is_stopped(last.cue.end, report.cue.start) or report.segment <= last.cue.start:
            return False
        return self._is_alone(report)

    def _read_before(self, report: Report) -> None:
        """Take the words in marks that end right before the cue's clause: “…”他说."""
        page = self._page
        at = page.back(report.segment - 1)
        if at >= 0 and page.char(at) == ",":
            at = page.back(at - 1)
        pair = page.by_end.get(at)
        if pair is None and report.choice is not None and not report.marks and not report.span:
            pair = self._speech_before(report.segment, report.choice)
        if pair is None and report.choice is not None:
            pair = self._term_before(report, report.choice)
            if pair is not None:
                report.marks_before = [pair]
            return
        if pair is None or report.segment > report.cue.start or page.char(report.cue.start - 1) in "”」":
            return
        if page.marked[pair].parent is None and page.marked[pair].is_speech:
            report.marks_before = [pair]

    def _speech_before(self, segment: int, choice: Choice) -> int | None:
        """Find the speech that ends where the sentence of a cue with no words of its own begins: “…！”在田里，他说."""
        page = self._page
        start = page.sentence_start(segment)
        pair = page.by_end.get(start if page.is_mark_char(page.char(start)) else page.back(start - 1))
        return pair if start < segment and choice.is_subject else None

    def _term_before(self, report: Report, choice: Choice) -> int | None:
        """Find a few words in marks that open the sentence right before the subject: “不可替代”，库克说."""
        page = self._page
        at = page.back(choice.candidate.start - 1)
        pair = page.by_end.get(at)
        if pair is None or page.marked[pair].start - 1 != report.segment or not choice.is_near or report.span:
            return None
        is_long = page.marked[pair].end - page.marked[pair].start > _LONGEST_NAME
        return pair if is_long and not is_label(page, pair, self._words) else None

    def _read_clause_before(self, report: Report, last: Report | None) -> None:
        """Take the sentence before a clause that says only who spoke: 油价会上涨，赵敏说."""
        page, cue, choice = self._page, report.cue, report.choice
        if report.marks or report.marks_before or report.span or choice is None or not choice.is_near:
            return
        cut = page.cut_before(report.segment)
        is_end = page.char(cue.end) in _ENDS
        if not is_end or cut is None or page.char(cut) != "," or cue.verb.takes != "clause" or not choice.is_first:
            return
        start = page.sentence_start(cut)
        pair = page.by_start.get(start + 1)
        if pair is not None and page.back(cut - 1) == page.marked[pair].end:
            report.marks_before = [pair]  # “不要停下脚步”，李明说。
        elif cut - start >= _SHORTEST_BARE and (last is None or last.cue.end <= start):
            report.span, report.form = (start, cut), "after"

    def _cut(self, report: Report, following: Report) -> None:
        """End a clause before the clause in which the next cue stands; a report right behind the cue is nested."""
        if report.span is None:
            return
        start, end = report.span
        is_inside = start < following.cue.start < end
        if is_inside and self._is_part(report, following):
            following.span, following.marks = None, []
        elif is_inside and report.form == "colon" and following.form != "colon":
            pass  # a report inside of what a colon opens
        elif following.segment == start and report.cue.verb.takes != "clause":
            report.span = None  # 发声，认为…: the second verb reports
        elif following.segment == start and following.choice is None:
            # 表示，已证实A: the first verb reports all of it
            is_told = report.form == "comma" and following.form == "bare" and self._page.char(start) not in "并又也还亦"
            (following if is_told else report).span = None
        elif is_inside and following.segment > start:
            cut = self._page.cut_before(following.segment)
            if following.choice is None and cut is not None:  # 有人说A；也有人不信，称B
                stop = self._page.folded.find(";", start, cut)
                cut = stop if stop > start else cut
            report.span = (start, cut) if cut is not None and cut > start else None

    def _is_part(self, report: Report, following: Report) -> bool:
        """Tell whether a cue is told by the report that it stands in: 客服称A，预计B; 专家认为A，数据显示B."""
        if following.cue.verb.position == "document":
            return True
        is_same = following.choice is None and not following.marks and following.segment == following.cue.start
        return is_same and (report.form == "colon" or following.cue.verb.stance == "forecast")

    def read(self, cue: Cue) -> Report:
        """Read what follows a cue; a report without marks and span has nothing behind it."""
        page, verb = self._page, cue.verb
        report = Report(cue, page.segment_start(cue.start))
        stop = page.paragraphs[page.paragraph_of(cue.start)][1]
        at = self._behind_cue(cue, stop)
        char = page.char(at)
        is_open = char in ",:" and at < stop
        begin = page.skip(at + 1, stop) if is_open else at
        if begin >= stop:
            if is_open and char == ":":
                self._read_next_paragraph(report)
            return report
        pair = page.by_start.get(begin + 1)
        if pair is None and is_open and page.folded.startswith("就是", begin):  # 用他的话说，就是“…”
            pair = page.by_start.get(begin + 3)
        if pair is not None:
            self._read_marks(report, pair, stop)
            if report.marks:
                return report
        if is_open and (verb.takes != "marks" or char == ":"):
            report.span, report.form = self._clauses.find(begin, stop, bare=False), "comma" if char == "," else "colon"
        elif not is_open and verb.takes in ("clause", "object") and char not in _ENDS and char not in ")、”」":
            told = self._clauses.behind_hearer(begin, stop)
            span = self._clauses.find(told or begin, stop, bare=told is None)
            if span[1] - span[0] >= _SHORTEST_BARE and not self._clauses.is_attitude(begin):
                report.span, report.form = span, "bare" if told is None else "comma"
        elif not is_open and verb.takes == "marks":
            span = self._clauses.find(begin, stop, bare=True)
            if page.skip(span[1], stop) - 1 in page.by_end and not page.is_mark(begin):
                report.span, report.form = span, "bare"  # 讽刺美国“虚伪”
        if report.span is not None and report.span[1] - report.span[0] < _SHORTEST:
            report.span = None
        return report

    def _behind_cue(self, cue: Cue, stop: int) -> int:
        """Give the place behind a cue, what fills the way to its words, and whom they are told to."""
        page = self._page
        at = page.skip(cue.end, stop)
        filler = _FILLER.match(page.folded, at, stop)
        at = filler.end() if filler is not None else at
        if cue.verb.takes == "hearer":
            return page.next_comma(at, min(stop, at + _LONGEST_HEARER))
        is_told = _NEAR_OPENER.match(page.folded, at) is not None
        return self._clauses.behind_told(cue.verb, at) if is_told else at

    def _read_marks(self, report: Report, pair: int, stop: int) -> None:
        """Take the words in marks; where the clause goes on behind them, they are a part of it only."""
        page = self._page
        while True:
            marked = page.marked[pair]
            behind = page.skip(marked.end + 1, len(page.text)) if marked.is_closed else marked.end
            char = page.char(behind)
            is_whole = not marked.is_closed or char in _AFTER_MARKS or behind + 1 in page.by_start or behind >= stop
            if not is_whole and page.char(page.back(marked.end - 1)) not in _STOPS:
                return
            report.marks.append(pair)
            report.form = "marks"
            following = page.by_start.get(behind + 1)
            if following is None and char in ",、":
                following = page.by_start.get(page.skip(behind + 1, stop) + 1)
            if following is None:
                return
            pair = following

    def _read_next_paragraph(self, report: Report) -> None:
        """Take what a colon at the end of a paragraph announces: marks, or the next paragraph."""
        page = self._page
        number = page.paragraph_of(report.cue.start)
        if number + 1 >= len(page.paragraphs) or page.paragraphs[number + 1][2] != page.paragraphs[number][2]:
            return
        start, stop, _ = page.paragraphs[number + 1]
        pair = page.by_start.get(start + 1)
        if pair is not None:
            report.marks, report.form = [pair], "marks"
        elif stop - start > _SHORTEST_BARE:
            report.span, report.form = (start, stop), "paragraph"
