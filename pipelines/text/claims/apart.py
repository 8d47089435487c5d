"""Tell two quantities apart that one page calls alike: a part from its whole, and what was a year before from what is.

Only where a page tells different values of one topic is anything changed: a page with one of the two is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.text.claims.topics import Draft
from pipelines.text.claims.values import agree

_OF_WHICH = re.compile("[^,;。:]{0,8}[,;(、][^,;。(]{0,2}(?:其中|包括|包含|内含|[含有](?!计划|望|关))[^,;。]{0,12}")
_A_YEAR = "(?P<year>(?<!\\d)(?:19|20)\\d\\d)(?=年|赛季|财年|年度)"
_YEARS = re.compile(_A_YEAR)
_YEAR = re.compile(f"{_A_YEAR}|(?P<before>[去前上]一?年(?!同[期季])|上赛季)|今年|本赛季|目前|如今")
_PAIR = 2
_HAPPENED = frozenset(("event", "place"))
_TIMED = ("before", "year-ago", "expected", "forecast", "to-come")


class _When(NamedTuple):
    year: int | None
    is_before: bool


def told_apart(view: str, drafts: Sequence[Draft], topics: Sequence[str | None]) -> list[str | None]:
    """Add /part or /before to the topics of a page that would have one page contradict itself.

    其中联赛14个 is a part of the 21 goals told before it; 2021赛季8球 and 去年3人死亡 are of before, where the page
    tells of another year, too.
    """
    told = list(topics)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for no, topic in enumerate(topics):
        if topic is not None and drafts[no].reading is not None:
            groups[topic].append(no)
    latest: int | None = None
    for topic, members in groups.items():
        if len(members) < _PAIR or _all_agree([drafts[no] for no in members]):
            continue
        for before, no in pairwise(members):
            if _is_part(view, drafts[before], drafts[no]):
                told[no] = f"{topic}/part"
        if topic.endswith(_TIMED):
            continue
        times = {no: _when(view, drafts[no]) for no in members}
        if all(drafts[no].traits >= _HAPPENED for no in members):
            if latest is None:
                latest = max((int(year) for year in _YEARS.findall(view)), default=0)
            last = latest  # what happened in another year is told without the year of what the page is about
        else:
            last = max((when.year or 0 for when in times.values()), default=0)
        earlier = [no for no, when in times.items() if when.is_before or (when.year is not None and when.year < last)]
        if len(earlier) < len(members):
            for no in earlier:
                told[no] = f"{told[no]}/before"
    return told


def _all_agree(drafts: Sequence[Draft]) -> bool:
    first = drafts[0].reading
    return all(first and draft.reading and agree(first, draft.reading) for draft in drafts[1:])


def _is_part(view: str, whole: Draft, part: Draft) -> bool:
    if whole.frame.sentence is not part.frame.sentence or whole.reading is None or part.reading is None:
        return False
    is_less = part.reading.value < whole.reading.value
    return is_less and _OF_WHICH.fullmatch(view, whole.frame.figure.end, part.frame.figure.start) is not None


def _when(view: str, draft: Draft) -> _When:
    """Find the year that a sentence tells last before a number."""
    found = None
    for found in _YEAR.finditer(view, draft.frame.sentence.start, draft.frame.figure.start):  # noqa: B007 - the last
        pass
    if found is None:
        return _When(None, is_before=False)
    return _When(int(found["year"]) if found["year"] else None, found["before"] is not None)
