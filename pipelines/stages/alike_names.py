"""alike_names: pairs of entities whose names share a form."""

from dataclasses import astuple
from itertools import groupby

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.name_rules import GAZETTEER_RULES
from pipelines.stages.rows import Rows
from pipelines.text.linking.doubts import DoubtFinder, NamedEntity
from pipelines.text.linking.forms import SLIPS

# 长_大桥 is a pattern and no slip where so many bridges are called so; pairs of all with all would be none to judge.
MOST_ALIKE = 8

QUERIES = {
    "sharing": f"""
        select form, entity_id, name, type, is_met from name_forms
        where form in (
            select form from name_forms group by form
            having count(distinct entity_id) > 1 and bool_or(is_met)
                and (count(distinct entity_id) <= {MOST_ALIKE} or not list_contains({list(SLIPS)}, form[1]))
        )
        order by form""",
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Pair the entities that are so alike by a form of their names that they may be one."""
    finder = loaded(DoubtFinder, GAZETTEER_RULES, settings.rules_dir)
    rows = Rows("alike_names")
    for form, named in groupby(batch["sharing"].iter_rows(), key=lambda row: str(row[0])):
        for doubt in finder.find(form, (NamedEntity(*cells) for _, *cells in named)):
            rows.add(form, *astuple(doubt))
    return {"alike_names": rows.frame()}


STAGE = CorpusStage(
    name="alike_names",
    version=1,
    reads=("name_forms",),
    queries=QUERIES,
    tables=("alike_names",),
    run=run,
    key=Key("name_forms", ("form",)),
    rules=GAZETTEER_RULES,
    group="names",
)
