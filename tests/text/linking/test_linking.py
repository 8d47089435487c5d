"""From mentions to entities: within one document, by the rules and by what analysts said."""

from functools import cache
from pathlib import Path

import pytest

from pipelines.text.linking import Link, MentionLinker
from pipelines.text.linking.discovered import discovered_id
from pipelines.text.mentions import Mention, MentionFinder
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.sentences import split_sentences
from pipelines.text.taggers import Tag
from tests.text.mentions.conftest import ALIASES, ENTITIES, make_rules


@cache
def tools(rules: Path) -> tuple[MentionFinder, MentionLinker]:
    """Load a rules folder, which stays as it is."""
    return MentionFinder(rules), MentionLinker(rules)


def run(rules: Path, text: str, *persons: str) -> dict[str, Link]:
    """Find and link, as if a tagger had marked these words as persons; the last mention of a name counts."""
    sentences = split_sentences(text, 0, len(text))
    tags = [
        [Tag(at - s, at - s + len(p), "person") for p in persons if (at := text.find(p, s, e)) >= 0]
        for s, e in sentences
    ]
    finder, linker = tools(rules)
    mentions = finder.find(text, sentences, tags)
    links = linker.link(mentions, text)
    assert len(links) == len(mentions)
    return {m.surface: link for m, link in zip(mentions, links, strict=True)}


def link_tagged(rules: Path, name: str) -> Link:
    """Link a text that is one name of an organization, as the tagger found it."""
    mention = Mention(0, len(name), name, "organization", "tagger", "tagger.organization", 0, None)
    (link,) = MentionLinker(rules).link([mention], name)
    return link


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rules(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize(
    ("text", "persons", "name", "entity_id", "rule_id"),
    [
        pytest.param("川普说", (), "川普", "trump", "link.alias", id="an alias"),
        pytest.param("苹果股价大跌", (), "苹果", "apple", "link.context", id="an alias with its context"),
        pytest.param("Authropic发声", (), "Authropic", "anthropic", "link.typo", id="a slip of the pen"),
        pytest.param(
            "深求（DeepSeek）走红", (), "深求", "deepseek", "link.bracket", id="the unknown side of a bracket"
        ),
        pytest.param(
            "DeepSeek（简称深求）走红。深求回应", (), "深求", "deepseek", "link.bracket", id="and where it stands again"
        ),
        pytest.param(
            "埃隆·马斯克来了。马斯克走了", ("马斯克",), "马斯克", "musk", "link.part", id="the last part of a name"
        ),
        pytest.param(
            "位于甘肃省广州", (), "甘肃省广州", "guangzhou", "link.address", id="an address is its last place"
        ),
    ],
)
def test_link(rules: Path, text: str, persons: tuple[str, ...], name: str, entity_id: str, rule_id: str) -> None:
    link = run(rules, text, *persons)[name]
    assert (link.entity_id, link.rule_id) == (entity_id, rule_id)
    assert 0 < link.score <= 1


def test_a_part_of_two_names_is_its_own_entity(rules: Path) -> None:
    links = run(rules, "大卫·萨克斯和杰弗里·萨克斯来了。萨克斯走了", "萨克斯")
    assert links["萨克斯"].rule_id == "link.discovered"


def test_the_two_sides_of_a_bracket_are_one_discovered_entity(rules: Path) -> None:
    links = run(rules, "大卫·沙利文（David Sullivan）来了。沙利文走了", "沙利文")
    assert len({link.entity_id for link in links.values()}) == 1


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        pytest.param("Kestrel-R7发布。R7很便宜", True, id="the code of the one product that has it"),
        pytest.param("Kestrel-R7和Osprey-R7发布。R7很便宜", False, id="two products have it"),
        pytest.param("GPT-4发布。4很便宜", False, id="a bare number is no code"),
    ],
)
def test_a_product_is_called_again_by_its_code(rules: Path, text: str, linked: bool) -> None:
    links = run(rules, text)
    assert ("R7" in links and links["R7"].rule_id == "link.part") == linked


@pytest.mark.parametrize(
    ("subtype", "entity_id"),
    [
        pytest.param("government", "", id="a tagged office may be that of any country"),
        pytest.param("company", "office", id="a company that asks for context has its tagged name"),
    ],
)
def test_a_tagged_alias_that_asks_for_context(tmp_path: Path, subtype: str, entity_id: str) -> None:
    rules = make_rules(
        tmp_path,
        entities=f"{ENTITIES}office,organization,{subtype},北国外事署,,,,own\n",
        aliases=f"{ALIASES}office,外事署,zh,abbr,1,own\n",
    )
    assert link_tagged(rules, "外事署").entity_id == (entity_id or discovered_id("organization", "外事署"))


def test_two_curated_entities_are_never_made_one(rules: Path) -> None:
    links = run(rules, "华为（DeepSeek）发布")
    assert [link.entity_id for link in links.values()] == ["huawei", "deepseek"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("薩提亞• 納德拉", "萨提亚·纳德拉", id="script, dot and blank don't matter"),
        pytest.param("Sam  Altman", "sam altman", id="case and blanks don't matter"),
    ],
)
def test_discovered_ids(left: str, right: str) -> None:
    assert discovered_id("person", left) == discovered_id("person", right)
    assert discovered_id("person", left) != discovered_id("organization", left)


