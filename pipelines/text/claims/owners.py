"""Which names of a document belong to one holder: towns to their country, products to their maker, long names to short.

What the entity list does not know is read off the page: 科兴疫苗“CoronaVac” says whose CoronaVac is, and a company that
is called 科兴中维公司 is 科兴 to whoever reads on.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.records import Name, alike
from pipelines.text.claims.words import Hit
from pipelines.text.folding import fold

_MAKES = re.compile(r"[^,;。:!?\d]{0,8}?[的“\"「《(『 ]")
_DISTRICTS = frozenset("区县镇乡村")
_TOWNS, _SEATS, _RANKED = frozenset("镇乡村"), frozenset("县市"), frozenset("县市镇乡村")
_FAR = 30
_TIERS, _BARE = frozenset("省市县区镇州"), 3
_UNREADABLE = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
# How a bridge is built, which outlets leave out.
_BUILT = re.compile("(?:跨海|跨江|过江|跨河|公路|铁路|公铁两用|斜拉|悬索|特)+(?=大桥)|(?:公路|海底|过江)+(?=隧道)")
_DOTS = re.compile("[·•・‧]")
# A district of an unlisted city is told of as the city: 云州市青川区.
_DISTRICT = re.compile("^([\u4e00-\u9fff]{2,3}市)[\u4e00-\u9fff]{2,3}区$")
# How much of a drug a group got: 宁络肽 8mg is 宁络肽.
_DOSE = re.compile(r"(?<=.)[ -]\d+(?:\.\d+)?(?:mg|g|ml|毫克|微克)$")
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
        products: set[str] = set()
        towns: dict[str, str] = {}
        spoken = {view[name.start : name.end] for name in firsts if name.type == "person"}
        for name in sorted(firsts, key=_is_surname):
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
            elif name.type == "product":
                products.add(entity_id)
            elif name.type == "location" and (town := self._listed_town(view[name.start : name.end])):
                self._slugs[entity_id] = facts.root(town)
            if self._slugs.get(entity_id, entity_id) == entity_id and entity_id not in facts.subtypes:
                readable = view[name.start : name.end]
                if name.type == "organization":
                    readable = self._called_for_short(view, readable)
                if name.type == "product":
                    readable = _DOSE.sub("", readable)
                if name.type == "person":
                    readable = _called(readable, spoken)
                if name.type == "location":
                    readable = facts.without_region(readable)
                    towns[entity_id] = readable = _DISTRICT.sub(r"\1", readable)
                    readable = _seat(readable)
                self._slugs[entity_id] = slugged(readable)
        self._without_states(facts)
        self._made(view, products)
        counts = Counter(
            [name.entity_id for name in names if name.type == "location" and name.zone in ("title", "content")]
        )
        self.town = max(counts, key=lambda town: counts[town]) if counts else None
        self._lie_in(towns, counts)
        self._serve(view)

    def _called_for_short(self, view: str, name: str) -> str:
        """Give what a body is called: 河口一中 for 河口县第一中学, 恒泽 for 云澜恒泽公司 where the page names 云澜."""
        name = self._facts.undescribed(name)
        stem = self._facts.stem(name)
        if stem == name:
            return self._facts.shortened(name)
        for place in self.alike:
            town = self._facts.without_region(view[place[0].start : place[0].end])
            rest = stem[len(town) :]
            if place[0].type == "location" and stem.startswith(town) and len(rest) >= _SHORT:
                return stem if self._facts.is_trade(rest) else rest
        return stem

    def _serve(self, view: str) -> None:
        """Give the offices of the town that the page is about its slug: 市统计局, 县教育局."""
        if self.town is None:
            return
        for name in self._organizations:
            office = view[name.start : name.end]
            is_bare = office[0] in _TIERS or len(office) <= _BARE
            if is_bare and name.entity_id not in self._facts.subtypes and self._facts.is_organ(name.entity_id, office):
                self._slugs[name.entity_id] = self._slugs[self.town]

    def _listed_town(self, name: str) -> str | None:
        """Give the listed town that a name begins with; 澜溪县 in 江西省澜溪县 is a place of its own."""
        local = self._facts.without_region(name)
        is_own = local != name and local[-1] in _RANKED and self._facts.town_of(local) is None
        return None if is_own and self._facts.named(local) is None else self._facts.town_of(name)

    def _lie_in(self, towns: dict[str, str], counts: Counter[str]) -> None:
        """Give unlisted villages and small towns the slug of the county that the page names: 石桥镇 lies in 澜溪县."""
        for town, name in towns.items():
            ends = (other for other, known in towns.items() if len(known) < len(name) and name.endswith(known))
            if (end := next(ends, None)) is not None:
                self._slugs[town] = self._slugs[end]  # 赣北澜溪县
        self._counties = [town for town, name in towns.items() if name[-1] in _RANKED]
        seats = [town for town, name in towns.items() if name[-1] in _SEATS]
        self._seats = frozenset(town for town, name in towns.items() if not seats or name[-1] not in _TOWNS)
        if seats:
            seat = self._slugs[max(seats, key=lambda town: counts[town])]
            self._slugs.update(
                {town: seat for town, name in towns.items() if name[-1] in _TOWNS or self._facts.is_site(name)}
            )

    def _made(self, view: str, products: set[str]) -> None:
        """Give each of the products the slug of its maker, whose name stands right before one of its mentions."""
        if not products:
            return
        for before, name in pairwise(self.names):
            if name.entity_id in products and self._is_maker(view, before, name):
                self._slugs[name.entity_id] = self._slugs[_key(before)]
                products.remove(name.entity_id)

    def _is_maker(self, view: str, maker: Name, product: Name) -> bool:
        gap = view[maker.end : product.start]
        if maker.type != "organization" or len(gap) > _FAR:
            return False
        is_beside = not gap or (len(gap) <= _REACH and bool(_MAKES.fullmatch(gap)))
        return is_beside or self._facts.develops.fullmatch(gap) is not None

    def adopt(self, firm: str, product: str) -> None:
        """Let a product whose maker no name beside it tells be that of the firm that the page is about."""
        self._slugs.update(dict.fromkeys((key for key, slug in self._slugs.items() if slug == product), firm))

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

    def is_programme(self, name: Name) -> bool:
        """Tell whether a name is that of a programme or a work, whose investment is its cost."""
        return self._facts.subtypes.get(name.entity_id) == "programme"

    def is_made(self, name: Name | None, main: str | None, types: Sequence[str] = ("work", "facility")) -> bool:
        """Tell whether a number's holder, else what the page is about, is a work or is built."""
        if name is not None:
            return name.type in types
        return any(other.type in types and self.slug(other) == main for other in self.names)

    def tells_of_county(self, slugs: Container[str]) -> bool:
        """Tell whether some of the slugs of places is that of an unlisted county or town."""
        return any(self._slugs[town] in slugs for town in self._counties)

    def is_listed(self, name: Name) -> bool:
        """Tell whether a name is that of a listed entity."""
        return name.entity_id in self._facts.subtypes

    def is_listed_place(self, slug: str | None) -> bool:
        """Tell whether a slug is that of a listed province or country, or there is none."""
        return slug is None or self._facts.is_place(slug)

    def within(self, name: Name) -> str:
        """Give the slug of a name; a district of the town that the page is about keeps its own: 顺德区 is not 佛山."""
        slug = self.slug(name)
        if name.type != "location" or name.entity_id == self.town or self._facts.holds(name.entity_id, self.town):
            return slug
        surface = name.surface[-1:]
        if name.entity_id in self._seats:
            return slug
        return f"{slug}-{slugged(fold(name.surface))}" if self.town and surface in _DISTRICTS else slug

    def slug(self, name: Name) -> str:
        """Give the readable name of the holder that this name leads to."""
        return self._slugs[name.entity_id if name.type != "facility" else _key(name)]


