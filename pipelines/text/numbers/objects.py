"""Find what a number counts or measures: the H100芯片 of 5万张H100芯片, the 硬件成本 of 硬件成本就得15亿美元."""

import re
from pathlib import Path

from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import read_csv

_RUN = re.compile(r"[A-Za-z0-9.+\-]*[A-Za-z0-9]?[\u4e00-\u9fff]{0,16}")
_LINK = re.compile(r"[ +]?的?[ ]?")
# 投资者 and 用户方 are people, no measure.
_NOT_PEOPLE = "(?![者人商方国])"
_WINDOW = 28
ROLES = ("measured", "stop", "kept")
# A noun of an earlier clause that has its own figure (40%的股权，…) is not what this number is about.
_OWN_FIGURE = re.compile(r"[0-9%元一二三四五六七八九十百千万亿][的之]?$")


_FIGURE = re.compile("[0-9]|[一二三四五六七八九十百千万亿两][%元个成倍万亿百千十]")
_GOES_ON = re.compile(
    "[ 也又并且而却已则其中]{0,3}(?:同比|环比|较|比|相当|相比|约合|折合|约|即|增|涨|跌|降|下|上|升|占|达|超|高|低|为|从"
    "|由|是|创|最|仅|不|近|逾|翻|至|到)"
)


class ObjectFinder:
    """Looks for the noun of a number, behind a count and before a measure."""

    def __init__(self, rules_dir: Path) -> None:
        roles: dict[str, list[str]] = {role: [] for role in ROLES}
        for row in read_csv(rules_dir / "object_words.csv", ("word", "role")):
            roles[row.choice("role", ROLES)].append(fold_numerals(row["word"]))
        # The longer words come first, so that the 能 of 功能 ends nothing.
        firsts = re.escape("".join(sorted({word[0] for word in (*roles["kept"], *roles["stop"])})))
        self._stop = re.compile(f"(?=[{firsts}])(?:{trie_pattern(roles['kept'])}|({trie_pattern(roles['stop'])}))")
        self._measured = re.compile(trie_pattern(roles["measured"]) + _NOT_PEOPLE)

    def find(
        self, folded: str, start: int, stop: int, floor: int, end: int, *, is_count: bool
    ) -> tuple[int, int] | None:
        """Return the span of the noun, or None.

        Args:
            folded: Folded text.
            start: Where the number begins.
            stop: Where it ends.
            floor: Where its sentence begins.
            end: Where its sentence ends.
            is_count: A classifier or a bare number, whose noun stands behind it.
        """
        if is_count:
            return self._behind(folded, stop, end)
        touching = self._measured.match(folded, stop, end)
        if touching:
            return touching.span()
        return self._before(folded, start, floor)

    def _behind(self, folded: str, stop: int, end: int) -> tuple[int, int] | None:
        link = _LINK.match(folded, stop, end)
        at = link.end() if link else stop
        has_link = "的" in folded[stop:at]
        run = _RUN.match(folded, at, end)
        if run is None or run.end() == at:
            return None
        first = self._first_stop(folded, at, run.end())
        while has_link and first < run.end() and folded[first] == "的":
            # 1万多块的…最尖端的芯片: what is counted stands behind the last 的.
            rest = first + 1
            last = self._first_stop(folded, rest, run.end())
            if last == rest:
                break
            at, first = rest, last
        return (at, first) if first > at else None

    def _first_stop(self, folded: str, at: int, end: int) -> int:
        match = self._stop.search(folded, at, end)
        while match and not match[1]:
            match = self._stop.search(folded, match.end(), end)
        return match.start() if match else end

    def _before(self, folded: str, start: int, floor: int) -> tuple[int, int] | None:
        low = max(floor, start - _WINDOW)
        found = None
        clause = max(folded.rfind("，", low, start), folded.rfind("；", low, start)) + 1
        for match in self._measured.finditer(folded, low, start):
            if match.end() < clause and (
                _OWN_FIGURE.search(folded[low : match.start()])
                or (_FIGURE.search(folded, match.end(), clause) and not self._goes_on(folded, clause, start))
            ):
                continue
            found = match.span()
        return found

    def _goes_on(self, folded: str, clause: int, start: int) -> bool:
        """Tell a clause that says more of the noun before it: 总资产为3亿元，同比增长12%."""
        return _GOES_ON.match(folded, clause, start) is not None
