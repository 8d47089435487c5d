"""Aliases that will hit what they don't mean."""

from pathlib import Path

import pytest

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
        pytest.param("usa,保定,zh,name,,own", None, id="a verb to the dictionary, and a name to everybody"),
        pytest.param("app,努力,zh,name,1,own", None, id="with context it is fine"),
    ],
)
def test_lint(tmp_path: Path, alias: str, finding: str | None) -> None:
    aliases = f"entity_id,alias,lang,kind,needs_context,source\napp,漂亮,zh,name,1,own\n{alias}\n"
    found = lint_gazetteer(make_rules(tmp_path, entities=ENTITIES, aliases=aliases))
    assert [line.partition(";")[0] for line in found] == ([] if finding is None else [finding])


def test_the_projects_own_gazetteer_is_clean() -> None:
    assert lint_gazetteer() == []
