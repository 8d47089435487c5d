"""What a page is about: the thing or the place that it names most, and not who speaks of it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.records import Name
from pipelines.text.claims.subjectwords import SubjectWords

_TITLE_WEIGHT, _SITE_WEIGHT = 50, 30
_NAMED, _OFTEN, _SPEAKS = 10, 20, 1
_SOURCE_ENDS = frozenset('据引述用从“"「《')
_SOURCE = re.compile('(?:据|援引|引述|引用|从)[“"「《]?$')
_SPEECH, _OFFICE, _TOLD = 14, 14, 3
_CLAUSE = re.compile("[,;。:!?\\n]")
_WEIGHTS = {"title": _TITLE_WEIGHT, "content": _NAMED}
_NOBODY = (0, 0, None)
_LISTED = re.compile("(?:主板|创业板)?(?:上市|挂牌|[iI][pP][oO])")
_DIGITS, _FAR = frozenset("0123456789"), 2


class MainFinder:
    """Counts the names of a page: of the title five times, of officials and of who mainly speaks a tenth."""

    def __init__(self, facts: EntityFacts, words: SubjectWords) -> None:
        self._facts = facts
        self._words = words

    def thing(self, view: str, page: PageNames) -> str | None:
        """Give the thing that a document is about, by its slug."""
        named = self._agents(view, page)
        if self._is_brought_together(view, page, named):
            named = self._agents(view, page)
        most = {
            slug: sum([_WEIGHTS[name.zone] for group in groups for name in group]) for slug, groups in named.items()
        }
        things: list[tuple[int, int, str]] = []  # weight below zero, first place, slug: the least is the best
        states: list[tuple[int, int, str]] = []
        heaviest = 0
        for slug in sorted(most, key=most.__getitem__, reverse=True):
            if most[slug] < heaviest:
                break  # it is not named often enough, whoever it speaks of
            groups = named[slug]
            first = min(group[0].start for group in groups)
            if self._facts.is_place(slug):
                titled = sum(_TITLE_WEIGHT for group in groups for name in group if name.zone == "title")
                states.append((titled - most[slug], first, slug))
                weight = titled
            else:
                weight = self._weight(view, groups)
            if weight:  # who only speaks is not what it is about
                things.append((-weight, first, slug))
            heaviest = max(heaviest, weight)
        best, state = min(things, default=_NOBODY), min(states, default=_NOBODY)
        # What the customs tell of trade is a state's, whoever is named in passing.
        is_passing = not things or best[0] > max(-_TITLE_WEIGHT, state[0])
        if is_passing and states:
            return state[2]
        # Who passes by on a page about a place is not whom it is about, nor are the bodies of a town that tell of it.
        if -best[0] < _NAMED and page.town and all(self._is_official(view, g[0]) for g in named.get(best[2] or "", ())):
            return None
        return best[2]

    def _is_brought_together(self, view: str, page: PageNames, named: dict[str, list[list[Name]]]) -> bool:
        """Let the unlisted product that a page tells most of be that of the firm that it tells most of."""
        weights: dict[str, list[tuple[int, str]]] = {"organization": [], "product": []}
        firsts = {slug: groups[0][0] for slug, groups in named.items()}
        listed = self._facts.subtypes
        if not any(name.type == "product" and name.entity_id not in listed for name in firsts.values()):
            return False
        for slug, name in firsts.items():
            is_told = name.type == "organization" or (name.type == "product" and name.entity_id not in listed)
            if is_told and not self._is_official(view, name):
                weights[name.type].append((self._weight(view, named[slug]), slug))
        (firm, firm_slug), (product, slug) = (max(weights[kind], default=(0, "")) for kind in weights)
        if min(firm, product) < _OFTEN:
            return False
        page.adopt(firm_slug, slug)
        return True

    def _agents(self, view: str, page: PageNames) -> dict[str, list[list[Name]]]:
        """List by slug the names of title and content that can have numbers, those written alike together."""
        named: defaultdict[str, list[list[Name]]] = defaultdict(list)
        for group in page.alike:
            if self._words.is_agent(group[0]):
                told = [name for name in group if name.zone in _WEIGHTS and not self._is_source(view, page, name)]
                if told:
                    named[page.slug(told[0])].append(told)
        return named

    def _weight(self, view: str, groups: Sequence[Sequence[Name]]) -> int:
        """Weigh how often a thing is named; whom a page is about answers and explains, too."""
        weight = named = saying = told_of = spoke = 0
        for group in groups:
            told = [name for name in group if name.zone != "title"]
            said = sum([self._says(view, name) for name in told])
            weight += _TITLE_WEIGHT * (len(group) - len(told))
            if self._is_official(view, group[0]):
                weight += _SPEAKS * (len(told) - said)
                if group[0].type == "person":
                    told_of, spoke = told_of + len(told) - said, spoke + said
            else:
                named, saying = named + len(told) - said, saying + said
        if told_of >= _TOLD and not spoke:
            named += told_of  # whom a page tells of again and again, and who never speaks
        return weight + _NAMED * named + saying * (_NAMED if named > saying else _SPEAKS)

    def person(self, view: str, page: PageNames) -> Name | None:
        """Give the person that a document tells of, and not only one who speaks in it."""
        counts: defaultdict[str, int] = defaultdict(int)
        names: dict[str, Name] = {}
        for name in page.names:
            if name.type != "person" or name.zone not in _WEIGHTS:
                continue
            if not self._says(view, name) and not self._words.is_byline(view, name.start):
                slug = page.slug(name)
                names.setdefault(slug, name)
                counts[slug] += _WEIGHTS[name.zone]
        best = _most(counts, {slug: name.start for slug, name in names.items()})
        return names[best] if best else None

    def place(self, view: str, page: PageNames, sited: Sequence[str], main: str | None = None) -> str | None:
        """Give the place that a document is about, by its slug; `sited` places count like three mentions each.

        Where a report was sent from is such a place if the page names a body there, or nothing else that it is about.
        """
        counts: defaultdict[str, int] = defaultdict(int)
        for slug in sited:
            counts[slug] += _SITE_WEIGHT
        first: dict[str, int] = {}
        sent_from: set[str] = set()
        following = (*page.starts[1:], len(view) + _FAR)
        for name, start in zip(page.names, following, strict=False):
            if name.type == "location" and name.zone in _WEIGHTS:
                slug, end = page.slug(name), name.end
                first.setdefault(slug, name.start)
                if start - end <= 1 or _LISTED.match(view, end):
                    continue  # it only says where the next name is from (中国科兴), or where it is listed (赴港上市)
                if view[end : end + 1] in _DIGITS and self._words.is_dateline(view, end):
                    sent_from.add(slug)
                else:
                    counts[slug] += _WEIGHTS[name.zone]
        if sent_from:
            # 南宁7月16日电…河池市都岭县: the county that it names comes before the town that it was sent from.
            weight = _NAMED - page.tells_of_county(counts)
            bodies = {page.slug(group[0]) for group in page.alike if group[0].type == "organization"}
            for slug in sent_from:
                counts[slug] += weight if main is None or slug in bodies else 0
        best = _most(counts, first)
        return best if best is not None and counts[best] else None

    def _is_official(self, view: str, name: Name) -> bool:
        """Tell whether a name is a person's or a body of a state's: they tell of others."""
        return name.type == "person" or self._facts.is_organ(name.entity_id, view[name.start : name.end])

    def _says(self, view: str, name: Name) -> bool:
        return self._words.says.match(view, name.end, name.end + _SPEECH) is not None

    def _is_source(self, view: str, page: PageNames, name: Name) -> bool:
        """Tell whether a page only leans on a name: 据乘联会数据, 记者 林远, 湖东大学教授林远.

        None of them is what the page is about.
        """
        start = name.start
        if view[start - 1] in _SOURCE_ENDS and _SOURCE.search(view[max(0, start - 3) : start]):
            return True
        if name.type == "person":
            return self._words.is_byline(view, start)
        if name.type != "organization":
            return False
        at = bisect_right(page.starts, start)
        speaker = page.names[at] if at < len(page.names) else name
        if speaker.type != "person" or speaker.start - name.end > _OFFICE:
            return False
        if self._words.holds_office(view, speaker) and not self._says(view, speaker):
            return _CLAUSE.search(view, name.end, speaker.start) is None  # 澜湖银行原行长林远: it tells of him
        return self._words.is_outsider(view, name.end, speaker.start) and not self._is_official(view, name)


def _most(counts: Mapping[str, int], first: dict[str, int]) -> str | None:
    return min(counts, key=lambda slug: (-counts[slug], first.get(slug, 0))) if counts else None
