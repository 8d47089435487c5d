"""Cutting a text where something begins or ends."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.reader.articles import Span
from pipelines.reader.pieces import cut_blocks
from tests.reader.made import TEXT, make_article

EDGES = st.integers(0, len(TEXT))


def test_spans_that_lie_in_one_another_hold_together() -> None:
    pieces = [piece for _, found in cut_blocks(make_article()) for piece in found]
    (number,) = [piece for piece in pieces if piece.text == "3万人"]
    assert [span.layer for span in number.spans] == ["quote", "number"]
    assert number.note == "30,000 人 · quantity · attributed\ndirect quotation · 王明 · 说"
    assert number.classes == "quote quote-direct number number-quantity"
    assert number.is_start


@given(st.lists(st.tuples(EDGES, EDGES).filter(lambda edge: edge[0] < edge[1])))
def test_pieces_are_the_raw_text(edges: list[tuple[int, int]]) -> None:
    article = make_article(spans=tuple(sorted((Span(a, b, "quote", "", "x") for a, b in edges), key=lambda s: s.start)))
    place = 0
    for block, pieces in cut_blocks(article):
        assert place == block.start
        for piece in pieces:
            end = place + len(piece.text)
            assert piece.text == TEXT[place:end]
            assert sorted((s.start, s.end) for s in piece.spans) == sorted(
                edge for edge in edges if edge[0] <= place and edge[1] >= end
            )
            place = end
    assert place == len(TEXT)
