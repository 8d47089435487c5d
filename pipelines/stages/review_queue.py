"""review_queue: pairs of entities that may be one, for a person to judge."""

from dataclasses import astuple

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.name_rules import GAZETTEER_RULES
from pipelines.stages.rows import Rows
from pipelines.text.linking.doubts import DoubtFinder, NamedEntity

RULES = (*GAZETTEER_RULES, "name_sounds.csv")

QUERIES = {"named": "select entity_id, name, type, is_met from name_forms"}

# Whose pairs are found anew: what changed, and who is called by the last part of a name that did, as it counts owners.
_AGAIN = """
    select entity_id from touched
    union
    select f.entity_id from name_forms as f inner join touched as t on t.last_part = f.name where f.type = 'person'"""

# With all their names, those that share a form with one of them: nobody else can be in a pair with them.
_NEAR = f"""
    with wanted as (
        select distinct unnest(forms) as form from name_forms where entity_id in ({_AGAIN})
    ),

    near as (
        select distinct f.entity_id
        from (select entity_id, unnest(forms) as form from name_forms) as f semi join wanted using (form)
    )

    select n.entity_id, n.name, n.type, n.is_met from name_forms as n semi join near using (entity_id)"""


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Find pairs of entities whose names are so alike that they may be one; none is merged by machine."""
    finder = loaded(DoubtFinder, RULES, settings.rules_dir)
    rows = Rows("review_queue")
    for doubt in finder.find(NamedEntity(*cells) for cells in batch["named"].iter_rows()):
        rows.add(*astuple(doubt))
    return {"review_queue": rows.frame()}


STAGE = CorpusStage(
    name="review_queue",
    version=5,
    reads=("name_forms",),
    queries=QUERIES,
    tables=("review_queue",),
    run=run,
    key=Key(
        "name_forms",
        ("entity_id", "last_part"),
        queries={"named": _NEAR},
        outdated={"review_queue": f"left_id in ({_AGAIN}) or right_id in ({_AGAIN})"},
    ),
    rules=RULES,
    group="names",
)
