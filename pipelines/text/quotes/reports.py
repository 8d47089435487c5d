"""Read what follows each cue: words in marks, or a reported clause, and where it ends."""

from dataclasses import dataclass, field

from pipelines.text.quotes.cues import Cue
from pipelines.text.quotes.page import Page
from pipelines.text.quotes.vocabulary import Vocabulary

_ENDS = frozenset("。!?;\n")
_SHORTEST = 2
_SHORTEST_BARE = 4
_AFTER_MARKS = frozenset(",。!?;:、\n)")


@dataclass(slots=True)
class Report:
    """A cue with the words that it reports."""

    cue: Cue
    segment: int  # where the cue's own clause begins
    marks: list[int] = field(default_factory=list)  # pairs of marks that hold its words
    span: tuple[int, int] | None = None  # the reported clause
    form: str = ""  # marks, comma, colon, bare or paragraph


class ReportReader:
    """Reads reports of one text."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary

    def read(self, cue: Cue) -> Report:
        """Read what follows a cue; a report without marks and span has nothing behind it."""
        page, verb = self._page, cue.verb
        report = Report(cue, page.segment_start(cue.start))
        stop = page.paragraphs[page.paragraph_of(cue.start)][1]
        at = page.skip(cue.end, stop)
        char = page.char(at)
        if char in "了着过":
            at = page.skip(at + 1, stop)
            char = page.char(at)
        is_open = char in ",:" and at < stop
        begin = page.skip(at + 1, stop) if is_open else at
        if begin >= stop:
            if is_open and char == ":":
                self._read_next_paragraph(report)
            return report
        pair = page.by_start.get(begin + 1)
        if pair is not None:
            self._read_marks(report, pair, stop)
            if report.marks:
                return report
        if is_open and (verb.takes != "marks" or char == ":"):
            report.span, report.form = self._clause(begin, stop, bare=False), "comma" if char == "," else "colon"
        elif not is_open and verb.takes in ("clause", "object") and char not in _ENDS and char not in ")、”」":
            span = self._clause(begin, stop, bare=True)
            if span[1] - span[0] >= _SHORTEST_BARE and not self._is_attitude(begin):
                report.span, report.form = span, "bare"
        if report.span is not None and report.span[1] - report.span[0] < _SHORTEST:
            report.span = None
        return report

    def _is_attitude(self, begin: int) -> bool:
        return self._words.attitude.match(self._page.folded, begin) is not None

    def _read_marks(self, report: Report, pair: int, stop: int) -> None:
        """Take the words in marks; where the clause goes on behind them, they are a part of it only."""
        page = self._page
        while True:
            marked = page.marked[pair]
            behind = page.skip(marked.end + 1, len(page.text)) if marked.is_closed else marked.end
            char = page.char(behind)
            is_whole = not marked.is_closed or char in _AFTER_MARKS or behind + 1 in page.by_start or behind >= stop
            if not is_whole and page.char(marked.end - 1) not in _ENDS:
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

    def _clause(self, begin: int, stop: int, *, bare: bool) -> tuple[int, int]:
        """Give the range from `begin` to the end of the sentence; a bare clause ends where the narrator goes on."""
        page = self._page
        end = self._sentence_end(begin, stop)
        if bare:
            narrator = self._words.narrator.search(page.folded, begin, end)
            while narrator is not None and page.marked_around(narrator.start()) is not None:
                narrator = self._words.narrator.search(page.folded, narrator.end(), end)
            end = narrator.start() if narrator else end
        return begin, end

    def _sentence_end(self, at: int, stop: int) -> int:
        """Give where the sentence ends, without its stop; what stands in marks does not end it."""
        page = self._page
        while at < stop:
            char = page.char(at)
            pair = page.by_start.get(at + 1)
            if pair is not None and page.marked[pair].is_closed and page.marked[pair].end < stop:
                at = page.marked[pair].end + 1
                inner = page.char(at - 2)
                if inner in "。!?" and page.char(at) not in ",、的":
                    return at
                continue
            if char in _ENDS or (char == "." and page.char(at + 1) in " \n" and not page.char(at - 1).isdigit()):
                return at
            at += 1
        return stop
