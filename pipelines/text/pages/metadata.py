"""Metadata of a page: every candidate with its rule and rank, and the best one of each field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.text.pages.candidates import Found, gather
from pipelines.text.pages.dateforms import PageDate
from pipelines.text.pages.dates import SHANGHAI, parse_date, resolve
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.model import Candidate, Hint, Metadata
from pipelines.text.pages.names import Names
from pipelines.text.pages.titles import split_site
from pipelines.text.pages.years import YearEvidence, YearReader
from pipelines.text.rulefiles import read_csv

NEVER = 999
_LATE = 30  # a date that states no year ranks so much lower
_PLAIN_FIELDS = ("title", "author", "editor", "original_source", "url")
_FROM_PAGE = "+page"  # ends the rule of a date whose year is the frame's
_EXACT = ("header", "html", "record", "front")
_BASIS = {
    "record": "record",
    "html": "head",
    "front": "front matter",
    "header": "header",
    "url": "url",
    "dateline": "dateline",
    "footer": "footer",
}


@dataclass(frozen=True, slots=True)
class _Folder:
    zone: tzinfo
    collected_on: date | None


class MetadataReader:
    """Gathers and ranks what pages say of themselves, by the rows of `page_ranks.csv`."""

    def __init__(self, rules_dir: Path, names: Names) -> None:
        self._names = names
        self._years = YearReader(rules_dir)
        self._ranks: dict[tuple[str, str], int] = {}
        for row in read_csv(rules_dir / "page_ranks.csv", ("field", "rule", "rank")):
            if not row["rank"].isdigit():
                raise row.error(f'rank "{row["rank"]}" is not a number')
            self._ranks[row["field"], row["rule"]] = int(row["rank"])

    def known_titles(self, draft: Draft, hints: Sequence[Hint]) -> list[str]:
        """List the titles that are known before the text is read, with and without a site's name."""
        if not hints and draft.front is None:
            return []
        titles = [hint.value for hint in hints if hint.field == "title"]
        if draft.front is not None:
            titles += [found.value for found in draft.front.fields if found.field == "title"]
        return titles + [split_site(title, self._names, is_page_title=True)[0] for title in titles]

    def known_sources(self, draft: Draft, hints: Sequence[Hint]) -> list[str]:
        """List the sources that are known before the text is read."""
        if not hints and draft.front is None:
            return []
        sources = [hint.value for hint in hints if hint.field == "source"]
        if draft.front is not None:
            sources += [found.value for found in draft.front.fields if found.field == "source"]
        return sources

    def read(self, draft: Draft, hints: Sequence[Hint]) -> tuple[list[Candidate], Metadata]:
        """Gather all candidates and choose."""
        folder = _read_folder(hints)
        found = gather(draft, hints, self._names)
        if folder.collected_on is None:
            found += self._infer_years(draft, found)
        ranked = sorted(((self._rank(item), item) for item in found), key=itemgetter(0))
        chosen: dict[str, Found] = {}
        for rank, item in ranked:
            if rank < NEVER and item.field not in chosen and _is_usable(item, folder):
                chosen[item.field] = item
        if "published" in chosen:
            chosen["published"] = _most_exact(chosen["published"], found)
        if "published" not in chosen or not chosen["published"].rule_id.endswith(_FROM_PAGE):
            chosen.pop("published_year", None)
        author, source = chosen.get("author"), chosen.get("source")
        if author is not None and source is not None and author.value == source.value:
            del chosen["author"]  # an account that signs with its own name is whose page it is, not a person
        candidates = [
            Candidate(item.field, item.value, item.start, item.end, item.rule_id, rank, chosen.get(item.field) is item)
            for rank, item in ranked
        ]
        return candidates, self._choose(chosen, folder)

    def _infer_years(self, draft: Draft, found: Sequence[Found]) -> list[Found]:
        """Give dates without a year the one that the page's frame states; what states it is a candidate of its own."""
        bare = [
            item
            for item in found
            if item.field == "published"
            and item.when is not None
            and item.when.year is None
            and not item.rule_id.startswith("footer")  # the day of a teaser may stand there
        ]
        urls = [item.value for item in found if item.field == "url"] if bare else []
        made: list[Found] = []
        for item in bare[:1]:
            assert item.when is not None
            day = item.when.month, item.when.day
            dates = [
                YearEvidence(other.when.year, other.start, other.end, f"{other.rule_id}.year")
                for other in found
                if other.field == "published" and other.when is not None and other.when.year is not None
                if (other.when.month, other.when.day) == day
            ]
            year = self._years.infer(draft, item.when, dates=dates, urls=urls)
            if year is not None:
                made.append(Found("published_year", str(year.year), year.start, year.end, year.rule_id))
                made.append(item._replace(when=item.when._replace(year=year.year), rule_id=item.rule_id + _FROM_PAGE))
        return made

    def _rank(self, item: Found) -> int:
        if item.is_refused:
            return NEVER
        field, rule = item.field, item.rule_id
        rank = self._ranks.get((field, rule))
        if rank is None:
            rank = self._ranks[field, rule] = self._rank_in_general(field, rule)
        is_late = field == "published" and (
            rule.endswith(_FROM_PAGE) or (item.when is not None and item.when.year is None)
        )
        return rank + _LATE if is_late and rank < NEVER - 1 else rank

    def _rank_in_general(self, field: str, rule: str) -> int:
        """Give the rank of the nearest rule above one that has a row: of any field, or with less behind its dot."""
        while True:
            for own in (field, "*"):
                if (own, rule) in self._ranks:
                    return self._ranks[own, rule]
            if "." not in rule:
                return NEVER - 1
            rule = rule.rpartition(".")[0]

    def _choose(self, chosen: dict[str, Found], folder: _Folder) -> Metadata:
        values: dict[str, Any] = {field: chosen[field].value for field in _PLAIN_FIELDS if field in chosen}
        values |= self._source_values(values, chosen.get("source"))
        if "published" in chosen:
            values |= _date_values(chosen["published"], folder)
        return Metadata(**values)

    def _source_values(self, values: dict[str, Any], item: Found | None) -> dict[str, Any]:
        host = site_of(values.get("url"))
        if item is None:
            return {"source_domain": host}
        outlet = self._names.find_outlet(item.value)
        if outlet is not None:
            return {"source": outlet.name, "source_kind": outlet.kind, "source_domain": outlet.domain or host}
        author = values.get("author")
        kind = "personal" if author is not None and item.value.startswith(author) else "outlet"
        return {"source": item.value, "source_kind": kind, "source_domain": host}


