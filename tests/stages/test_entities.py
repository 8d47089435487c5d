"""The list of entities hangs on what documents say, and not on the order in which it is read."""

from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from pipelines.settings import StageSettings
from pipelines.stages.entities import STAGE

NAMED = pl.DataFrame(
    [
        ("e1", "澜图", "organization", "discovered", 2),
        ("e1", "澜图", "organization", "variant", 2),
        ("e1", "澜图", "product", "discovered", 2),
        ("e1", "澜图科技", "organization", "discovered", 2),
    ],
    schema=["entity_id", "surface", "type", "link_rule", "mention_count"],
    orient="row",
)


def test_names_that_are_as_frequent_do_not_hang_on_the_order(small_rules: Path) -> None:
    settings = StageSettings(tagger="none", rules_dir=small_rules)
    there, back = (STAGE.run({"named": named}, settings) for named in (NAMED, NAMED.reverse()))
    assert there["entities"].filter(pl.col("entity_id") == "e1").select("type", "name").rows() == [
        ("organization", "澜图")
    ]
    for table, rows in there.items():
        assert_frame_equal(rows, back[table])
