"""entities: the list of all things named, curated and discovered."""

from collections.abc import Container

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.name_rules import GAZETTEER_RULES
from pipelines.stages.rows import Rows
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.judgements import Rulings, read_judgements, settle_judgements

# One row an entity and surface, so that the work here does not grow with the number of mentions.
QUERIES = {
    "named": """
        select entity_id, surface, type, link_rule, sum(mention_count) as mention_count
        from document_names group by all""",
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Bring together the curated entities with their aliases, and those discovered in the documents."""
    gazetteer = loaded(load_gazetteer, GAZETTEER_RULES, settings.rules_dir)
    said = loaded(read_judgements, GAZETTEER_RULES, settings.rules_dir)
    rulings = settle_judgements(said)
    entities, aliases = Rows("entities"), Rows("aliases")
    judgements, redirects = Rows("judgements"), Rows("entity_redirects")
    only = set(batch["touched"].get_column("entity_id")) if "touched" in batch else None
    for e in gazetteer.entities.values():
        if e.entity_id in rulings.redirects or (only is not None and e.entity_id not in only):
            continue
        cells = (e.entity_id, e.type, e.subtype, e.name, e.name_en, e.wikidata_id, e.description)
        entities.add(*(cell or None for cell in cells), "curated", e.entity_id in rulings.hidden)
    known: set[tuple[str, str]] = set()
    for a in gazetteer.aliases:
        entity_id = rulings.resolve(a.entity_id)
        if (entity_id, a.alias) not in known and (only is None or entity_id in only):
            known.add((entity_id, a.alias))
            aliases.add(entity_id, a.alias, a.lang or None, a.kind, a.needs_context, a.source)
    for number, j in enumerate(said, start=1):
        judgements.add(number, j.left, j.right or None, j.judgement, j.who or None, j.at or None, j.why or None)
    for old_id, new_id in sorted(rulings.redirects.items()):
        redirects.add(old_id, new_id)
    _add_discovered(batch["named"], gazetteer.entities, known, rulings, entities, aliases)
    return {
        "entities": entities.frame(),
        "aliases": aliases.frame(),
        "judgements": judgements.frame(),
        "entity_redirects": redirects.frame(),
    }


def _add_discovered(
    named: pl.DataFrame,
    curated: Container[str],
    known: set[tuple[str, str]],
    rulings: Rulings,
    entities: Rows,
    aliases: Rows,
) -> None:
    """Add an entity for each id that no rule lists, called by its most frequent surface; and new surfaces of all."""
    in_order = named.sort(["entity_id", "mention_count", "surface"], descending=[False, True, False])
    seen: set[str] = set()
    for entity_id, surface, kind, link_rule, _ in in_order.iter_rows():
        if entity_id not in curated and entity_id not in seen:
            name = rulings.renamed.get(entity_id, surface)
            shown_type = rulings.retyped.get(entity_id, kind)
            is_hidden = entity_id in rulings.hidden
            entities.add(entity_id, shown_type, None, name, None, None, None, "discovered", is_hidden)
        seen.add(entity_id)
        if (entity_id, surface) not in known:
            known.add((entity_id, surface))
            lang = "en" if surface.isascii() else "zh"
            aliases.add(entity_id, surface, lang, "name", False, link_rule)


STAGE = CorpusStage(
    name="entities",
    version=2,
    reads=("document_names",),
    queries=QUERIES,
    tables=("entities", "aliases", "judgements", "entity_redirects"),
    run=run,
    key=Key("document_names", ("entity_id",)),
    rules=GAZETTEER_RULES,
    group="names",
)