def site_of(url: str | None) -> str | None:
    """Give the site of a URL: its host without www.

    >>> site_of("https://www.example.com/1.html")
    'example.com'
    """
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _read_folder(hints: Iterable[Hint]) -> _Folder:
    zone: tzinfo = SHANGHAI
    collected: dict[str, date] = {}
    for hint in hints:
        if hint.field == "timezone":
            try:
                zone = ZoneInfo(hint.value)
            except (ZoneInfoNotFoundError, ValueError):
                continue
        elif hint.field == "collected_on" and (when := parse_date(hint.value)) is not None and when.year is not None:
            collected[hint.rule_id.partition(".")[0]] = date(when.year, when.month, when.day)
    return _Folder(zone, collected.get("record", collected.get("folder")))


def _most_exact(item: Found, found: Sequence[Found]) -> Found:
    """Where the best source gives the day alone, take the time from the page's header, if that gives the same day."""
    when = item.when
    if when is None or when.hour is not None or when.year is None:
        return item
    same = (
        other
        for other in found
        if other.field == "published"
        and other.rule_id.startswith(_EXACT)
        and other.when is not None
        and other.when.hour is not None
        and (other.when.year, other.when.month, other.when.day) == (when.year, when.month, when.day)
    )
    return next(same, item)


def _is_usable(item: Found, folder: _Folder) -> bool:
    if item.field != "published":
        return True
    return item.when is not None and resolve(item.when, folder.zone, folder.collected_on) is not None


def _date_values(item: Found, folder: _Folder) -> dict[str, Any]:
    assert item.when is not None
    moment = resolve(item.when, folder.zone, folder.collected_on)
    assert moment is not None
    at, is_inferred = moment
    basis = _BASIS.get(item.rule_id.partition(".")[0], "header") + ("+collected_on" if is_inferred else "")
    basis += _FROM_PAGE if item.rule_id.endswith(_FROM_PAGE) else ""
    return {
        "published_at": at,
        "published_date": _day(item.when, at),
        "published_precision": item.when.precision,
        "published_basis": basis,
    }


def _day(when: PageDate, at: datetime) -> date:
    if when.precision == "day" and when.year is not None:
        return date(when.year, when.month, when.day)
    return at.astimezone(SHANGHAI).date()