def _key(name: Name) -> str:
    # A bridge may have been taken for the town in its name, which has a slug of its own.
    return f"{name.entity_id}/{name.type}" if name.type == "facility" else name.entity_id


def _seat(town: str) -> str:
    """Take the rank off an unlisted county or city, where two characters stay: 澜溪 of 澜溪县."""
    return town[:-1] if town[-1] in _SEATS and len(town) > _SHORT else town


def slugged(text: str) -> str:
    """Write a folded text as a part of a slug."""
    return _UNREADABLE.sub("-", text).strip("-")


def _is_surname(name: Name) -> bool:
    """Put surnames last: 林远 tells better than the 林 of 林行长 who it is."""
    return name.type == "person" and len(name.surface) == 1


def _called(person: str, spoken: set[str]) -> str:
    """Give the part of a name that the page goes on with: 韦伯 of 莱昂·韦伯, 莱昂 where it says so."""
    parts = _DOTS.split(person)
    if len(parts) == 1 and len(person) > _SHORT and person[:-1] in spoken:
        return person[:-1]  # 林远转 is read out of 林远转投
    return next((part for part in parts if part in spoken), parts[-1]) or person


def _short_form(surface: str, known: dict[str, str]) -> str | None:
    return next((known[surface[:n]] for n in range(len(surface) - 1, _SHORT - 1, -1) if surface[:n] in known), None)
