"""entities: the list of all things named, curated and discovered."""

from collections.abc import Iterable, Mapping

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
        from entity_names group by all""",
}
# The most frequent name first; the rest tells apart what is as frequent, whatever order the rows come in.
_ORDER = ("entity_id", "mention_count", "surface", "type", "link_rule")


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
    # Those that documents alone know may be many: they are never laid out row by row.
    in_order = batch["named"].sort(_ORDER, descending=[column == "mention_count" for column in _ORDER])
    listed = aliases.frame()
    return {
        "entities": pl.concat([entities.frame(), _discovered(in_order, gazetteer.entities, rulings)]),
        "aliases": pl.concat([listed, _met_names(in_order, listed)]),
        "judgements": judgements.frame(),
        "entity_redirects": redirects.frame(),
    }


def _discovered(in_order: pl.DataFrame, curated: Iterable[str], rulings: Rulings) -> pl.DataFrame:
    """Give an entity for each id that no rule lists, called by its most frequent surface."""
    entity_id, nothing = pl.col("entity_id"), pl.lit(None, pl.String)
    return (
        in_order.unique("entity_id", keep="first", maintain_order=True)
        .filter(~entity_id.is_in(list(curated)))
        .select(
            entity_id,
            _ruled(rulings.retyped, "type").alias("type"),
            nothing.alias("subtype"),
            _ruled(rulings.renamed, "surface").alias("name"),
            nothing.alias("name_en"),
            nothing.alias("wikidata_id"),
            nothing.alias("description"),
            pl.lit("discovered").alias("origin"),
            entity_id.is_in(list(rulings.hidden)).alias("is_hidden"),
        )
    )


def _ruled(said: Mapping[str, str], column: str) -> pl.Expr:
    """Give a column, save where an analyst said otherwise of the entity."""
    return pl.col("entity_id").replace_strict(said, default=pl.col(column), return_dtype=pl.String)


def _met_names(in_order: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Give the surfaces of all entities that no rule lists."""
    surface = pl.col("surface")
    is_ascii = surface.str.len_bytes() == surface.str.len_chars()
    return (
        in_order.unique(["entity_id", "surface"], keep="first", maintain_order=True)
        .join(listed, left_on=["entity_id", "surface"], right_on=["entity_id", "alias"], how="anti")
        .select(
            "entity_id",
            surface.alias("alias"),
            pl.when(is_ascii).then(pl.lit("en")).otherwise(pl.lit("zh")).alias("lang"),
            pl.lit("name").alias("kind"),
            pl.lit(False).alias("needs_context"),
            pl.col("link_rule").alias("source"),
        )
    )


STAGE = CorpusStage(
    name="entities",
    version=3,
    reads=("entity_names",),
    queries=QUERIES,
    tables=("entities", "aliases", "judgements", "entity_redirects"),
    run=run,
    key=Key("entity_names", ("entity_id",)),
    rules=GAZETTEER_RULES,
    group="names",
)
