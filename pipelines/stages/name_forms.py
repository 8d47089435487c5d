"""name_forms: the forms under which names of entities are compared."""

from collections import defaultdict
from collections.abc import Container, Iterator
from itertools import groupby
from operator import itemgetter

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
Name = tuple[str, str, str, bool]  # entity_id, type, name, whether a document has it

_NAMES_A_FRAME = 50_000  # lists of Python's take ten times the memory of a frame

QUERIES = {
    "named": "select distinct entity_id, type, surface from entity_names where shown_count > 0",
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """List the names by which documents and the gazetteer call each entity, by the forms to compare them by."""
    maker = loaded(NameForms, RULES, settings.rules_dir)
    only = set(batch["touched"].get_column("entity_id")) if "touched" in batch else None
    rows, frames = Rows("name_forms"), []
    for number, (entity_id, kind, key, is_met) in enumerate(_names(batch["named"], settings, only), start=1):
        for form in maker.forms(kind, key):
            rows.add(form, entity_id, kind, key, is_met)
        if number % _NAMES_A_FRAME == 0:
            frames.append(rows.frame())
            rows = Rows("name_forms")
    return {"name_forms": pl.concat([*frames, rows.frame()])}


def _names(named: pl.DataFrame, settings: StageSettings, only: Container[str] | None) -> Iterator[Name]:
    """Yield the names of each entity: those that documents have, then those that its rules alone have."""
    gazetteer = loaded(load_gazetteer, GAZETTEER_RULES, settings.rules_dir)
    listed: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for alias in gazetteer.aliases:
        if only is None or alias.entity_id in only:
            listed[alias.entity_id][gazetteer.entities[alias.entity_id].type, name_key(alias.alias)] = None
    for entity_id, group in groupby(named.sort("entity_id").iter_rows(), key=itemgetter(0)):
        met = dict.fromkeys((kind, name_key(surface)) for _, kind, surface in group)
        yield from ((entity_id, *name, True) for name in met)
        yield from ((entity_id, *name, False) for name in listed.pop(entity_id, {}) if name not in met)
    for entity_id, names in listed.items():
        yield from ((entity_id, *name, False) for name in names)


STAGE = CorpusStage(
    name="name_forms",
    version=3,
    reads=("entity_names",),
    queries=QUERIES,
    tables=("name_forms",),
    run=run,
    key=Key("entity_names", ("entity_id",), facts=("type", "surface", "shown_count > 0")),
    rules=RULES,
    group="names",
)
