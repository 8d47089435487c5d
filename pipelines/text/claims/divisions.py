"""What parts a number from that of the whole: a division of the firm, the hours since a launch."""

import re
from bisect import bisect_left
from pathlib import Path

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import Measured, unit_class
from pipelines.text.claims.owners import PageNames, slugged
from pipelines.text.numbers.numerals import read_numeral
from pipelines.text.rulefiles import read_toml

_WINDOW, _REACH = 28, 30
_SPLIT = re.compile("[的其下将该在和及与等由对称说把从为至到是、]")
_HOURS = {"分钟": 1 / 60, "小时": 1, "钟头": 1, "钟": 1, "天": 24, "日": 24, "周": 168}
_MINUTES, _DAY = 60, 24
_ORDERED = ("orders", "preorders", "sales")


class DivisionFinder:
    """Finds the division and the window of a number (`claim_subjects.toml`, `claim_aspects.toml`)."""

    def __init__(self, rules_dir: Path) -> None:
        words = read_toml(rules_dir / "claim_subjects.toml")
        self._division = re.compile(f"{words['division']}{words['division_gap']}\\Z")
        self._head = re.compile(words["section_heads"])
        self._section = re.compile(words["section"].replace("<heads>", words["section_heads"]) + "\\Z")
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
        if measured is None:
            return {}
        is_count = unit_class(frame) == "count"  # 共有隧道47座 counts them
        unit = None if is_count else self._unit(view, frame, page, measured, self._section)
        if unit is None and "place" not in measured.traits:
            is_rating = measured.name == "rating"
            unit = _rated_by(page, measured) if is_rating else self._unit(view, frame, page, measured, self._division)
        is_counted = unit_class(frame) in ("count", "money")
        # What a film took in days is what it took.
        window = self._since(view, frame, in_days=measured.name in _ORDERED) if is_counted else None
        return {kind: told for kind, told in (("unit", unit), ("window", window)) if told}

    def _unit(
        self, view: str, frame: Frame, page: PageNames, measured: Measured, pattern: re.Pattern[str]
    ) -> str | None:
        anchor = min(measured.start, frame.figure.start)
        if pattern is self._section and (head := self._head.match(view, anchor)):
            anchor = head.end()  # 隧道全长 is one word of the lists
        low = max(frame.sentence.start, anchor - _WINDOW)
        found = pattern.search(view, low, anchor)
        if found is None:
            return None
        start, end = found.span("unit")
        for name in page.names[bisect_left(page.starts, low - _WINDOW) : bisect_left(page.starts, end)]:
            if name.end > end:
                return None  # the name of a firm or body itself
            start = max(start, name.end)
        unit = _SPLIT.split(view[start:end])[-1]
        return slugged(unit) if unit and not self._not.search(unit) else None

    def _since(self, view: str, frame: Frame, *, in_days: bool) -> str | None:
        """Give the hours that a launch's number is of: 1h of 上市一小时大定, 72h of 开售三天."""
        low = max(frame.clause_start, frame.figure.start - _REACH)
        found = self._window.search(view, low, frame.figure.start)
        if found is None:
            return None
        told, unit = found["no"] or found["number"], found["unit"] or found["hours"]
        reading = read_numeral(told, 0, len(told))
        if (reading is None and told != "半") or (_HOURS[unit] >= _DAY and not in_days):
            return None
        hours = (float(reading.low) if reading is not None else 0.5) * _HOURS[unit]
        return f"{hours:.0f}h" if hours >= 1 else f"{hours * _MINUTES:.0f}min"


def _rated_by(page: PageNames, measured: Measured) -> str | None:
    """Give the site that a rating is of: each site has one of its own."""
    at = bisect_left(page.starts, measured.end) - 1
    name = page.names[at] if at >= 0 else None
    is_site = name is not None and name.type != "work" and page.is_listed(name)
    return page.slug(name) if name and is_site and measured.start <= name.end <= measured.end else None
