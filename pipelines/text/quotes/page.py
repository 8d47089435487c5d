"""One text made ready: its fold, its paragraphs, where it is cut, what stands in quotation marks, who is named."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipelines.text.folding import fold
from pipelines.text.quotes.cuts import find_cuts
from pipelines.text.quotes.marks import MARKS, Token, pair_marks
from pipelines.text.quotes.records import Named

Sentence = tuple[int, int, str]
_SPEECH = re.compile(r"[。!?,;…][^。!?,;…]|[。!?…,]\Z")
_LONGEST_TERM = 16
_MARKS = frozenset(MARKS)
_STRONG = frozenset("。!?;\n…")
_BLANKS = " 　\xa0\t*>"  # and the marks of bold type and cited lines, which some pages leave in


class Page:
    """Places in a text that reading quotes asks for again and again; all offsets are those of the raw text."""

    def __init__(self, text: str, sentences: Sequence[Sentence], named: Sequence[Named]) -> None:
        self.text = text
        self.folded = fold(text)
        self.sentences = sentences
        self.named = named
        self.named_starts = [name.start for name in named]
        self._named_begin = frozenset(self.named_starts)
        self.sentence_starts = [start for start, *_ in sentences]
        self.paragraphs = _paragraphs(text, sentences)
        self._paragraph_starts = [start for start, *_ in self.paragraphs]
        self._entities: dict[str, str | None] | None = None
        folded = self.folded
        self.cuts, marks = find_cuts(folded)
        self.marked = pair_marks(folded, [Token(at, folded[at]) for at in marks], self.paragraphs)
        self._settle_cuts()
        self.by_start = {pair.start: number for number, pair in enumerate(self.marked)}
        self.by_end = {pair.end: number for number, pair in enumerate(self.marked) if pair.is_closed}
        self._closed = sorted(self.by_end)
        self._marked_starts = [pair.start for pair in self.marked]

    def _settle_cuts(self) -> None:
        """Tell speech from terms in marks; a term does not cut its clause."""
        for pair in self.marked:
            inner = self.folded[pair.start : pair.end]
            pair.is_speech = len(inner) > _LONGEST_TERM or _SPEECH.search(inner) is not None
            if not pair.is_speech:
                del self.cuts[bisect_left(self.cuts, pair.start - 1) : bisect_right(self.cuts, pair.end)]

    def paragraph_of(self, at: int) -> int:
        """Number of the paragraph that holds a place, or of the last one before it."""
        return bisect_right(self._paragraph_starts, at) - 1

    def sentence_of(self, at: int) -> int:
        """Number of the sentence that holds a place, or of the last one before it."""
        return bisect_right(self.sentence_starts, at) - 1

    def marked_around(self, at: int) -> int | None:
        """Number of the innermost quotation marks around a place."""
        number: int | None = bisect_right(self._marked_starts, at) - 1
        if number is None or number < 0:
            return None
        while number is not None and self.marked[number].end <= at:
            number = self.marked[number].parent
        return number

    def closed_before(self, at: int) -> int:
        """Place of the last mark before a place that closes a pair; -1 where none does."""
        number = bisect_left(self._closed, at) - 1
        return self._closed[number] if number >= 0 else -1

    def marked_between(self, start: int, end: int) -> list[int]:
        """Numbers of the quotation marks that open in a range."""
        return list(range(bisect_left(self._marked_starts, start), bisect_left(self._marked_starts, end)))

    def segment_start(self, at: int) -> int:
        """Give where the clause that holds a place begins: behind the last comma, stop or quotation mark."""
        number = bisect_left(self.cuts, at) - 1
        return self.skip(self.cuts[number] + 1 if number >= 0 else 0, at)

    def cut_before(self, at: int) -> int | None:
        """Give the place of the last comma, stop or quotation mark before a place."""
        number = bisect_left(self.cuts, at) - 1
        return self.cuts[number] if number >= 0 else None

    def cut_after(self, at: int) -> int:
        """Give the place of the next comma, stop or quotation mark from a place on, or the end of the text."""
        number = bisect_left(self.cuts, at)
        return self.cuts[number] if number < len(self.cuts) else len(self.text)

    def is_strong(self, at: int) -> bool:
        """Tell whether a cut ends a sentence."""
        return self.folded[at] in _STRONG

    def is_mark(self, at: int) -> bool:
        """Tell whether a cut is a quotation mark."""
        return self.folded[at] in _MARKS

    def entity_named(self, folded_name: str) -> str | None:
        """Give the entity that a name leads to elsewhere in the text."""
        if self._entities is None:
            self._entities = {self.folded[name.start : name.end]: name.entity_id for name in self.named}
        return self._entities.get(folded_name)

    def is_strong_char(self, char: str) -> bool:
        """Tell whether a folded character ends a sentence."""
        return char in _STRONG

    def is_mark_char(self, char: str) -> bool:
        """Tell whether a folded character is a quotation mark."""
        return char in _MARKS

    def is_stopped(self, start: int, end: int) -> bool:
        """Tell whether a sentence ends in a range, outside of terms in marks."""
        return any(self.is_strong(at) for at in self.cuts[bisect_left(self.cuts, start) : bisect_left(self.cuts, end)])

    def sentence_start(self, at: int) -> int:
        """Give where the sentence that ends at a place begins."""
        number = bisect_left(self.cuts, at) - 1
        while number >= 0 and not self.is_strong(self.cuts[number]):
            number -= 1
        return self.skip(self.cuts[number] + 1 if number >= 0 else 0, at)

    def back(self, at: int) -> int:
        """Give the last place up to `at` that is no blank; -1 before the text."""
        while at >= 0 and self.folded[at] in _BLANKS:
            at -= 1
        return at

    def next_comma(self, at: int, stop: int) -> int:
        """Give the next comma or colon from a place, or the place itself."""
        number = bisect_left(self.cuts, at)
        if number < len(self.cuts) and self.cuts[number] < stop and self.folded[self.cuts[number]] in ",:":
            return self.cuts[number]
        return at

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Give a range without the blanks and line breaks at its edges."""
        folded = self.folded
        while start < end and (folded[start] in _BLANKS or folded[start].isspace()):
            start += 1
        while end > start and (folded[end - 1] in _BLANKS or folded[end - 1].isspace()):
            end -= 1
        return start, end

    def inner(self, number: int) -> tuple[int, int]:
        """Give the range inside a pair of marks."""
        pair = self.marked[number]
        return pair.start, pair.end

    def skip(self, at: int, stop: int) -> int:
        """Give the first place from `at` that is no blank."""
        folded = self.folded
        while at < stop and folded[at] in _BLANKS:
            at += 1
        return at

    def char(self, at: int) -> str:
        """Give the folded character at a place; a line break beyond the text."""
        return self.folded[at] if 0 <= at < len(self.folded) else "\n"

    def crosses(self, start: int, end: int) -> bool:
        """Tell whether a name begins within a word and ends behind it: 店主|张莉 and 主张."""
        begins = self._named_begin
        if end - start <= 3 and start + 1 not in begins and end - 1 not in begins:
            return False
        number = bisect_right(self.named_starts, start)
        return number < len(self.named) and self.named_starts[number] < end < self.named[number].end

    def names_in(self, start: int, end: int) -> Sequence[Named]:
        """Give the names that begin in a range."""
        return self.named[bisect_left(self.named_starts, start) : bisect_left(self.named_starts, end)]


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Join the sentences of one zone between which no line breaks."""
    found: list[Sentence] = []
    for start, end, zone in sentences:
        if found and found[-1][2] == zone and "\n" not in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], end, zone)
        else:
            found.append((start, end, zone))
    return found
