"""Which names of a document belong to one holder: towns to their country, products to their maker, long names to short.

What the entity list does not know is read off the page: 科兴疫苗“CoronaVac” says whose CoronaVac is, and a company that
is called 科兴中维公司 is 科兴 to whoever reads on.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.records import Name, alike
from pipelines.text.claims.words import Hit
from pipelines.text.folding import fold

_MAKES = re.compile(r"[^,;。:!?\d]{0,8}?[的“\"「《(『 ]")
_DEVELOPS = re.compile(r"[^;。!?]{0,22}?(?:研发|开发|生产|制造|研制|自研|旗下)的?[^,;。:!?]{0,8}")
_DISTRICTS = frozenset("区县镇乡村")
_FAR = 30
_UNREADABLE = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
# How a bridge is built, which outlets leave out.
_BUILT = re.compile("(?:跨海|跨江|过江|跨河|公路|铁路|公铁两用|斜拉|悬索|特)+(?=大桥)|(?:公路|海底|过江)+(?=隧道)")
_DOTS = re.compile("[·•・‧]")
_REACH = 10
_SHORT = 2


class PageNames:
    """The mentions of one document, in order, with the slug of whom each belongs to."""

    def __init__(self, view: str, names: Sequence[Name], facts: EntityFacts) -> None:
        """Take the names as a `Recaster` gave them."""
        self.names = names
        self.starts = [name.start for name in names]
        self.alike = alike(names)
        self._facts = facts
        self._slugs: dict[str, str] = {}
        firsts = [group[0] for group in self.alike]
        self._organizations = [name for name in firsts if name.type == "organization"]
        known = {
            view[name.start : name.end]: name.entity_id
            for name in self._organizations
            if name.entity_id in facts.subtypes and name.entity_id not in facts.media
        }
        spoken = {view[name.start : name.end] for name in firsts if name.type == "person"}
        for name in firsts:
            entity_id = _key(name)
            if entity_id in self._slugs:
                continue
            if name.type == "facility":
                self._slugs[entity_id] = slugged(_BUILT.sub("", facts.without_region(view[name.start : name.end])))
                continue
            if entity_id in facts.subtypes:
                self._slugs[entity_id] = facts.root(entity_id)
            elif name.type == "organization":
                folded = view[name.start : name.end]
                state = facts.state_of(folded)
                self._slugs[entity_id] = facts.root(state or _short_form(folded, known) or entity_id)
            elif name.type == "product" and (maker := self._maker(view, name)):
                self._slugs[entity_id] = self._slugs[maker.entity_id]
            elif name.type == "location" and (town := facts.town_of(view[name.start : name.end])):
                self._slugs[entity_id] = facts.root(town)
            if self._slugs.get(entity_id, entity_id) == entity_id and entity_id not in facts.subtypes:
                readable = view[name.start : name.end]
                if name.type == "organization":
                    readable = facts.stem(readable)
                if name.type == "person":
                    readable = _called(readable, spoken)
                self._slugs[entity_id] = slugged(readable)
        self._without_states(facts)
        towns = Counter(
            name.entity_id for name in names if name.type == "location" and name.zone in ("title", "content")
        )
        self.town = max(towns, key=lambda town: towns[town]) if towns else None

    def _maker(self, view: str, product: Name) -> Name | None:
        """Give the name right before a product, where it is that of its maker."""
        at = bisect_left(self.starts, product.start)
        return self.names[at - 1] if at and _is_maker(view, self.names[at - 1], product) else None

    def _without_states(self, facts: EntityFacts) -> None:
        """Give 德国蓝翼航空 the slug of 蓝翼航空, where the page names it so too."""
        slugs = set(self._slugs.values())
        for entity_id in dict.fromkeys(name.entity_id for name in self._organizations):
            rest = facts.without_state(self._slugs[entity_id])
            if rest in slugs and rest is not None:
                self._slugs[entity_id] = rest

    def outside(self, hits: Sequence[Hit]) -> list[Hit]:
        """Leave out the words that are a part of somebody's name: the 汽车 of 极光汽车."""
        return [hit for hit in hits if not self._is_named(hit)]

    def _is_named(self, hit: Hit) -> bool:
        at = bisect_right(self.starts, hit.start) - 1
        if at < 0:
            return False
        name = self.names[at]
        is_shorter = hit.end - hit.start < name.end - name.start
        is_part = hit.end <= name.end and (is_shorter or name.type == "location")
        return is_part and name.type in ("person", "organization", "location", "work")

    def touches_next(self, no: int) -> bool:
        """Tell whether the next name follows at once, so that this one only says where it is from (中国科兴)."""
        return no + 1 < len(self.names) and self.names[no + 1].start - self.names[no].end <= 1

    def is_programme(self, name: Name) -> bool:
        """Tell whether a name is that of a programme or a work, whose investment is its cost."""
        return self._facts.subtypes.get(name.entity_id) == "programme"

    def is_made(self, name: Name | None, main: str | None, types: Sequence[str] = ("work", "facility")) -> bool:
        """Tell whether a number's holder, else what the page is about, is a work or is built."""
        if name is not None:
            return name.type in types
        return any(other.type in types and self.slug(other) == main for other in self.names)

    def within(self, name: Name) -> str:
        """Give the slug of a name; a district of the town that the page is about keeps its own: 顺德区 is not 佛山."""
        slug = self.slug(name)
        if name.type != "location" or name.entity_id == self.town or self._facts.holds(name.entity_id, self.town):
            return slug
        surface = name.surface[-1:]
        return f"{slug}-{slugged(fold(name.surface))}" if self.town and surface in _DISTRICTS else slug

    def slug(self, name: Name) -> str:
        """Give the readable name of the holder that this name leads to."""
        return self._slugs[_key(name)]


def _key(name: Name) -> str:
    # A bridge may have been taken for the town in its name, which has a slug of its own.
    return f"{name.entity_id}/{name.type}" if name.type == "facility" else name.entity_id


def slugged(text: str) -> str:
    """Write a folded text as a part of a slug."""
    return _UNREADABLE.sub("-", text).strip("-")


def _called(person: str, spoken: set[str]) -> str:
    """Give the part of a name that the page goes on with: 韦伯 of 莱昂·韦伯, 莱昂 where it says so."""
    parts = _DOTS.split(person)
    if len(parts) == 1 and len(person) > _SHORT and person[:-1] in spoken:
        return person[:-1]  # 林远转 is read out of 林远转投
    return next((part for part in parts if part in spoken), parts[-1]) or person


def _short_form(surface: str, known: dict[str, str]) -> str | None:
    return next((known[surface[:n]] for n in range(len(surface) - 1, _SHORT - 1, -1) if surface[:n] in known), None)


def _is_maker(view: str, maker: Name, product: Name) -> bool:
    gap = view[maker.end : product.start]
    if maker.type != "organization" or len(gap) > _FAR:
        return False
    return not gap or (len(gap) <= _REACH and bool(_MAKES.fullmatch(gap))) or _DEVELOPS.fullmatch(gap) is not None
