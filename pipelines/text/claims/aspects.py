"""How a number stands to its quantity: its level, a change of it, a share of it; and what qualifies it."""

import re
from collections.abc import Sequence
from pathlib import Path

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import Measured
from pipelines.text.claims.words import Hit, TopicWords
from pipelines.text.folding import fold
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import read_csv, read_toml

_NUMERALS = {numeral: no for no, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十一": 11}
_PERIODS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_MONTH_REACH = 18
_REACH = 8
_REACH_BEHIND = {"norm": 4, "action": 2, "item": 3, "part": 3}
# A noun of change is one whatever stands between: 跌幅扩大至5%.
_NOUNS = frozenset("幅速")


class AspectFinder:
    """Tells a change from a level, by the verbs of change and the words of comparison."""

    def __init__(self, words: TopicWords, rules_dir: Path) -> None:
        self._words = words
        self._directions = {
            fold(row["word"]): row.choice("direction", ("up", "down", ""))
            for name in ("change_verbs.csv", "claim_changes.csv")
            for row in read_csv(rules_dir / name, ("word", "direction"))
        }
        self._level = frozenset(word for word in self._directions if word[-1] in "至到")
        patterns = read_toml(rules_dir / "claim_aspects.toml")
        hedge, verbs = patterns["hedge"], trie_pattern(self._directions)

        def compiled(name: str) -> re.Pattern[str]:
            return re.compile(patterns[name].replace("<hedge>", hedge).replace("<verbs>", verbs))

        self._change, self._change_behind = compiled("change"), compiled("change_behind")
        self._compared, self._was, self._became = compiled("compared"), compiled("was"), compiled("became")
        self._share_of, self._months = compiled("share_of"), compiled("months")

    def direction(self, view: str, frame: Frame, measured: Measured | None, *, is_points: bool) -> str | None:
        """Give up or down for a change, None for a level.

        Args:
            view: Folded text.
            frame: The number.
            measured: Its measure; a word that names it (裁员, 损失) is no change of it.
            is_points: Percentage points, which are always a difference.
        """
        figure = frame.figure
        low = max(frame.clause_start, frame.floor - 1 if frame.floor < figure.start else 0)
        head = view[low : figure.start]
        found = self._change.search(head)
        is_name = found is not None and _names(measured, low + found.start(1), low + found.end(1))
        if found and not is_name:
            is_noun = found[1][-1] in _NOUNS
            return None if found[1] in self._level or (found[3] and not is_noun) else self._directions[found[1]] or None
        compared = self._compared.search(view[frame.clause_start : figure.start])
        if compared and (compared[1] or is_points or compared[2] in ("却低", "却高")):
            return {"低": "down", "少": "down", "高": "up", "多": "up"}.get((compared[1] or compared[2] or "")[-1:], "")
        if figure.kind == "money":
            behind = self._change_behind.match(view, figure.end, min(frame.ceiling, frame.clause_end))
            if behind and behind[1] not in self._level and not _names(measured, *behind.span(1)):
                return self._directions[behind[1]] or None
        if figure.kind == "percent" and view[figure.end : figure.end + 4].lstrip("的")[:2] in (
            "跌幅",
            "降幅",
            "涨幅",
            "增幅",
        ):
            return "down" if view[figure.end : figure.end + 4].lstrip("的")[0] in "跌降" else "up"
        return "" if is_points else None

    def is_change(self, word: str) -> bool:
        """Tell whether a word is one of change, and so names no measure: 增长."""
        return word in self._directions

    def is_before(self, view: str, frame: Frame) -> bool:
        """Tell whether a value is that of before: the first of 由245亿元调整为318亿元, the one of 较2022年的55亿元."""
        figure = frame.figure
        found = self._was.search(view, max(frame.clause_start, frame.floor), figure.start)
        if found is None:
            return False
        return found[0][0] not in "由从" or self._became.match(view, figure.end, frame.clause_end) is not None

    def share_base(self, view: str, frame: Frame) -> int | None:
        """Give where the whole begins of which the number is a share (是去年费用的5%, 仅其5%), or None."""
        if frame.figure.kind not in ("percent", "fraction"):
            return None
        low = max(frame.clause_start, frame.floor)
        found = self._share_of.search(view[low : frame.figure.start])
        return low + found.start() if found else None

    def month(self, view: str, frame: Frame, measured: Measured) -> str | None:
        """Tell the period that months before a measure make: one of 7月出口, seven of 前7个月出口 and 1至7月出口."""
        found = self._months.search(view, max(frame.sentence.start, measured.start - _MONTH_REACH), measured.start)
        if found is None:
            return None
        if not found[1] and not found[2]:
            return "month"
        first, last = int(found[2] or 1), found[1] or found[3]
        count = int(last) - first + 1 if last.isdigit() else _NUMERALS.get(last, 12)
        return _PERIODS.get(count, f"{count}-months")

    def qualifiers(self, view: str, frame: Frame, hits: Sequence[Hit]) -> dict[str, str]:
        """Give the qualifiers of the number's own stretch, one a kind: the nearest word.

        The stretch runs from the number before to a few characters behind this one; a period may be told anywhere in
        the sentence, and 上年同期 at its head holds for all of it.
        """
        figure = frame.figure
        nearest: dict[str, tuple[float, str]] = {}
        for hit in hits:
            kind, qualifier = self._words.qualifiers[hit.word]
            is_before = hit.end <= figure.start
            gap = figure.start - hit.end if is_before else hit.start - figure.end
            if gap < 0:
                continue
            is_own = (
                max(frame.floor, frame.clause_start) <= hit.start
                or (kind == "group" and hit.start < frame.floor < hit.end)
                if is_before
                else hit.end <= min(frame.ceiling, frame.clause_end) and gap <= _REACH_BEHIND.get(kind, _REACH)
            )
            if not is_own and is_before and kind == "base" and _heads(view, frame, hit):
                is_own = True
            if kind in ("period", "currency"):
                gap += 0 if is_own else 10 if is_before else 20
                if gap > 60:
                    continue
            elif not is_own:
                continue
            if kind not in nearest or gap < nearest[kind][0]:
                nearest[kind] = (gap, qualifier)
        return {kind: qualifier for kind, (_, qualifier) in sorted(nearest.items())}


def _heads(view: str, frame: Frame, hit: Hit) -> bool:
    """Tell whether a word is a clause of its own at the head of a sentence: 上年同期，公司营收为…."""
    return hit.start <= frame.sentence.start + 1 and view[hit.end : hit.end + 1] == ","


def _names(measured: Measured | None, start: int, end: int) -> bool:
    """Tell whether a word of change is the measure's own name, and not 股价 or 市值 understood."""
    return measured is not None and "daily" not in measured.traits and measured.start < end and start < measured.end
