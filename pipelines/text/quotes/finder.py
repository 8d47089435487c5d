"""Find the quotes of a text: marks and cues in one pass each, then speakers from left to right."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.text.quotes.cues import Cue, find_cues
from pipelines.text.quotes.page import Page, Sentence
from pipelines.text.quotes.records import Named, Quote
from pipelines.text.quotes.reports import Report, ReportReader
from pipelines.text.quotes.speakers import Speaker, SpeakerFinder
from pipelines.text.quotes.vocabulary import Vocabulary
from pipelines.text.rulefiles import RULES_DIR


class QuoteFinder:
    """Finds quotes; the words are loaded once for a rules folder."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        self._words = Vocabulary(rules_dir)

    def find(self, text: str, sentences: Sequence[Sentence], named: Sequence[Named]) -> list[Quote]:
        """Find the quotes of a text.

        Args:
            text: The whole raw text.
            sentences: Half-open ranges of it with their zones, in order.
            named: Its mentions, in order, without overlaps.

        Returns:
            Quotes in order of their start; of those that start at one place the longer first.
        """
        page = Page(text, sentences, named)
        return TextReader(page, self._words).read()


class TextReader:
    """Reads one text."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary
        self._speakers = SpeakerFinder(page, vocabulary)
        self._found: dict[tuple[int, int], Quote] = {}

    def read(self) -> list[Quote]:
        """Find the quotes of the text."""
        page = self._page
        if not page.sentences:
            return []
        reader = ReportReader(page, self._words)
        for cue in find_cues(page, self._words):
            if page.marked_around(cue.start) is None:
                self._add(reader.read(cue))
        return self._in_order()

    def _add(self, report: Report) -> None:
        cue = report.cue
        if not report.marks and report.span is None:
            return
        speaker = self._speakers.of_cue(report.segment, cue.start)
        if speaker is None:
            return
        self._speakers.last.append(speaker)
        for number in report.marks:
            pair = self._page.marked[number]
            self._put(pair.start, pair.end, "direct", speaker, cue, 0.95, "direct.before")
        if report.span is not None:
            self._put(*report.span, "indirect", speaker, cue, 0.8, f"indirect.{report.form}")

    def _put(
        self, start: int, end: int, kind: str, speaker: Speaker | None, cue: Cue | None, confidence: float, rule: str
    ) -> None:
        page = self._page
        start = page.skip(start, end)
        while end > start and page.text[end - 1].isspace():
            end -= 1
        if start >= end or (start, end) in self._found:
            return
        self._found[start, end] = Quote(
            start_char=start,
            end_char=end,
            surface=page.text[start:end],
            kind=kind,
            speaker=page.text[speaker.start : speaker.end] if speaker else None,
            speaker_start=speaker.start if speaker else None,
            speaker_end=speaker.end if speaker else None,
            speaker_entity_id=speaker.entity_id if speaker else None,
            speaker_rule=speaker.rule if speaker else None,
            is_anonymous=speaker.is_anonymous if speaker else True,
            cue=page.text[cue.start : cue.end] if cue else None,
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            cue_stance=cue.verb.stance if cue else None,
            parent=None,
            confidence=confidence,
            rule_id=rule,
            sentence_no=page.sentence_of(start),
        )

    def _in_order(self) -> list[Quote]:
        """Put the quotes in order, with the number of the quote that each lies in."""
        found: list[Quote] = []
        stack: list[int] = []
        for number, (start, end) in enumerate(sorted(self._found, key=lambda span: (span[0], -span[1]))):
            while stack and found[stack[-1]].end_char < end:
                stack.pop()
            quote = self._found[start, end]
            found.append(with_parent(quote, stack[-1] if stack else None))
            stack.append(number)
        return found


def with_parent(quote: Quote, parent: int | None) -> Quote:
    """Give the quote with its parent."""
    return quote if parent is None else replace(quote, parent=parent)
