"""Patterns of `claim_subjects.toml` that say first with which characters they begin, so that a search is short."""

import re

import pytest

from pipelines.text.claims.subjectwords import BYLINE_ENDS
from pipelines.text.rulefiles import RULES_DIR, read_toml

_HEAD = re.compile(r"\(\?=\[[^\]]*\]\)")
_PATTERNS = read_toml(RULES_DIR / "claim_subjects.toml")
_HEADED = [key for key, pattern in _PATTERNS.items() if _HEAD.search(pattern)]


@pytest.mark.parametrize("key", _HEADED)
def test_the_characters_at_the_head_keep_no_word_out(key: str) -> None:
    pattern = _PATTERNS[key]
    headed, plain = re.compile(pattern), re.compile(_HEAD.sub("", pattern))
    words = [*dict.fromkeys(re.findall("[\u4e00-\u9fff]+", _HEAD.sub("", pattern)))]
    assert len(words) > 1
    for text in (first + last for first in words for last in ("", *words)):
        assert [m.span() for m in headed.finditer(text)] == [m.span() for m in plain.finditer(text)], text


def test_a_byline_ends_with_a_character_that_is_looked_for_first() -> None:
    words, _, _ = _PATTERNS["byline"].partition("{0,3}")
    classes, plain = re.findall("\\[([\u4e00-\u9fff]+)\\]", words), re.sub("\\[[^\\]]*\\]", " ", words)
    ends = {word[-1] for word in re.findall("[\u4e00-\u9fff]+", plain)} | set("".join(classes))
    assert len(ends) > 1
    assert ends | set(" 、/,:|丨·") == set(BYLINE_ENDS)
