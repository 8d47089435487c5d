"""Read the words around an amount: hedges, comparisons, 每…, the direction of a change."""

import re
from pathlib import Path
from typing import NamedTuple

from pipelines.text.numbers.amounts import Amount
from pipelines.text.numbers.cues import cue_words
from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.lexicon import Lexicon, Modifier, reversed_tail
from pipelines.text.numbers.wordtries import backward, trie_pattern
from pipelines.text.rulefiles import read_csv

# Blanks, and the marks of bold type that pages in Markdown set between a hedge and its number.
_BLANKS = " \u3000\xa0*_"
_BLANK = re.compile(f"[{_BLANKS}]*")
# 198元起 is the lowest price, 10万+ a lower bound; 10元起拍, 三人起诉 and 3+2 say something else.
_GOES_ON = {"起": re.compile(r"[\u4e00-\u9fff]"), "+": re.compile(r"[ ]?[A-Za-z0-9(]")}
RATE_COLUMNS = ("word", "per")
_CLAUSE_MARK = re.compile(r"[，。；：！？、,;:!?（）()\n]")
_WINDOW = 20
_RATE_WIDTH = 6


class Hedge(NamedTuple):
    """The modifier of an amount and its place."""

    modifier: Modifier
    start: int
    end: int


class ContextReader:
    """Looks to the left and right of an amount; the words come from the rules folder."""

    def __init__(self, lexicon: Lexicon, rules_dir: Path) -> None:
        self.lexicon = lexicon
        rows = list(read_csv(rules_dir / "change_verbs.csv", ("word", "direction")))
        self.directions = {fold_numerals(row["word"]): row.choice("direction", ("up", "down", "")) for row in rows}
        self._before_ends = frozenset(_BLANKS) | {word[-1] for word in lexicon.before}
        self._after_starts = frozenset(_BLANKS) | {word[0] for word in lexicon.after}
        inside = trie_pattern(word.removeprefix("内") for word in cue_words(rules_dir)["not_within"])
        self._goes_on = _GOES_ON | {"内": re.compile(inside)}
        self._change_back = backward(word for word, direction in self.directions.items() if direction)
        self._change = re.compile(trie_pattern(self.directions))
        rates = {s: r[0].unit for s, r in lexicon.suffixes.items() if r[0].kind in {"duration", "quantity", "count"}}
        rates |= {"月": "month", "日": "day", "分": "minute", "个": "个"}
        self.rates = rates
        self._rate = re.compile(f"每一?({trie_pattern(rates)})")
        self._doses = frozenset(cue_words(rules_dir)["dose"])
        # 第一天三次 and 过去一年四次 happened; 一天三次 goes on.
        self._one_rate = re.compile(f"(?<![第近去这前后同当上下头])一({trie_pattern(rates)})\\Z")
        words = read_csv(rules_dir / "rate_words.csv", RATE_COLUMNS)
        self._rate_words = {fold_numerals(row["word"]): row["per"] for row in words}
        self._rate_word = re.compile(trie_pattern(self._rate_words))

    def hedge(self, folded: str, amount: Amount, floor: int, end: int) -> Hedge | None:
        """Find the modifier that touches the amount, before it or after it."""
        if amount.start > floor and folded[amount.start - 1] in self._before_ends:
            tail = reversed_tail(folded, amount.start, floor)
            blanks = _BLANK.match(tail)
            skipped = blanks.end() if blanks else 0
            before = self.lexicon.before_pattern.match(tail, skipped)
            if before:
                word = before[0][::-1]
                stop = amount.start - skipped
                return Hedge(self.lexicon.before[word], stop - len(word), stop)
        if amount.kind != "cardinal" and (rated := self._before_rate(folded, amount.start, floor)) is not None:
            return rated
        if amount.end >= end or folded[amount.end] not in self._after_starts:
            return None
        blanks = _BLANK.match(folded, amount.end, end)
        at = blanks.end() if blanks else amount.end
        after = self.lexicon.after_pattern.match(folded, at, end)
        goes_on = self._goes_on.get(after[0]) if after else None
        if after and not (goes_on and goes_on.match(folded, after.end(), end)):
            return Hedge(self.lexicon.after[after[0]], after.start(), after.end())
        return None

    def _before_rate(self, folded: str, start: int, floor: int) -> Hedge | None:
        """Find the modifier before the rate that an amount has: 不超过每股8元, 约每人300元."""
        at = folded.rfind("每", max(floor + 1, start - _RATE_WIDTH), start)
        if at < 0 or folded[at - 1] not in self._before_ends or not self._rate.fullmatch(folded, at, start):
            return None
        before = self.lexicon.before_pattern.match(reversed_tail(folded, at, floor))
        word = before[0][::-1] if before else ""
        return Hedge(self.lexicon.before[word], at - len(word), at) if before else None

    def direction(self, folded: str, clause: int, start: int) -> str | None:
        """Tell whether a verb in the clause before the amount, from `clause` to `start`, says up or down."""
        found = None
        for match in self._change.finditer(folded, clause, start):
            found = self.directions[match[0]] or found
        return found

    def follows_change(self, folded: str, start: int, floor: int) -> bool:
        """Tell whether a verb of change touches the amount: 涨1.5美元至75.3美元 is a step and a level, no range."""
        return self._change_back.match(reversed_tail(folded, start, floor)) is not None

    def per(self, folded: str, clause: int, start: int, unit: str | None) -> str | None:
        """Read the rate in the clause before the amount: 每年50亿美元 and 年均50亿美元 are per year, so is 一年四次."""
        found = None
        for match in self._rate_word.finditer(folded, clause, start):
            found = self._rate_words[match[0]]
        at = folded.find("每", clause, start)
        if at >= 0:
            for match in self._rate.finditer(folded, at, start):
                found = self.rates[match[1]]
        one = self._one_rate.search(folded, clause, start) if found is None and unit in self._doses else None
        return self.rates[one[1]] if one else found


def clause_start(folded: str, start: int, floor: int) -> int:
    """Return where the clause before an amount begins, at most a window away."""
    tail = folded[max(floor, start - _WINDOW) : start][::-1]
    mark = _CLAUSE_MARK.search(tail)
    return start - (mark.start() if mark else len(tail))
