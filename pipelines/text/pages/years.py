"""The year of a date of publication that states none, from the page's frame: never from the article.

A date of the page's own that names the same day (the head's time of update) says it at once. Else it is the latest of
what full dates, copyright lines and the month in a URL say: teasers are older than the article, and a copyright line
begins with the year that the site began. A full date gives the year that brings the publication nearest to it. What
readers wrote below is later than the article, and no evidence. Nor is a year that a teaser names (2020大选), unless
`pages.toml` says so: half of those are years to come.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.text.pages.dateforms import PageDate
from pipelines.text.pages.dates import find_page_dates
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.pagetext import DIGIT
from pipelines.text.rulefiles import RuleError, read_toml

_YEAR = r"(?:19[89]|20[0-4])\d"
_FRAME = frozenset({"boilerplate", "metadata"})
_IN_PATH = re.compile(rf"https?://[^/]+/(?:[^?#]*[/_-])?({_YEAR})(?:[/_-]?(?:1[0-2]|0[1-9]))?(?=[/_-])")


class YearEvidence(NamedTuple):
    """A year at `[start, end)` of the text; offsets are null where a URL states it."""

    year: int
    start: int | None
    end: int | None
    rule_id: str


class YearReader:
    """Reads the years of a page's frame, by the words of `pages.toml`."""

    def __init__(self, rules_dir: Path) -> None:
        path = rules_dir / "pages.toml"
        try:
            words = read_toml(path)["years"]
            self._copyright = tuple(words["copyright"])
            self._believes_teasers = bool(words["believe_teasers"])
            before, after = ("|".join(map(re.escape, words[side])) for side in ("not_before", "not_after"))
        except (KeyError, TypeError) as error:
            raise RuleError(path, 1, f"[years]: {error}") from None
        self._any = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
        self._opens = re.compile(rf"(?:{after}|[\d.,:/#$¥-])\s*$")
        self._closes = re.compile(rf"\s*(?:{before}|[.,:/-]?\d|%)")

    def infer(
        self, draft: Draft, when: PageDate, *, dates: Sequence[YearEvidence], urls: Sequence[str]
    ) -> YearEvidence | None:
        """Infer the year of a date without one.

        Args:
            draft: The page, its zones labelled.
            when: The date.
            dates: What the page says elsewhere of the same month and day.
            urls: What the page says of its URL.
        """
        found = list(dates[:1]) or [*self._stated(draft, when), *_of_urls(urls)]
        if not found and self._believes_teasers:
            found = list(self._named(draft))
        fitting = [item for item in found if _is_day(item.year, when)]
        return max(fitting, key=lambda item: item.year) if fitting else None

    def _stated(self, draft: Draft, when: PageDate) -> Iterator[YearEvidence]:
        latest: tuple[date, PageDate] | None = None
        for start, end in _frame(draft):
            text = draft.folded[start:end]
            for found in find_page_dates(text):
                if found.year is not None:
                    day = date(found.year, found.month, found.day)
                    latest = (day, found.moved(start)) if latest is None or day > latest[0] else latest
            if any(word in text for word in self._copyright):
                for year in self._any.finditer(text):
                    yield YearEvidence(int(year[0]), start + year.start(), start + year.end(), "frame.copyright")
        near = _nearest(when, latest[0]) if latest is not None else None
        if latest is not None and near is not None:
            yield YearEvidence(near, latest[1].start, latest[1].end, "frame.date")

    def _named(self, draft: Draft) -> Iterator[YearEvidence]:
        for start, end in _frame(draft):
            text = draft.folded[start:end]
            for year in self._any.finditer(text):
                if not self._closes.match(text, year.end()) and not self._opens.search(text[: year.start()]):
                    yield YearEvidence(int(year[0]), start + year.start(), start + year.end(), "frame.year")


def _frame(draft: Draft) -> Iterator[tuple[int, int]]:
    """Give the pieces of the frame whose lines hold digits, front matter aside, which has its own rules."""
    in_comments = False
    for place, label in enumerate(draft.labels):
        line = draft.lines[place]
        if draft.is_cut(place):
            cue = draft.cues[place]
            in_comments = cue is not None and cue.kind == "comments"
        parts = draft.parts.get(place, ())
        if label is None or in_comments or place < draft.front_count or not line.bits & DIGIT:
            continue
        ends = [at for at, _ in parts] + [line.end]
        for (start, own), end in zip([(line.start, label), *parts], ends, strict=True):
            if own.zone in _FRAME and own.kind != "comments":
                yield start, end


def _of_urls(urls: Sequence[str]) -> Iterator[YearEvidence]:
    for url in urls:
        for found in _IN_PATH.finditer(url):
            yield YearEvidence(int(found[1]), None, None, "url.year")


def _nearest(when: PageDate, day: date) -> int | None:
    years = [year for year in (day.year - 1, day.year, day.year + 1) if _is_day(year, when)]
    distance = {year: abs((date(year, when.month, when.day) - day).days) for year in years}
    return min(years, key=lambda year: distance[year], default=None)


def _is_day(year: int, when: PageDate) -> bool:
    try:
        date(year, when.month, when.day)
    except ValueError:
        return False
    return True
