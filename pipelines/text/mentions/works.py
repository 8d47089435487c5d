"""Works named in title marks: 《中国奇谭》 is a film and no 中国; 《联合早报》 is a paper."""

import re
from collections.abc import Sequence
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.overlay import inside
from pipelines.text.mentions.view import name_view
from pipelines.text.rulefiles import RULES_DIR, read_toml

# Longer ones are titles of orders and notices, in which who issued them is named: 《关于…的通知》.
_TITLE = re.compile(r"《([^《》\n]{1,24})》|〈([^〈〉\n]{1,24})〉")
_PUBLISHED = ("work", "product", "other")


class TitledWorks:
    """Find what stands in title marks: a paper or another thing that the gazetteer has, else a work."""

    def __init__(self, gazetteer: Gazetteer, rules_dir: Path = RULES_DIR) -> None:
        papers = read_toml(rules_dir / "mention_guards.toml")["works"]["papers"]
        self._paper = re.compile(f"(?:{'|'.join(papers)})$")
        owners: dict[str, set[str]] = {}
        self._entities = gazetteer.entities
        for alias in gazetteer.aliases:
            if self._is_published(alias.entity_id):
                owners.setdefault(name_view(alias.alias), set()).add(alias.entity_id)
        self._owners = {view: next(iter(ids)) for view, ids in owners.items() if len(ids) == 1}

    def find(self, view: str, known: Sequence[Candidate]) -> list[Candidate]:
        """Return `known` with the works in the place of the names inside them."""
        if "《" not in view and "〈" not in view:
            return list(known)
        whole = {(c.start, c.end): c for c in known if self._is_published(c.entity_id)}
        spans = [match.span(match.lastindex or 1) for match in _TITLE.finditer(view)]
        found = [whole.get(span) or self._work(view, *span) for span in spans]
        kept = [c for c in known if not inside(found, c.start, c.end)]
        return sorted((*kept, *found), key=lambda c: c.start)

    def _is_published(self, entity_id: str | None) -> bool:
        entity = self._entities.get(entity_id or "")
        return entity is not None and (entity.type in _PUBLISHED or entity.subtype == "media")

    def _work(self, view: str, start: int, end: int) -> Candidate:
        entity_id = self._owners.get(view[start:end])
        if entity_id is not None:
            return Candidate(start, end, self._entities[entity_id].type, "gazetteer", "gazetteer.title", entity_id)
        kind = "organization" if self._paper.search(view, start, end) else "work"
        return Candidate(start, end, kind, "works", f"works.{'paper' if kind == 'organization' else 'title'}")
