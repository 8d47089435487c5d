"""name_forms: the forms under which names of entities are compared."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.stages.fingerprints import hash64
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.linking.discovered import name_key
from pipelines.text.linking.forms import NameForms
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.view import last_part

GAZETTEER_RULES = ("entities.csv", "aliases.csv", "judgements.csv", "simplified.csv")
RULES = (*GAZETTEER_RULES, "name_sounds.csv")

QUERIES = {
    "named": """
        select l.entity_id, m.type, m.surface, count(*) as mention_count
        from mention_links as l inner join mention_spans as m on m.mention_id = l.mention_id
        where m.zone in ('title', 'content')
        group by all""",
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """List the names by which documents and the gazetteer call each entity, with the forms to compare them by."""
    gazetteer = loaded(load_gazetteer, GAZETTEER_RULES, settings.rules_dir)
    maker = loaded(NameForms, RULES, settings.rules_dir)
    only = set(batch["touched"].get_column("entity_id")) if "touched" in batch else None
    counts: dict[tuple[str, str, str], int] = {}
    for alias in gazetteer.aliases:
        if only is None or alias.entity_id in only:
            counts[alias.entity_id, gazetteer.entities[alias.entity_id].type, name_key(alias.alias)] = 0
    for entity_id, kind, surface, count in batch["named"].iter_rows():
        name = (entity_id, kind, name_key(surface))
        counts[name] = counts.get(name, 0) + count
    rows = Rows("name_forms")
    for (entity_id, kind, key), count in counts.items():
        part = last_part(key) if kind == "person" else ""
        rows.add(entity_id, kind, key, count, part or None, [hash64(form) for form in maker.forms(kind, key)])
    return {"name_forms": rows.frame()}


STAGE = CorpusStage(
    name="name_forms",
    version=1,
    reads=("mention_spans", "mention_links"),
    queries=QUERIES,
    tables=("name_forms",),
    run=run,
    key=Key("mention_links", ("entity_id",)),
    rules=RULES,
    group="names",
)
