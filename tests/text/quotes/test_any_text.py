"""What holds for any text: offsets are true, quotes nest, and one odd mark spoils its own paragraph at most."""

from hypothesis import given
from hypothesis import strategies as st

from tests.text.quotes.reading import find, told

MARKS = '“”‘’"「」『』，。：！（）《》 \n'
WORDS = (
    "李明",
    "他",
    "网友",
    "说",
    "表示",
    "称",
    "据",
    "在",
    "对",
    "的",
    "今天很冷",
    "price",
    "5",
    "指责",
    "所谓",
    "如果",
)
PIECES = st.sampled_from((*MARKS, *WORDS))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_offsets_hold_and_quotes_nest(text: str) -> None:
    quotes = find(text)
    for quote in quotes:
        assert text[quote.start_char : quote.end_char] == quote.surface
        if quote.speaker is not None:
            assert text[quote.speaker_start : quote.speaker_end] == quote.speaker
        if quote.cue is not None:
            assert text[quote.cue_start : quote.cue_end] == quote.cue
        if quote.parent is not None:
            outer = quotes[quote.parent]
            assert outer.start_char <= quote.start_char and quote.end_char <= outer.end_char
        assert 0 < quote.confidence <= 1
    assert len({(quote.start_char, quote.end_char) for quote in quotes}) == len(quotes)


@given(st.lists(PIECES.filter(lambda piece: piece not in "\n《》"), max_size=20).map("".join))
def test_an_odd_paragraph_does_not_spoil_the_next(noise: str) -> None:
    clean = "王芳说：“我走了。”"
    told_after = [told(quote) for quote in find(f"{noise}。\n\n{clean}")]
    assert "direct|王芳|说|我走了。" in told_after
