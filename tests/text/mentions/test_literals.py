"""Where a document's own names stand in it."""

import pytest

from pipelines.text.mentions.literals import find_literals
from tests.marks import unmark


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param("⟦北京大学⟧和⟦北京⟧", ["北京", "北京大学"], id="the longest at a place"),
        pytest.param("在⟦甲乙⟧丙丁", ["乙丙丁", "甲乙"], id="the leftmost, though another is longer"),
        pytest.param("⟦哈哈⟧⟦哈哈⟧哈", ["哈哈"], id="without overlaps"),
        pytest.param("甲乙丙", ["丁"], id="a name that the text does not hold"),
    ],
)
def test_find_literals(marked: str, names: list[str]) -> None:
    text, spans = unmark(marked)
    assert list(find_literals(text, names)) == spans
