"""What a page is about: the thing or the place that it names most, and not who speaks of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.records import Name
from pipelines.text.claims.subjectwords import SubjectWords

_TITLE_WEIGHT, _SITE_WEIGHT = 50, 30
_NAMED, _SPEAKS = 10, 1
_SOURCE_ENDS = frozenset('据引述用从“"「《')
_SOURCE = re.compile('(?:据|援引|引述|引用|从)[“"「《]?$')
_SPEECH = 14
_WEIGHTS = {"title": _TITLE_WEIGHT, "content": _NAMED}
_NOBODY = (0, 0, None)


class MainFinder:
    """Counts the names of a page: of the title five times, of officials and of who mainly speaks a tenth."""

    def __init__(self, facts: EntityFacts, words: SubjectWords) -> None:
        self._facts = facts
        self._words = words

    def thing(self, view: str, page: PageNames) -> str | None:
        """Give the thing that a document is about, by its slug."""
        named = self._agents(view, page)
        most = {slug: sum(_WEIGHTS[name.zone] for group in groups for name in group) for slug, groups in named.items()}
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
        return state[2] if is_passing and states else best[2]

    def _agents(self, view: str, page: PageNames) -> dict[str, list[list[Name]]]:
        """List by slug the names of title and content that can have numbers, those written alike together."""
        named: defaultdict[str, list[list[Name]]] = defaultdict(list)
        for group in page.alike:
            if self._words.is_agent(group[0]):
                # 据乘联会数据: a source is not what the page is about
                told = [name for name in group if name.zone in _WEIGHTS and not _is_source(view, name)]
                if told:
                    named[page.slug(told[0])].append(told)
        return named

    def _weight(self, view: str, groups: Sequence[Sequence[Name]]) -> int:
        """Weigh how often a thing is named; whom a page is about answers and explains, too."""
        weight = named = saying = 0
        for group in groups:
            told = [name for name in group if name.zone != "title"]
            said = sum(self._says(view, name) for name in told)
            weight += _TITLE_WEIGHT * (len(group) - len(told))
            if self._is_official(view, group[0]):
                weight += _SPEAKS * (len(told) - said)
            else:
                named, saying = named + len(told) - said, saying + said
        return weight + _NAMED * named + saying * (_NAMED if named > saying else _SPEAKS)

    def person(self, view: str, page: PageNames) -> Name | None:
        """Give the person that a document tells of, and not only one who speaks in it."""
        counts: Counter[str] = Counter()
        names: dict[str, Name] = {}
        for name in page.names:
            if name.type == "person" and name.zone in _WEIGHTS and not self._says(view, name):
                slug = page.slug(name)
                names.setdefault(slug, name)
                counts[slug] += _WEIGHTS[name.zone]
        best = _most(counts, {slug: name.start for slug, name in names.items()})
        return names[best] if best else None

    def place(self, page: PageNames, sited: Sequence[str]) -> str | None:
        """Give the place that a document is about, by its slug; `sited` places count like three mentions each."""
        counts: Counter[str] = Counter({place: _SITE_WEIGHT * n for place, n in Counter(sited).items()})
        first: dict[str, int] = {}
        for no, name in enumerate(page.names):
            if name.type == "location" and name.zone in _WEIGHTS:
                slug = page.slug(name)
                first.setdefault(slug, name.start)
                if not page.touches_next(no):
                    counts[slug] += _WEIGHTS[name.zone]
        return _most(counts, first)

    def _is_official(self, view: str, name: Name) -> bool:
        """Tell whether a name is a person's or a body of a state's: they tell of others."""
        return name.type == "person" or self._facts.is_organ(name.entity_id, view[name.start : name.end])

    def _says(self, view: str, name: Name) -> bool:
        return self._words.says.match(view, name.end, name.end + _SPEECH) is not None


def _is_source(view: str, name: Name) -> bool:
    start = name.start
    return view[start - 1 : start] in _SOURCE_ENDS and _SOURCE.search(view[max(0, start - 3) : start]) is not None


def _most(counts: Counter[str], first: dict[str, int]) -> str | None:
    return min(counts, key=lambda slug: (-counts[slug], first.get(slug, 0))) if counts else None
