"""What a page is about: the thing or the place that it names most, and not who speaks of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.records import Name
from pipelines.text.claims.subjectwords import SubjectWords

_TITLE_WEIGHT, _SITE_WEIGHT = 50, 30
_NAMED, _SPEAKS = 10, 1
_SOURCE_ENDS = frozenset('据引述用从“"「《')
_SOURCE = re.compile('(?:据|援引|引述|引用|从)[“"「《]?$')
_SPEECH = 14


class MainFinder:
    """Counts the names of a page: of the title five times, of officials and of who mainly speaks a tenth."""

    def __init__(self, facts: EntityFacts, words: SubjectWords) -> None:
        self._facts = facts
        self._words = words

    def thing(self, view: str, page: PageNames) -> str | None:
        """Give the thing that a document is about, by its slug."""
        counts: Counter[str] = Counter()
        states: Counter[str] = Counter()
        first: dict[str, int] = {}
        named: Counter[str] = Counter()
        saying: Counter[str] = Counter()
        for names in _alike(view, page.names):
            name = names[0]
            if not self._words.is_agent(name):
                continue
            slug = page.slug(name)
            first.setdefault(slug, name.start)
            told = [name for name in names if name.zone != "title"]
            counts[slug] += _TITLE_WEIGHT * (len(names) - len(told))
            if self._facts.is_place(slug):
                states[slug] += _NAMED * len(told)
                continue
            said = sum(self._says(view, name) for name in told)
            if self._is_official(view, name):
                counts[slug] += _SPEAKS * (len(told) - said)
            else:
                saying[slug] += said
                named[slug] += len(told) - said
        for slug in named | saying:
            # Whom a page is about answers and explains, too.
            counts[slug] += _NAMED * named[slug]
            counts[slug] += saying[slug] * (_NAMED if named[slug] > saying[slug] else _SPEAKS)
        best, state = _most(+counts, first), _most(states, first)  # who only speaks is not what it is about
        # What the customs tell of trade is a state's, whoever is named in passing.
        is_passing = best is None or counts[best] < min(_TITLE_WEIGHT, states[state or ""])
        return state if is_passing and state else best

    def person(self, view: str, page: PageNames) -> Name | None:
        """Give the person that a document tells of, and not only one who speaks in it."""
        counts: Counter[str] = Counter()
        names: dict[str, Name] = {}
        for name in page.names:
            if name.type == "person" and name.zone in ("title", "content") and not self._says(view, name):
                slug = page.slug(name)
                names.setdefault(slug, name)
                counts[slug] += _TITLE_WEIGHT if name.zone == "title" else _NAMED
        best = _most(counts, {slug: name.start for slug, name in names.items()})
        return names[best] if best else None

    def place(self, page: PageNames, sited: Sequence[str]) -> str | None:
        """Give the place that a document is about, by its slug; `sited` places count like three mentions each."""
        counts: Counter[str] = Counter({place: _SITE_WEIGHT * n for place, n in Counter(sited).items()})
        first: dict[str, int] = {}
        for no, name in enumerate(page.names):
            if name.zone in ("title", "content") and name.type == "location":
                slug = page.slug(name)
                first.setdefault(slug, name.start)
                if not page.touches_next(no):
                    counts[slug] += _TITLE_WEIGHT if name.zone == "title" else _NAMED
        return _most(counts, first)

    def _is_official(self, view: str, name: Name) -> bool:
        """Tell whether a name is a person's or a body of a state's: they tell of others."""
        return name.type == "person" or self._facts.is_organ(name.entity_id, view[name.start : name.end])

    def _says(self, view: str, name: Name) -> bool:
        return self._words.says.match(view, name.end, name.end + _SPEECH) is not None


def _alike(view: str, names: Sequence[Name]) -> Iterable[list[Name]]:
    """Group the names of title and content that are written alike and name the same, sources left out."""
    groups: defaultdict[tuple[str, str, str], list[Name]] = defaultdict(list)
    for name in names:
        # 据乘联会数据: a source is not what the page is about
        if name.zone in ("title", "content") and not _is_source(view, name):
            groups[name.entity_id, name.type, name.surface].append(name)
    return groups.values()


def _is_source(view: str, name: Name) -> bool:
    start = name.start
    return view[start - 1 : start] in _SOURCE_ENDS and _SOURCE.search(view[max(0, start - 3) : start]) is not None


def _most(counts: Counter[str], first: dict[str, int]) -> str | None:
    return min(counts, key=lambda slug: (-counts[slug], first.get(slug, 0))) if counts else None
