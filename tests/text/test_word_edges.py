"""Dictionary words that lie across the edge of a span, over a dictionary small enough to read."""

import itertools

import pytest

from pipelines.text.word_edges import LONGEST, WordEdges

WORDS = {"普通话": 1000, "普通": 900, "川普": 300, "四川": 800, "美国": 900, "国会": 500, "大会": 500, "国": 40}
TOTAL = sum(WORDS.values())


@pytest.fixture(scope="module")
def edges() -> WordEdges:
    """As the segmenter makes them: each beginning of a word is listed too, with 0."""
    beginnings = {word[:stop]: 0 for word in WORDS for stop in range(1, len(word))}
    return WordEdges(beginnings | WORDS, TOTAL)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("四川普通话", id="words across one another"),
        pytest.param("美国国会大会", id="words side by side"),
        pytest.param("𠀀美国𠀀", id="rare characters beside a word"),
        pytest.param("\ud800美国", id="a lone surrogate"),
        pytest.param("", id="nothing"),
    ],
)
def test_every_word_across_a_place_is_found(edges: WordEdges, text: str) -> None:
    for edge in range(len(text) + 1):
        spans = itertools.combinations(range(len(text) + 1), 2)
        across = [text[a:b] for a, b in spans if a < edge < b and b - a <= LONGEST and text[a:b] in WORDS]
        assert edges.is_inside_word(text, edge) == bool(across), (edge, across)


def test_words_are_found_all_over_a_long_text(edges: WordEdges) -> None:
    text = "美国，" * 50_000
    assert [at for at in range(len(text)) if edges.is_inside_word(text, at)] == list(range(1, len(text), 3))


@pytest.mark.parametrize(
    ("text", "name", "begin", "cuts"),
    [
        pytest.param("四川普通话", "川普", 0, True, id="both edges lie in words that are likelier"),
        pytest.param("美国国会", "国会", 0, False, id="words that only touch the span"),
        pytest.param("美国国会", "国国", 0, True, id="a word over each edge"),
        pytest.param("美国国会", "国", 0, False, id="a word that begins with the span is not across it"),
        pytest.param("四川普通话", "川普", 1, True, id="what stands before is a word of its own"),
    ],
)
def test_a_word_across_an_edge_is_weighed(edges: WordEdges, text: str, name: str, begin: int, cuts: bool) -> None:
    start = text.rindex(name)
    assert edges.cuts_across(text, start, start + len(name), begin) is cuts
