"""The gazetteer's files: what the loader refuses, and that the project's own files are sound."""

from pathlib import Path

import pytest

from pipelines.text.mentions.automaton import AliasAutomaton
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.view import spellings
from pipelines.text.rulefiles import RuleError
from tests.text.mentions.conftest import make_rules

ENTITY = "entity_id,type,subtype,name,name_en,wikidata_id,description,source\n"
ALIAS = "entity_id,alias,lang,kind,needs_context,source\n"
TWO = f"{ENTITY}a,organization,company,甲公司,,,,own\nb,organization,company,乙公司,,,,own\n"


@pytest.mark.parametrize(
    ("entities", "aliases", "message"),
    [
        pytest.param(f"{TWO}a,person,,丙,,,,own\n", ALIAS, r"entities.csv:4: .*stands twice", id="an id twice"),
        pytest.param(f"{ENTITY}a,thing,,甲,,,,own\n", ALIAS, 'type "thing" is not known', id="an unknown type"),
        pytest.param(f"{ENTITY}a,work,,,,,,own\n", ALIAS, "an entity_id and a name", id="no name"),
        pytest.param(TWO, f"{ALIAS}c,丙,zh,name,,own\n", "not in entities.csv", id="an alias of nobody"),
        pytest.param(TWO, f"{ALIAS}a,甲,zh,name,,own\n", "one character", id="one character without context"),
        pytest.param(TWO, f"{ALIAS}a,天地,zh,nick,,own\n", 'kind "nick" is not known', id="an unknown kind"),
        pytest.param(TWO, f"{ALIAS}a,天地,zh,name,,own\nb,天地,zh,name,,own\n", "leads to a and b", id="claimed twice"),
        pytest.param(
            TWO, f"{ALIAS}a,天達,zh-Hant,name,1,own\nb,天达,zh,name,,own\n", "leads to a and b", id="once folded"
        ),
    ],
)
def test_load_refuses(tmp_path: Path, entities: str, aliases: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        load_gazetteer(make_rules(tmp_path, entities=entities, aliases=aliases))


def test_two_may_claim_an_alias_that_asks_for_context(tmp_path: Path) -> None:
    aliases = f"{ALIAS}a,天地,zh,name,1,own\nb,天地,zh,name,1,own\n"
    gazetteer = load_gazetteer(make_rules(tmp_path, entities=TWO, aliases=aliases))
    assert [a.entity_id for a in gazetteer.aliases if a.alias == "天地"] == ["a", "b"]


def test_an_alias_row_overrules_the_entity_name(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(make_rules(tmp_path, entities=TWO, aliases=f"{ALIAS}a,甲公司,zh,name,1,own\n"))
    assert {a.alias: a.needs_context for a in gazetteer.aliases} == {"甲公司": True, "乙公司": False}


@pytest.mark.parametrize(
    ("alias", "forms"),
    [
        pytest.param("gpt-4", ["gpt-4", "gpt4", "gpt 4"], id="the hyphen is free"),
        pytest.param("rtx 4090", ["rtx 4090", "rtx4090", "rtx-4090"], id="the space is free"),
        pytest.param("昇腾910", ["昇腾910", "昇腾 910", "昇腾-910"], id="between Chinese and digits"),
        pytest.param("大卫·萨克斯", ["大卫·萨克斯", "大卫萨克斯", "大卫· 萨克斯"], id="the dot is free"),
        pytest.param("h100", ["h100"], id="one letter and digits stay together"),
        pytest.param("华为", ["华为"], id="nothing to vary"),
    ],
)
def test_spellings(alias: str, forms: list[str]) -> None:
    assert spellings(alias) == forms


@pytest.mark.parametrize(
    ("alias", "is_kept"),
    [
        pytest.param("c,甲市谷地,zh,name,,own", False, id="a place, and the thing's own name"),
        pytest.param("a,甲市政府,zh,name,,own", False, id="a place and a tail"),
        pytest.param("g,甲市议会,zh,name,,own", True, id="an office keeps its place"),
        pytest.param("c,甲市绿谷,zh,name,,own", True, id="a whole name that begins with a place"),
    ],
)
def test_aliases_that_are_two_names(tmp_path: Path, alias: str, is_kept: bool) -> None:
    entities = (
        f"{ENTITY}a,location,city,甲市,,,,own\nc,location,place,谷地,,,,own\ng,organization,government,议会,,,,own\n"
    )
    gazetteer = load_gazetteer(make_rules(tmp_path, entities=entities, aliases=f"{ALIAS}{alias}\n"))
    texts = [pattern.text for pattern in AliasAutomaton(gazetteer, {"政府"}).patterns]
    assert (alias.split(",")[1] in texts) is is_kept
