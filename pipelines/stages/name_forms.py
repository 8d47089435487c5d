"""name_forms: the forms under which names of entities are compared."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.name_rules import GAZETTEER_RULES
from pipelines.stages.rows import Rows
from pipelines.text.linking.discovered import name_key
from pipelines.text.linking.forms import NameForms
from pipelines.text.mentions.gazetteer import load_gazetteer

RULES = (*GAZETTEER_RULES, "name_sounds.csv")
_NAMES_A_FRAME = 50_000  # lists of Python's take ten times the memory of a frame

QUERIES = {
    "named": "select distinct entity_id, type, surface from document_names where shown_count > 0",
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """List the names by which documents and the gazetteer call each entity, by the forms to compare them by."""
    gazetteer = loaded(load_gazetteer, GAZETTEER_RULES, settings.rules_dir)
    maker = loaded(NameForms, RULES, settings.rules_dir)
    only = set(batch["touched"].get_column("entity_id")) if "touched" in batch else None
    named: dict[tuple[str, str, str], bool] = {}
    for alias in gazetteer.aliases:
        if only is None or alias.entity_id in only:
            named[alias.entity_id, gazetteer.entities[alias.entity_id].type, name_key(alias.alias)] = False
    for entity_id, kind, surface in batch["named"].iter_rows():
        named[entity_id, kind, name_key(surface)] = True
    rows, frames = Rows("name_forms"), []
    for number, ((entity_id, kind, key), is_met) in enumerate(named.items(), start=1):
        for form in maker.forms(kind, key):
            rows.add(form, entity_id, kind, key, is_met)
        if number % _NAMES_A_FRAME == 0:
            frames.append(rows.frame())
            rows = Rows("name_forms")
    return {"name_forms": pl.concat([*frames, rows.frame()])}


STAGE = CorpusStage(
    name="name_forms",
    version=3,
    reads=("document_names",),
    queries=QUERIES,
    tables=("name_forms",),
    run=run,
    key=Key("document_names", ("entity_id",)),
    rules=RULES,
    group="names",
)
