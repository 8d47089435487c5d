"""review_queue: pairs of entities that may be one, for a person to judge."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.linking.doubts import DoubtFinder, NamedEntity

RULES = ("entities.csv", "aliases.csv", "judgements.csv", "name_sounds.csv", "simplified.csv")

QUERIES = {
    "named": """
        select l.entity_id, m.surface, m.type, count(*) as mention_count
        from mention_links as l inner join mention_spans as m on m.mention_id = l.mention_id
        where m.zone in ('title', 'content')
        group by all""",
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Find pairs of entities whose names are so alike that they may be one; none is merged by machine."""
    finder = loaded(DoubtFinder, RULES, settings.rules_dir)
    rows = Rows("review_queue")
    for doubt in finder.find(NamedEntity(*cells) for cells in batch["named"].iter_rows()):
        rows.add(doubt.left_id, doubt.right_id, doubt.reason, doubt.evidence)
    return {"review_queue": rows.frame()}


STAGE = CorpusStage(
    name="review_queue",
    version=1,
    reads=("mention_spans", "mention_links"),
    queries=QUERIES,
    tables=("review_queue",),
    run=run,
    rules=RULES,
    group="names",
)
