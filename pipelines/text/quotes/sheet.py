"""Collect the quotes of one text, each span once, and put them in order."""

from pipelines.text.quotes.cues import Cue
from pipelines.text.quotes.page import Page
from pipelines.text.quotes.records import Quote
from pipelines.text.quotes.speakers import Speaker


class QuoteSheet:
    """The quotes found so far in one text."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._found: dict[tuple[int, int], Quote] = {}
        self._farthest = 0  # where the last of them ends: most of what is asked for lies behind it

    def put(
        self, start: int, end: int, kind: str, speaker: Speaker | None, cue: Cue | None, sure: float, rule: str
    ) -> None:
        """Add a quote, without the blanks around it; the first reading of a span stands."""
        page = self._page
        start, end = page.trim(start, end)
        if start >= end or (start, end) in self._found:
            return
        self._farthest = max(self._farthest, end)
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
            confidence=round(sure, 2),
            rule_id=rule,
            sentence_no=page.sentence_of(start),
        )

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a quote found so far holds a range."""
        return end <= self._farthest and any(begin <= start and end <= stop for begin, stop in self._found)

    def quotes(self) -> list[Quote]:
        """Give the quotes in order, with the number of the quote that each lies in."""
        found: list[Quote] = []
        stack: list[int] = []
        for number, span in enumerate(sorted(self._found, key=_outer_first)):
            while stack and found[stack[-1]].end_char < span[1]:
                stack.pop()
            quote = self._found[span]
            found.append(quote._replace(parent=stack[-1]) if stack else quote)
            stack.append(number)
        return found


def _outer_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]
