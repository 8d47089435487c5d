"""Read the curated entities and their aliases, and find what is wrong with them.

What belongs in the files: `entities.csv` holds one row a thing, `aliases.csv` every other way of naming it. An
entity's own name (and its English one) leads to it like an alias; an alias row of the same spelling overrules that,
so that an ambiguous name can ask for context.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.text.mentions.judgements import Rulings, read_judgements, settle_judgements
from pipelines.text.mentions.view import name_view
from pipelines.text.rulefiles import RULES_DIR, Row, read_csv

ENTITY_COLUMNS = ("entity_id", "type", "subtype", "name", "name_en", "wikidata_id", "description", "source")
ALIAS_COLUMNS = ("entity_id", "alias", "lang", "kind", "needs_context", "source")
TYPES = ("person", "organization", "location", "product", "work", "other")
_FILES = ("entities.csv", "aliases.csv", "simplified.csv")
ALIAS_KINDS = ("name", "translit", "abbr", "typo")


class Entity(NamedTuple):
    """A curated entity: one row whatever its names."""

    entity_id: str
    type: str
    subtype: str
    name: str
    name_en: str
    wikidata_id: str
    description: str
    source: str


class Alias(NamedTuple):
    """A name that leads to an entity; one that `needs_context` does so only beside a cue or a clear mention."""

    entity_id: str
    alias: str
    lang: str
    kind: str
    needs_context: bool
    source: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The curated entities by id, and every alias, names included."""

    entities: dict[str, Entity]
    aliases: tuple[Alias, ...]


def load_gazetteer(rules_dir: Path = RULES_DIR, *, merged: bool = True, rulings: Rulings | None = None) -> Gazetteer:
    """Read `entities.csv` and `aliases.csv`, and apply `judgements.csv`; kept for as long as the files stay the same.

    Args:
        rules_dir: The rules folder.
        merged: Give the names of a merged entity to the one that it was merged into.
        rulings: What to apply in the place of `judgements.csv`.

    Raises:
        RuleError: An id twice, an unknown type or kind, an alias of no entity, an alias of one character that
            doesn't ask for context, or an alias that two entities claim without asking for it.
    """
    contents = (path.read_bytes() if path.is_file() else b"" for path in (rules_dir / name for name in _FILES))
    curated = _load(rules_dir, tuple(hashlib.md5(content, usedforsecurity=False).digest() for content in contents))
    rulings = settle_judgements(read_judgements(rules_dir)) if rulings is None else rulings
    return _ruled(curated, rulings if merged else rulings.unmerged())


@lru_cache(maxsize=4)
def _load(rules_dir: Path, _: tuple[bytes, ...]) -> Gazetteer:
    entities: dict[str, Entity] = {}
    for row in read_csv(rules_dir / "entities.csv", ENTITY_COLUMNS):
        entity = _read_entity(row)
        if entity.entity_id in entities:
            raise row.error(f'entity_id "{entity.entity_id}" stands twice; give each entity one row')
        entities[entity.entity_id] = entity
    listed = [(row, _read_alias(row, entities)) for row in read_csv(rules_dir / "aliases.csv", ALIAS_COLUMNS)]
    _refuse_double_claims(listed)
    aliases = [alias for _, alias in listed]
    return Gazetteer(entities, tuple(aliases + _own_names(entities.values(), aliases)))


def _said_of(entity: Entity, rulings: Rulings) -> Entity:
    name = rulings.renamed.get(entity.entity_id, entity.name)
    kind = rulings.retyped.get(entity.entity_id, entity.type)
    return entity if (name, kind) == (entity.name, entity.type) else entity._replace(name=name, type=kind)


def _ruled(gazetteer: Gazetteer, rulings: Rulings) -> Gazetteer:
    """Apply what analysts said: merged entities give their names away, names come and go, types change."""
    if not (rulings.redirects or rulings.names or rulings.renamed or rulings.retyped):
        return gazetteer
    entities = {
        entity_id: _said_of(entity, rulings)
        for entity_id, entity in gazetteer.entities.items()
        if rulings.resolve(entity_id) == entity_id or rulings.resolve(entity_id) not in gazetteer.entities
    }
    named = {entity_id for entity_id, _ in rulings.names}
    kept: dict[tuple[str, str], Alias] = {}
    for alias in gazetteer.aliases:
        target = rulings.resolve(alias.entity_id)
        target = target if target in entities else alias.entity_id
        owners = named & {target, alias.entity_id}
        if not owners or all(rulings.names.get((owner, name_view(alias.alias)), True) for owner in owners):
            kept.setdefault(
                (target, alias.alias), alias if target == alias.entity_id else alias._replace(entity_id=target)
            )
    given = {
        (rulings.resolve(left), view): rulings.spellings[left, view]
        for (left, view), leads in rulings.names.items()
        if leads and rulings.resolve(left) in entities
    }
    if given:
        # A name that an analyst gave leads to no entity but theirs.
        taken = {view for _, view in given}
        kept = {key: alias for key, alias in kept.items() if name_view(key[1]) not in taken}
    for (target, _), name in given.items():
        kept[target, name] = Alias(target, name, "", "name", len(name) == 1, "judgement")
    return Gazetteer(entities, tuple(kept.values()))


def _read_entity(row: Row) -> Entity:
    row.choice("type", TYPES)
    if not row["entity_id"] or not row["name"]:
        raise row.error("an entity needs an entity_id and a name")
    return Entity(*row.cells.values())


def _read_alias(row: Row, entities: dict[str, Entity]) -> Alias:
    if row["entity_id"] not in entities:
        raise row.error(f'entity_id "{row["entity_id"]}" is not in entities.csv')
    needs_context = row.flag("needs_context")
    if not row["alias"]:
        raise row.error("the alias is empty")
    if len(row["alias"]) == 1 and not needs_context:
        raise row.error(f'alias "{row["alias"]}" is one character; set needs_context to 1')
    return Alias(
        entity_id=row["entity_id"],
        alias=row["alias"],
        lang=row["lang"],
        kind=row.choice("kind", ALIAS_KINDS),
        needs_context=needs_context,
        source=row["source"],
    )


def _refuse_double_claims(listed: Iterable[tuple[Row, Alias]]) -> None:
    claims: defaultdict[str, dict[str, Alias]] = defaultdict(dict)
    for row, alias in listed:
        rivals = claims[name_view(alias.alias)]
        rivals.setdefault(alias.entity_id, alias)
        if len(rivals) > 1 and not all(rival.needs_context for rival in rivals.values()):
            named = " and ".join(rivals)
            raise row.error(f'"{alias.alias}" leads to {named}; set needs_context to 1 on each row, or drop one')


def _own_names(entities: Iterable[Entity], aliases: Iterable[Alias]) -> list[Alias]:
    listed = {(alias.entity_id, name_view(alias.alias)) for alias in aliases}
    ambiguous = {name_view(alias.alias) for alias in aliases if alias.needs_context}
    names = []
    for entity in entities:
        for name, lang in ((entity.name, "zh"), (entity.name_en, "en")):
            view = name_view(name)
            if name and (entity.entity_id, view) not in listed:
                listed.add((entity.entity_id, view))
                needs_context = len(name) == 1 or view in ambiguous
                names.append(Alias(entity.entity_id, name, lang, "name", needs_context, entity.source))
    return names
