"""Patterns that are tried only where two characters say so find what they find in a plain scan."""

import re

import pytest

from pipelines.text.mentions.phrases import PhraseIndex

PATTERNS = {
    "高铁|高速铁路|铁路": ["高铁", "高速铁路", "铁路"],
    "[对访][美日]": ["对美", "对日", "访美", "访日"],
    "铁铁": ["铁铁"],
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("铁", id="one character"),
        pytest.param("高速铁路与高铁、铁路", id="a word inside a longer one"),
        pytest.param("铁铁铁铁铁路", id="matches side by side, never one over another"),
        pytest.param("对美访日" * 40_000, id="all over a long text"),
        pytest.param("\ud800访美", id="a lone surrogate"),
    ],
)
def test_phrases_find_what_a_scan_finds(text: str) -> None:
    index = PhraseIndex()
    for pattern, phrases in [(pattern, index.add(pattern, words)) for pattern, words in PATTERNS.items()]:
        assert [m.span() for m in phrases.finditer(text)] == [m.span() for m in re.finditer(pattern, text)]


def test_a_pattern_that_begins_with_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="two characters or more"):
        PhraseIndex().add("[铁路]", ["铁", "路"])
