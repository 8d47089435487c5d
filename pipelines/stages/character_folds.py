"""character_folds: the characters that search takes for one another, from the same rules as every finder."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.folding import load_folds

RULES = ("simplified.csv",)


def run(_: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """List the characters that a search takes for another: Traditional, full-width and upper-case forms."""
    rows = Rows("character_folds")
    for character, folded in sorted(loaded(load_folds, RULES, settings.rules_dir).items()):
        rows.add(character, folded)
    return {"character_folds": rows.frame()}


STAGE = CorpusStage(
    name="character_folds",
    version=1,
    reads=(),
    queries={},
    tables=("character_folds",),
    run=run,
    rules=RULES,
    group="search",
)
