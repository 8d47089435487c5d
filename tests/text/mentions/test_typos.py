"""Slips of the pen in Latin names."""

import pytest

from pipelines.text.mentions.gazetteer import Alias
from pipelines.text.mentions.typos import TypoFinder


@pytest.mark.parametrize(
    ("word", "entity_id"),
    [
        pytest.param("CharGPT", "chatgpt", id="one letter changed"),
        pytest.param("Authropic", "anthropic", id="another"),
        pytest.param("Antropic", "anthropic", id="one left out"),
        pytest.param("Anthroppic", "anthropic", id="one put in"),
        pytest.param("Anhtropic", "anthropic", id="two neighbours swapped"),
        pytest.param("Anthropic", None, id="no slip"),
        pytest.param("Anthropics", None, id="a final s is grammar"),
        pytest.param("Bnthropic", None, id="the first letter stands"),
        pytest.param("Claud", None, id="too short to tell"),
        pytest.param("Gemini3", None, id="a digit is never a slip"),
        pytest.param("Mastral", None, id="between two names"),
    ],
)
def test_typos(word: str, entity_id: str | None) -> None:
    names = ["ChatGPT", "Anthropic", "Claude", "Gemini2", "Mistral", "Mustral"]
    finder = TypoFinder(Alias(name.lower(), name, "en", "name", needs_context=False, source="own") for name in names)
    assert finder.find(word) == entity_id
