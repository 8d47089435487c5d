"""Which names of a document belong to one holder: towns to their country, products to their maker, long names to short.

What the entity list does not know is read off the page: 科兴疫苗“CoronaVac” says whose CoronaVac is, and a company that
is called 科兴中维公司 is 科兴 to whoever reads on.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.records import Name
from pipelines.text.claims.words import Hit

_MAKES = re.compile(r"[^,;。:!?\d]{0,8}?[的“\"「《(『 ]")
_DEVELOPS = re.compile(r"[^;。!?]{0,22}?(?:研发|开发|生产|制造|研制|自研|旗下)的?[^,;。:!?]{0,8}")
_FAR = 30
_UNREADABLE = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
_DOTS = re.compile("[·•・‧]")
_REACH = 10
_SHORT = 2


class PageNames:
    """The mentions of one document, in order, with the slug of whom each belongs to."""

    def __init__(self, view: str, names: Sequence[Name], facts: EntityFacts) -> None:
        self.names = names
        self.starts = [name.start for name in names]
        self._facts = facts
        self._slugs: dict[str, str] = {}
        self._organizations = [name for name in names if name.type == "organization"]
        known = {
            view[name.start : name.end]: name.entity_id
            for name in self._organizations
            if name.entity_id in facts.subtypes and name.entity_id not in facts.media
        }
        for no, name in enumerate(names):
            entity_id = name.entity_id
            if entity_id in self._slugs:
                continue
            if entity_id in facts.subtypes:
                self._slugs[entity_id] = facts.root(entity_id)
            elif name.type == "organization":
                folded = view[name.start : name.end]
                state = facts.state_of(folded)
                self._slugs[entity_id] = state or facts.root(_short_form(folded, known) or entity_id)
            elif name.type == "product" and no and _is_maker(view, names[no - 1], name):
                self._slugs[entity_id] = self._slugs[names[no - 1].entity_id]
            if self._slugs.get(entity_id, entity_id) == entity_id and entity_id not in facts.subtypes:
                readable = view[name.start : name.end]
                if name.type == "organization":
                    readable = facts.stem(readable)
                if name.type == "person":
                    readable = _DOTS.split(readable)[-1] or readable  # 莱昂·韦伯 is 韦伯 to whoever reads on
                self._slugs[entity_id] = _UNREADABLE.sub("-", readable).strip("-")
        self._without_states(facts)

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
        is_part = hit.end <= name.end and hit.end - hit.start < name.end - name.start
        return is_part and name.type in ("person", "organization", "location", "work")

    def touches_next(self, no: int) -> bool:
        """Tell whether the next name follows at once, so that this one only says where it is from (中国科兴)."""
        return no + 1 < len(self.names) and self.names[no + 1].start - self.names[no].end <= 1

    def is_programme(self, name: Name) -> bool:
        """Tell whether a name is that of a programme or a work, whose investment is its cost."""
        return self._facts.subtypes.get(name.entity_id) == "programme"

    def slug(self, name: Name) -> str:
        """Give the readable name of the holder that this name leads to."""
        return self._slugs[name.entity_id]


def _short_form(surface: str, known: dict[str, str]) -> str | None:
    return next((known[surface[:n]] for n in range(len(surface) - 1, _SHORT - 1, -1) if surface[:n] in known), None)


def _is_maker(view: str, maker: Name, product: Name) -> bool:
    gap = view[maker.end : product.start]
    if maker.type != "organization" or len(gap) > _FAR:
        return False
    return not gap or (len(gap) <= _REACH and bool(_MAKES.fullmatch(gap))) or _DEVELOPS.fullmatch(gap) is not None
