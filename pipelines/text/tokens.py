"""Search tokens: the words by which a reader would look for a document, and how often each stands in it."""

from collections import Counter
from collections.abc import Sequence

from pipelines.text.folding import fold
from pipelines.text.segmenter import load_segmenter


def find_tokens(text: str, ranges: Sequence[tuple[int, int]], segmenter: str = "jieba") -> dict[str, int]:
    """Count the search tokens of some ranges of a text.

    Tokens are folded. A Chinese word of two characters or more counts as itself and by the shorter words inside it
    (人工智能 also as 人工 and 智能); a Latin word or a number counts whole, whatever its length. Punctuation and single
    characters don't count.

    Args:
        text: The raw text.
        ranges: Half-open ranges of it, such as its sentences; no token crosses from one into the next.
        segmenter: What cuts the text into words, as in the settings.

    Returns:
        Token to count, sorted by token.
    """
    words = load_segmenter(segmenter).search_words
    counts: Counter[str] = Counter()
    for start, end in ranges:
        counts.update(filter(_is_token, words(fold(text[start:end]))))
    return dict(sorted(counts.items()))


def _is_token(word: str) -> bool:
    if len(word) > 1:
        return any(map(str.isalnum, word))
    return word.isascii() and word.isalpha()
