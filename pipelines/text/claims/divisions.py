"""What parts a number from that of the whole: a division of the firm, the hours since a launch."""

import re
from bisect import bisect_left
from pathlib import Path

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import Measured, unit_class
from pipelines.text.claims.owners import PageNames, slugged
from pipelines.text.rulefiles import read_toml

_WINDOW, _REACH = 28, 30
_SPLIT = re.compile("[的其下将该在和及与等由对称说把从为至到是、]")
_HOURS = {"分钟": 1 / 60, "小时": 1, "钟头": 1, "钟": 1, "天": 24, "日": 24, "周": 168}
_NUMERALS = {"半": 0.5, "两": 2.0} | {numeral: no for no, numeral in enumerate("一二三四五六七八九十", 1)}
_MINUTES = 60


class DivisionFinder:
    """Finds the division and the window of a number (`claim_subjects.toml`, `claim_aspects.toml`)."""

    def __init__(self, rules_dir: Path) -> None:
        words = read_toml(rules_dir / "claim_subjects.toml")
        self._division = re.compile(f"{words['division']}{words['division_gap']}\\Z")
        self._not = re.compile(words["division_not"])
        self._window = re.compile(read_toml(rules_dir / "claim_aspects.toml")["window"])

    def find(self, view: str, frame: Frame, page: PageNames, measured: Measured | None) -> dict[str, str]:
        """Give the qualifiers `unit` and `window`, those that the text tells.

        Args:
            view: Folded text.
            frame: The number.
            page: The mentions of the document.
            measured: Its measure.
        """
        if measured is None or "place" in measured.traits:
            return {}
        unit = self._unit(view, frame, page, measured)
        window = self._since(view, frame) if unit_class(frame) in ("count", "money") else None
        return {kind: told for kind, told in (("unit", unit), ("window", window)) if told}

    def _unit(self, view: str, frame: Frame, page: PageNames, measured: Measured) -> str | None:
        anchor = min(measured.start, frame.figure.start)
        low = max(frame.sentence.start, anchor - _WINDOW)
        # A growth of before (云业务增长5%，收入…) has a division of its own.
        found = self._division.search(view, low, anchor)
        if found is None:
            return None
        start, end = found.span("unit")
        for name in page.names[bisect_left(page.starts, low - _WINDOW) : bisect_left(page.starts, end)]:
            if name.end > end:
                return None  # the name of a firm or body itself
            start = max(start, name.end)
        unit = _SPLIT.split(view[start:end])[-1]
        return slugged(unit) if unit and not self._not.search(unit) else None

    def _since(self, view: str, frame: Frame) -> str | None:
        """Give the hours that a launch's number is of: 1h of 上市一小时大定, 72h of 开售三天."""
        low = max(frame.clause_start, frame.figure.start - _REACH)
        found = self._window.search(view, low, frame.figure.start)
        if found is None:
            return None
        told, unit = found["no"] or found["number"], found["unit"] or found["hours"]
        count = float(told) if told.isdigit() else _NUMERALS.get(told)
        if count is None:
            return None
        hours = count * _HOURS[unit]
        return f"{hours:.0f}h" if hours >= 1 else f"{hours * _MINUTES:.0f}min"
