"""Link mentions to entities, cheapest rule first; nothing but the document and the rules matters.

Two curated entities are never made one here: only an analyst's word does that (see `mentions/judgements.py`).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from pipelines.text.linking.base import Link
from pipelines.text.linking.discovered import discovered_id, name_key
from pipelines.text.linking.pairs import BracketPairs
from pipelines.text.linking.parts import name_parts, unique_parts, version_code
from pipelines.text.mentions import Mention
from pipelines.text.mentions.gazetteer import Gazetteer, load_gazetteer
from pipelines.text.mentions.judgements import Rulings, read_judgements, settle_judgements
from pipelines.text.mentions.surnames import Surnames
from pipelines.text.rulefiles import RULES_DIR

# A type, the parts by which a full name of it is called again, and the part that a short name is.
_Calling = tuple[str, Callable[[str], list[str]], Callable[[str], str]]
_SCORES = {
    "link.alias": 1.0,
    "link.alias_exact": 0.95,
    "link.bracket": 0.9,
    "link.context": 0.85,
    "link.part": 0.8,
    "link.typo": 0.75,
    "link.address": 0.7,
    "link.discovered": 0.5,
    "judgement.hide": 0.0,
}


class MentionLinker:
    """The curated entities of a rules folder, and what analysts said about them."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        gazetteer = load_gazetteer(rules_dir, merged=False)
        self._rulings = settle_judgements(read_judgements(rules_dir))
        self._pairs = BracketPairs(rules_dir)
        self._exact = exact_aliases(gazetteer, self._rulings)
        surnames = Surnames(rules_dir)
        self._callings: tuple[_Calling, ...] = (
            ("person", name_parts, str),
            ("person", lambda key: [surnames.of(key)] if surnames.of(key) else [], surnames.called),
            ("product", version_code, str),
        )
        self._full_names = _full_names(gazetteer, self._rulings)

    def link(self, mentions: Sequence[Mention], text: str) -> list[Link]:
        """Link each mention of one text.

        Args:
            mentions: Those of one document, in order.
            text: Its raw text.

        Returns:
            A link for each mention; the list is parallel to `mentions`. A hidden entity keeps its id, under the
            rule `judgement.hide` with score 0.
        """
        keys = [name_key(m.surface) for m in mentions]
        links = [self._direct(m, key) for m, key in zip(mentions, keys, strict=True)]
        self._link_pairs(mentions, keys, links, text)
        self._link_parts(mentions, keys, links)
        return [
            self._settle(link or (discovered_id(m.type, m.surface), "link.discovered"))
            for m, link in zip(mentions, links, strict=True)
        ]

    def _direct(self, mention: Mention, key: str) -> tuple[str, str] | None:
        if mention.entity_id is not None:
            return mention.entity_id, _rule_of(mention.rule_id)
        exact = self._exact.get((mention.type, key))
        return None if exact is None else (exact, "link.alias_exact")

    def _link_pairs(
        self, mentions: Sequence[Mention], keys: list[str], links: list[tuple[str, str] | None], text: str
    ) -> None:
        """Give the unknown side of a bracket the entity of the known one, and so each further mention of it."""
        named: dict[tuple[str, str], str] = {}
        for outer, inner in self._pairs.find(mentions, text):
            known = links[outer] or links[inner]
            entity_id = known[0] if known else discovered_id(mentions[outer].type, mentions[outer].surface)
            for number in (outer, inner):
                if links[number] is None:
                    links[number] = (entity_id, "link.bracket")
                    named.setdefault((mentions[number].type, keys[number]), entity_id)
        if named:
            for number, mention in enumerate(mentions):
                entity = named.get((mention.type, keys[number]))
                if links[number] is None and entity is not None:
                    links[number] = (entity, "link.bracket")

    def _link_parts(self, mentions: Sequence[Mention], keys: list[str], links: list[tuple[str, str] | None]) -> None:
        """Give a part of a full name the entity that alone has it here: 大卫·萨克斯 and 萨克斯, DeepSeek-R1 and R1."""
        for kind, parts_of, called in self._callings:
            open_numbers = [n for n, m in enumerate(mentions) if links[n] is None and m.type == kind]
            if not open_numbers:
                continue
            resolve = self._rulings.resolve
            full = [
                (key, resolve(link[0] if link else discovered_id(kind, m.surface)))
                for m, key, link in zip(mentions, keys, links, strict=True)
                if m.type == kind
            ]
            linked = {resolve(link[0]) for m, link in zip(mentions, links, strict=True) if link and m.type == kind}
            full += [(name, entity_id) for entity_id in linked for name in self._full_names.get(entity_id, ())]
            parts = unique_parts(full, parts_of)
            for number in open_numbers:
                part = called(keys[number])
                if part and part in parts:
                    links[number] = (parts[part], "link.part")

    def _settle(self, link: tuple[str, str]) -> Link:
        entity_id, rule_id = self._rulings.resolve(link[0]), link[1]
        if entity_id in self._rulings.hidden:
            rule_id = "judgement.hide"
        elif entity_id != link[0]:
            return Link(entity_id, "judgement.same", 1.0)
        return Link(entity_id, rule_id, _SCORES[rule_id])


def _rule_of(rule_id: str) -> str:
    """Name the link that a mention's own rule stands for."""
    if rule_id == "latin.typo":
        return "link.typo"
    if rule_id == "join.address":
        return "link.address"
    return "link.context" if rule_id.startswith("gazetteer.context") else "link.alias"


def exact_aliases(gazetteer: Gazetteer, rulings: Rulings) -> dict[tuple[str, str], str]:
    """Map type and name to the entity, for names that only one entity of that type has, merged ones being one.

    Where the tagger saw a name of that type, an alias that asks for context has it; but every country has a 外交部.

    Args:
        gazetteer: Without merges.
        rulings: What tells of them.
    """
    claims: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for alias in gazetteer.aliases:
        if len(alias.alias) > 1:
            entity = gazetteer.entities[alias.entity_id]
            if alias.needs_context and entity.subtype == "government":
                continue
            owners = claims[entity.type, name_key(alias.alias)]
            head = rulings.resolve(entity.entity_id)
            owners[head] = head if head in {entity.entity_id, owners.get(head)} else entity.entity_id
    return {claim: next(iter(owners.values())) for claim, owners in claims.items() if len(owners) == 1}


def _full_names(gazetteer: Gazetteer, rulings: Rulings) -> dict[str, list[str]]:
    """List the names of more than one part that each curated person has, under the id that holds now."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for alias in gazetteer.aliases:
        if gazetteer.entities[alias.entity_id].type == "person":
            key = name_key(alias.alias)
            if name_parts(key):
                names[rulings.resolve(alias.entity_id)].append(key)
    return dict(names)
