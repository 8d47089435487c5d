"""Groups of copies: stars around the earliest document, and never a chain of look-alikes."""

import random

import pytest

from pipelines.text.duplicates import Pair, group_copies


def pairs(described: str) -> list[Pair]:
    """Read pairs such as `a=b c~d`: `=` copies, `<` an excerpt, `~` related."""
    kinds = {"=": ("copy", 0.9), "<": ("excerpt", 0.95), "~": ("related", 0.3)}
    return [Pair(text[0], text[2], kinds[text[1]][1], kinds[text[1]][0]) for text in described.split()]


def groups(found: list[Pair], order: str) -> str:
    by_group: dict[str, str] = {}
    for member in group_copies(found, list(order)):
        by_group[member.group_id] = by_group.get(member.group_id, "") + member.doc_id
    return " ".join(by_group.values())


@pytest.mark.parametrize(
    ("described", "order", "grouped"),
    [
        pytest.param("a=b a=c b=c", "abc", "abc", id="three copies"),
        pytest.param("a=b a=c b=c", "cab", "cab", id="the earliest is the original"),
        pytest.param("a=b b=c", "abc", "ab", id="no chain: c is no copy of a"),
        pytest.param("a=b b=c", "bac", "ba", id="a and c have nothing in common"),
        pytest.param("a=b b=c a~c", "bac", "bac", id="members need not be copies of one another"),
        pytest.param("a=b b=c c=d", "abcd", "ab cd", id="what is left makes a group of its own"),
        pytest.param("a<d b<d", "dab", "da", id="a digest does not bring its reports together"),
        pytest.param("a<d b<d a=b", "dab", "dab", id="two excerpts of the same part"),
        pytest.param("a~b", "ab", "", id="related is no copy"),
        pytest.param("", "ab", "", id="no pairs"),
    ],
)
def test_groups(described: str, order: str, grouped: str) -> None:
    assert groups(pairs(described), order) == grouped


def test_the_order_of_pairs_does_not_count() -> None:
    rng = random.Random(7)
    names = "abcdefghij"
    found = [
        Pair(one, other, rng.choice([0.6, 0.8, 0.9]), rng.choice(["copy", "excerpt", "related"]))
        for one in names
        for other in names
        if one < other and rng.random() < 0.6
    ]
    expected = group_copies(found, list(names))
    assert expected
    for _ in range(5):
        rng.shuffle(found)
        turned = [Pair(p.other_id, p.doc_id, p.similarity, p.kind) if rng.random() < 0.5 else p for p in found]
        assert group_copies(turned, list(names)) == expected
