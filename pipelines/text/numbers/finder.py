"""Find the numbers and dates of a text, sentence by sentence, in one pass over its characters."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.text.numbers.comparisons import add_number
from pipelines.text.numbers.date_expressions import Expression
from pipelines.text.numbers.datefinder import DateFinder, Memory
from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.guards import Guards
from pipelines.text.numbers.lexicon import Lexicon
from pipelines.text.numbers.numberfinder import NumberFinder
from pipelines.text.numbers.records import Anchor, DateMention, Found, Number
from pipelines.text.numbers.starts import NUMBER_CHARS, Starts
from pipelines.text.rulefiles import RULES_DIR

_DIGITS = frozenset("0123456789")
# What a list mark and a line of one figure begin with.
_MARKED = frozenset("0123456789一二三四五六七八九十（(*#_|>[] \n")


class QuantityFinder:
    """Finds numbers and dates; the words are loaded once for a rules folder."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        lexicon = Lexicon(rules_dir)
        self._guards = Guards(rules_dir)
        self._numbers = NumberFinder(lexicon, self._guards, rules_dir)
        self._dates = DateFinder(rules_dir)
        self._starts = Starts(lexicon, self._dates, self._guards)

    def find(self, text: str, sentences: Sequence[tuple[int, int]], *, published: Anchor | None = None) -> Found:
        """Find all numbers and dates of `text`.

        Args:
            text: The whole raw text.
            sentences: Half-open ranges of it, in order; nothing is read across their ends.
            published: The day of publication, which 去年 and 昨天 count from.
        """
        folded = fold_numerals(text)
        page = _Page(text, folded, self._guards.addresses(folded), Memory(published))
        search, at = self._starts.pattern.search, -1
        for sentence_no, (start, end) in enumerate(sentences):
            if at < start:
                match = search(folded, start)
                at = match.start() if match else len(folded)
            # A numeral that ends the sentence may count, whatever the next one begins with.
            if at < end or folded[max(start, end - 1) : end] in NUMBER_CHARS:
                self._read_sentence(page, min(at, end - 1), start, end, sentence_no, is_only=len(sentences) == 1)
        return Found(page.numbers, page.dates)

    def _read_sentence(
        self, page: "_Page", first: int, start: int, end: int, sentence_no: int, *, is_only: bool
    ) -> None:
        """Read a sentence from its first beginning on; sentences without one, most of a text, are never looked at."""
        folded, search, at = page.folded, self._starts.pattern.search, start
        if folded[start] in _MARKED:
            if not is_only and self._guards.is_lone(folded, start, end):
                return
            at = self._guards.list_mark(folded, start, end)
        match = search(folded, max(first, at), end)
        while match:
            begins = match.start()
            # What is passed over may begin one character before, which is not to be of the last mention.
            is_passed = match.lastindex is not None and begins > at
            at = match.end() if is_passed else self._step(page, begins, start, end, sentence_no)
            match = search(folded, at, end)

    def _step(self, page: "_Page", at: int, start: int, end: int, sentence_no: int) -> int:
        """Read the longest of guard word, date and number at `at`; return where to read on."""
        folded = page.folded
        if page.addresses:
            nearest = bisect_right(page.addresses, (at, len(folded))) - 1
            if nearest >= 0 and at < page.addresses[nearest][1]:
                return page.addresses[nearest][1]
        if folded[at] in _DIGITS and at > start and self._numbers.hangs_on_word(folded, at, start):
            return self._guards.token(folded, at, end)
        guarded = self._guards.word_end(folded, at, end)
        date = self._date_at(folded, at, start, end)
        if folded[at] not in NUMBER_CHARS or (date is not None and date.relation != "plan"):
            stop, number = at + 1, None
        else:
            stop, number = self._numbers.read(page.text, folded, at, start, end, sentence_no)
            if number is not None and number.start_char < page.taken():
                # The words before it belong to the mention before it: 三天前 · 两名.
                stop, number = self._numbers.read(page.text, folded, at, page.taken(), end, sentence_no)
        reach = at if number is None else stop
        if date is not None and date.end >= reach and date.end > guarded:
            page.dates.append(self._dates.settle(page.text, folded, date, start, sentence_no, page.memory))
            return date.end
        if guarded >= max(reach, at + 1):
            return max(guarded, stop) if number is None else guarded
        if number is not None:
            add_number(page.numbers, number, folded, page.text)
        return max(stop, at + 1)

    def _date_at(self, folded: str, at: int, start: int, end: int) -> Expression | None:
        char = folded[at]
        shape = self._starts.dates.get(char)
        if shape is None or not shape.match(folded, at, end):
            return None
        if char in _DIGITS and self._guards.follows_name(folded, at, start):
            return None
        return self._dates.read(folded, at, start, end)


@dataclass(frozen=True, slots=True)
class _Page:
    """One text while it is read."""

    text: str
    folded: str
    addresses: list[tuple[int, int]]
    memory: Memory
    numbers: list[Number] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)

    def taken(self) -> int:
        """Return the end of the last mention."""
        number = self.numbers[-1].end_char if self.numbers else 0
        return max(number, self.dates[-1].end_char if self.dates else 0)