@pytest.mark.parametrize(
    ("judgements", "text", "name", "entity_id", "rule_id"),
    [
        pytest.param(
            "deepseek,huawei,same,li,2026,x\n", "DeepSeek", "DeepSeek", "huawei", "judgement.same", id="merge"
        ),
        pytest.param(
            "deepseek,huawei,same,li,2026,x\ndeepseek,huawei,different,li,2026,x\n",
            "DeepSeek",
            "DeepSeek",
            "deepseek",
            "link.alias",
            id="a later row undoes a merge",
        ),
        pytest.param(
            "deepseek,huawei,same,li,2026,x\nhuawei,nvidia,same,li,2026,x\n",
            "DeepSeek",
            "DeepSeek",
            "nvidia",
            "judgement.same",
            id="merges chain",
        ),
        pytest.param("trump,name:懂王,same,li,2026,x\n", "懂王说", "懂王", "trump", "link.alias", id="a new name"),
        pytest.param(
            f"{discovered_id('person', '沈小青')},trump,same,li,2026,x\n",
            "沈小青说",
            "沈小青",
            "trump",
            "judgement.same",
            id="a discovered entity into a curated one",
        ),
        pytest.param("huawei,yes,hide,li,2026,x\n", "华为说", "华为", "huawei", "judgement.hide", id="hide"),
        pytest.param(
            "huawei,yes,hide,li,2026,x\nhuawei,no,hide,li,2026,x\n",
            "华为说",
            "华为",
            "huawei",
            "link.alias",
            id="and show",
        ),
    ],
)
def test_judgements(tmp_path: Path, judgements: str, text: str, name: str, entity_id: str, rule_id: str) -> None:
    link = run(make_rules(tmp_path, judgements=judgements), text, "沈小青")[name]
    assert (link.entity_id, link.rule_id) == (entity_id, rule_id)


@pytest.mark.parametrize(
    ("judgements", "rule_id"),
    [
        pytest.param("", "link.discovered", id="nobody here is called so"),
        pytest.param("musk,trump,same,li,2026,x\n", "link.part", id="one who was merged into somebody here"),
    ],
)
def test_the_parts_of_a_merged_name_lead_to_the_one_it_was_merged_into(
    tmp_path: Path, judgements: str, rule_id: str
) -> None:
    links = run(make_rules(tmp_path, judgements=judgements), "特朗普来了。马斯克走了", "马斯克")
    assert links["马斯克"].rule_id == rule_id
    assert (links["马斯克"].entity_id == "trump") == (rule_id == "link.part")


@pytest.mark.parametrize(
    ("judgements", "entity_id"),
    [
        pytest.param("", "", id="two have the name"),
        pytest.param("north,south,same,li,2026,x\n", "south", id="two that were merged are one"),
    ],
)
def test_a_merge_can_make_a_name_the_only_one_of_its_kind(tmp_path: Path, judgements: str, entity_id: str) -> None:
    rules = make_rules(
        tmp_path,
        entities=f"{ENTITIES}north,organization,company,北方青禾,,,,own\nsouth,organization,company,南方青禾,,,,own\n",
        aliases=f"{ALIASES}north,青禾,zh,abbr,1,own\nsouth,青禾,zh,abbr,1,own\n",
        judgements=judgements,
    )
    assert link_tagged(rules, "青禾").entity_id == (entity_id or discovered_id("organization", "青禾"))


def test_a_name_can_be_taken_away(tmp_path: Path) -> None:
    rules = make_rules(tmp_path, judgements="trump,name:川普,different,li,2026,x\n")
    assert "川普" not in run(rules, "川普说") or run(rules, "川普说")["川普"].entity_id != "trump"


def test_a_rename_a_type_and_a_merge_show_in_the_gazetteer(tmp_path: Path) -> None:
    judgements = "deepseek,深求,rename,li,2026,x\ndeepseek,product,type,li,2026,x\napple,nvidia,same,li,2026,x\n"
    gazetteer = load_gazetteer(make_rules(tmp_path, judgements=judgements))
    assert (gazetteer.entities["deepseek"].name, gazetteer.entities["deepseek"].type) == ("深求", "product")
    assert "apple" not in gazetteer.entities
    assert {alias.entity_id for alias in gazetteer.aliases if alias.alias == "苹果公司"} == {"nvidia"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("a,b,merge,li,2026,x", 'judgement "merge" is not known', id="an unknown judgement"),
        pytest.param("name:a,b,same,li,2026,x", "left is an entity_id", id="a name on the left"),
        pytest.param("a,a,same,li,2026,x", "needs another entity_id", id="with itself"),
        pytest.param("a,thing,type,li,2026,x", 'right "thing" is not known', id="an unknown type"),
    ],
)
def test_judgements_refused(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        MentionLinker(make_rules(tmp_path, judgements=f"{row}\n"))
