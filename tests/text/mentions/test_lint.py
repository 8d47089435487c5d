"""Aliases that will hit what they don't mean."""

from pathlib import Path

import pytest

from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.lint import lint_gazetteer
from tests.text.mentions.conftest import make_rules

ENTITIES = """\
entity_id,type,subtype,name,name_en,wikidata_id,description,source
usa,location,country,美国,,,,own
huawei,organization,company,华为,,,,own
ascend,product,chip,麒麟9000,,,,own
app,product,software,漂亮,,,,own
"""


@pytest.mark.parametrize(
    ("alias", "finding"),
    [
        pytest.param("app,努力,zh,name,,own", "app: 努力 is a common word", id="an adverb"),
        pytest.param("app,air,en,name,,own", "app: air names no one thing", id="a Latin word"),
        pytest.param("usa,美国政府,zh,name,,own", "usa: 美国政府 names 美国", id="a tail"),
        pytest.param("ascend,华为麒麟9000,zh,name,,own", "ascend: 华为麒麟9000 is 华为 and 麒麟9000", id="two names"),
        pytest.param("app,努力,zh,name,1,own", None, id="with context it is fine"),
    ],
)
def test_lint(tmp_path: Path, alias: str, finding: str | None) -> None:
    aliases = f"entity_id,alias,lang,kind,needs_context,source\napp,漂亮,zh,name,1,own\n{alias}\n"
    found = lint_gazetteer(make_rules(tmp_path, entities=ENTITIES, aliases=aliases))
    assert [line.partition(";")[0] for line in found] == ([] if finding is None else [finding])


def test_the_projects_own_gazetteer_loads() -> None:
    gazetteer = load_gazetteer()
    assert {alias.entity_id for alias in gazetteer.aliases} <= set(gazetteer.entities)
