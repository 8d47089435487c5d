"""Whatever the text and the tags: spans are true, sorted and apart, and finding them again finds the same."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.mentions import MentionFinder
from pipelines.text.sentences import split_sentences
from pipelines.text.taggers import Tag
from tests.text.mentions.conftest import Find

PIECES = [
    "华为",
    "中美",
    "中",
    "国会",
    "大卫",
    "·",
    "（",
    "）",
    "(",
    ")",
    "DeepSeek",
    "-R1",
    " ",
    "4",
    "GPT",
    "。",
    "\n",
    "X",
    "的",
]
TYPES = ["person", "organization", "location", "work", "other"]


@st.composite
def tagged_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[list[Tag]]]:
    text = "".join(draw(st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=40)))
    sentences = split_sentences(text, 0, len(text))
    tags = []
    for start, end in sentences:
        edges = sorted(draw(st.sets(st.integers(0, end - start), max_size=6)))
        kinds = st.sampled_from(TYPES)
        tags.append([Tag(a, b, draw(kinds)) for a, b in zip(edges[::2], edges[1::2], strict=False)])
    return text, sentences, tags


@settings(max_examples=150, deadline=None)
@given(tagged_texts())
def test_mentions_of_any_text(
    finder: MentionFinder, given_text: tuple[str, list[tuple[int, int]], list[list[Tag]]]
) -> None:
    text, sentences, tags = given_text
    mentions = finder.find(text, sentences, tags)
    for m in mentions:
        start, end = sentences[m.sentence_no]
        assert start <= m.start_char < m.end_char <= end
        assert m.surface == text[m.start_char : m.end_char]
    assert all(a.end_char <= b.start_char for a, b in pairwise(mentions))
    assert finder.find(text, sentences, tags) == mentions


def test_a_run_of_capitals_is_no_name(find: Find) -> None:
    assert find("Aa " * 50) == []
