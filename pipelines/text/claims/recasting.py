"""Set right what a page's names are, by the page: bridges and lines are things, a short name is the long one's.

A tagger takes 澜湖 in 澜湖跨海大桥 for a town, and 极光 for one where the page speaks of 极光汽车; a gazetteer that
knows two towns of a name takes the wrong one, where 云州市 stands beside it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.records import Name

_RANKS = "市县区"
_JOINED = ("person", "location")
_JOINS = re.compile(r"(?:加盟|转投|转会[至到去]|效力于?|租借[至到]|投奔|改投|签约加入)了?[^,;。:!?0-9]{0,4}\Z")
_JOIN_WORDS = ("加盟", "转投", "转会", "效力", "租借", "投奔", "改投", "签约加入")
_JOIN_REACH = 10
_LINE_NO = re.compile("[a-z]{0,2}\\d{1,2}")
_KEPT = 4096  # answers about names, which stand in a document again and again
# What a name may have between its place and what is built there, and who is not meant by it: 大桥管理公司.
_GAP, _OFFICE = "[\u4e00-\u9fff]{0,3}?", "(?![\u4e00-\u9fff]{0,6}?(?:公司|集团|局|办|股份))"


class Recaster:
    """Gives names the type and the entity that they have on their page (`facility`, `firm_behind`)."""

    def __init__(self, facts: EntityFacts, facility: str, firm_behind: str) -> None:
        self._facts = facts
        self._firm_behind = re.compile(firm_behind)
        built = re.compile(rf"(?:{facility})\Z")
        self._is_facility = lru_cache(maxsize=_KEPT)(lambda surface: built.search(surface) is not None)
        self._towns = lru_cache(maxsize=_KEPT)(self._of_that_name)
        self._facility_behind = re.compile(f"{_GAP}(?:{facility}){_OFFICE}")

    def recast(self, view: str, names: Sequence[Name]) -> list[Name]:
        """Give the names of a page, in order, those set right that need it.

        Args:
            view: Folded text.
            names: The mentions of the document, in order of their start.
        """
        found = list(self._clubs(view, names))
        if "线" in view:
            found = [_line(view, name) if name.type == "product" else name for name in found]
        places = [(no, name) for no, name in enumerate(found) if name.type == "location"]
        towns = [name for _, name in places if name.entity_id not in self._facts.subtypes]
        firms = self._firms(view, found, towns) if towns else {}
        meant = cache(partial(self._meant, view))
        for no, name in places:
            until = found[no + 1].start if no + 1 < len(found) else len(view)
            found[no] = self._recast(view, name, until, firms, meant)
        return found

    def _firms(self, view: str, names: Sequence[Name], towns: Sequence[Name]) -> dict[str, str]:
        """Give the firms of a page by what others call them, those among the unlisted towns too."""
        firms: dict[str, str] = {}
        for name in names:
            if name.type == "organization":
                firms.setdefault(self._facts.stem(view[name.start : name.end]), name.entity_id)
        for name in towns:
            if self._firm_behind.match(view, name.end):
                firms.setdefault(view[name.start : name.end], name.entity_id)
        return firms

    def _clubs(self, view: str, names: Sequence[Name]) -> Sequence[Name]:
        """Make organizations of those that a player joins: nobody 转投 a person or a town."""
        if not any(word in view for word in _JOIN_WORDS):
            return names
        joined = {
            name.entity_id
            for name in names
            if name.type in _JOINED
            and name.entity_id not in self._facts.subtypes
            and _JOINS.search(view, max(0, name.start - _JOIN_REACH), name.start)
        }
        return [n._replace(type="organization") if n.entity_id in joined else n for n in names] if joined else names

    def _recast(
        self, view: str, name: Name, until: int, firms: dict[str, str], meant: Callable[[str, str], str | None]
    ) -> Name:
        surface = view[name.start : name.end]
        if self._is_facility(surface):
            return name._replace(type="facility")
        behind = self._facility_behind.match(view, name.end, until)
        if behind:
            end = behind.end()
            return name._replace(type="facility", end=end, surface=name.surface + view[name.end : end])
        if name.entity_id not in self._facts.subtypes:
            firm = firms.get(surface)
            return name._replace(type="organization", entity_id=firm) if firm else name
        town = meant(surface, name.entity_id)
        return name._replace(entity_id=town) if town else name

    def _meant(self, view: str, surface: str, entity_id: str) -> str | None:
        """Give the other town that a page means by a name, or None."""
        towns = self._towns(surface, entity_id)
        return next((town for town, written in towns if not written or written in view), None)

    def _of_that_name(self, surface: str, entity_id: str) -> list[tuple[str, str]]:
        """List the other towns that a name may mean, each with what the page has to write, if anything."""
        short = self._facts.without_region(surface)
        towns = ((self._facts.named(short + rank), short + rank) for rank in _RANKS)
        return [
            (town, "" if short != surface else written)
            for town, written in towns
            if town is not None and self._facts.root(town) != self._facts.root(entity_id)
        ]


def _line(view: str, name: Name) -> Name:
    """Make a line of what a tagger takes for a model's number: S5 of S5线."""
    if view[name.end : name.end + 1] != "线" or not _LINE_NO.fullmatch(view, name.start, name.end):
        return name
    return name._replace(type="facility", end=name.end + 1, surface=name.surface + "线")
