"""Pairs that may be one: shown with their reason, whatever the order of the documents, and never two curated ones."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import groupby, permutations
from pathlib import Path

import pytest

from pipelines.text.linking.discovered import name_key
from pipelines.text.linking.doubts import REASONS, Doubt, DoubtFinder, NamedEntity
from pipelines.text.linking.forms import NameForms
from pipelines.text.mentions.gazetteer import load_gazetteer
from tests.text.mentions.conftest import make_rules


def named(*rows: tuple[str, str, str]) -> list[NamedEntity]:
    """Entities that documents name, with an id, a surface and a type."""
    return [NamedEntity(entity_id, name_key(surface), kind, is_met=True) for entity_id, surface, kind in rows]


@cache
def tools(rules: Path) -> tuple[list[NamedEntity], NameForms, DoubtFinder]:
    """Load what a rules folder lists, and what reads it; the folder stays as it is."""
    gazetteer = load_gazetteer(rules)
    listed = [
        NamedEntity(alias.entity_id, name_key(alias.alias), gazetteer.entities[alias.entity_id].type, False)
        for alias in gazetteer.aliases
    ]
    return listed, NameForms(rules), DoubtFinder(rules)


def find(rules: Path, rows: Sequence[NamedEntity]) -> list[Doubt]:
    """Find doubts among some entities and those that the rules list."""
    listed, forms, finder = tools(rules)
    sharing: defaultdict[str, list[NamedEntity]] = defaultdict(list)
    for name in (*rows, *listed):
        for form in forms.forms(name.type, name.key):
            sharing[form].append(name)
    found = sorted(
        (doubt for form, named in sharing.items() for doubt in finder.find(form, named)),
        key=lambda doubt: (doubt.left_id, doubt.right_id, REASONS.index(doubt.reason), doubt),
    )
    return [next(doubts) for _, doubts in groupby(found, key=lambda doubt: (doubt.left_id, doubt.right_id))]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rules(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        pytest.param([("a", "卡罗琳", "person"), ("b", "卡洛琳", "person")], ["sounds alike"], id="罗 sounds like 洛"),
        pytest.param([("a", "卡罗琳", "person"), ("b", "卡洛琳", "location")], [], id="of another type"),
        pytest.param(
            [("a", "阿尔蒂姆斯", "person"), ("b", "阿尔蒂姆特", "person")],
            ["one character apart"],
            id="a long foreign name",
        ),
        pytest.param(
            [("a", "李建国", "person"), ("b", "李建华", "person")], [], id="Chinese people differ by one as a rule"
        ),
        pytest.param(
            [("a", "第一实验小学", "organization"), ("b", "第二实验小学", "organization")], [], id="a number tells"
        ),
        pytest.param(
            [("a", "晨星科技", "organization"), ("b", "晨兴科技", "organization")], ["one character apart"], id="a body"
        ),
        pytest.param([("a", "Kestrell", "product"), ("b", "Kestrel", "product")], ["one letter apart"], id="Latin"),
        pytest.param([("a", "Kestrel-4", "product"), ("b", "Kestrel-5", "product")], [], id="a digit is no slip"),
        pytest.param([("a", "Antropic", "product")], ["one letter apart"], id="a slip of a curated name"),
        pytest.param([("a", "广州", "person")], ["same name, other type"], id="a curated name of another type"),
        pytest.param([("a", "参议院", "organization")], ["same name", "same name"], id="an alias that two claim"),
        pytest.param(
            [("a", "大卫·萨克斯", "person"), ("b", "萨克斯", "person")],
            ["last part of a name"],
            id="called by the last part",
        ),
        pytest.param(
            [("a", "大卫·萨克斯", "person"), ("b", "杰弗里·萨克斯", "person"), ("c", "萨克斯", "person")],
            ["last part of several names"] * 2,
            id="a last part that two share",
        ),
        pytest.param([("huawei", "华为", "organization"), ("apple", "华为", "product")], [], id="two curated ones"),
        pytest.param([("a", "字节跳劲", "organization")], [], id="short, and what it is like is named nowhere"),
        pytest.param(
            [("a", "字节跳劲", "organization"), ("bytedance", "字节跳动", "organization")],
            ["one character apart"],
            id="short, and both are named",
        ),
        pytest.param([("a", "北岸", "location")], [], id="nothing like it"),
    ],
)
def test_doubts(rules: Path, rows: list[tuple[str, str, str]], reasons: list[str]) -> None:
    assert [doubt.reason for doubt in find(rules, named(*rows))] == reasons


def test_two_that_were_discovered_stand_in_the_order_of_their_ids(rules: Path) -> None:
    found = find(rules, named(("b", "卡洛琳", "person"), ("a", "卡罗琳", "person")))
    assert found == [Doubt("a", "b", "sounds alike", "卡罗琳", "卡洛琳")]


def test_of_two_reasons_the_stronger_is_shown(rules: Path) -> None:
    names = (("a", "晨星科技"), ("b", "晨兴科技"), ("b", "晨星科技"))
    for order in permutations(named(*((entity_id, name, "organization") for entity_id, name in names))):
        assert find(rules, order) == [Doubt("a", "b", "same name", "晨星科技", "晨星科技")]


def test_a_curated_entity_is_the_one_to_keep(rules: Path) -> None:
    (found,) = find(rules, named(("a", "Antropic", "organization")))
    assert (found.left_id, found.right_id) == ("a", "anthropic")


def test_order_does_not_matter(rules: Path) -> None:
    rows = named(("a", "大卫·萨克斯", "person"), ("b", "杰弗里·萨克斯", "person"), ("c", "萨克斯", "person"))
    assert len({tuple(find(rules, order)) for order in permutations(rows)}) == 1


@pytest.mark.parametrize(
    "judgement",
    [
        pytest.param("b,a,different,li,2025-01-01,\n", id="judged to be two"),
        pytest.param("a,yes,hide,li,2025-01-01,\n", id="hidden"),
    ],
)
def test_what_is_judged_is_not_asked_again(tmp_path: Path, judgement: str) -> None:
    rules = make_rules(tmp_path, judgements=judgement)
    assert find(rules, named(("a", "卡罗琳", "person"), ("b", "卡洛琳", "person"))) == []
