"""Cut a block into sentences, by the marks that end one in Chinese."""

import re
from collections.abc import Sequence

# A run of end marks, with the closing quotation marks and brackets that belong to it; a full stop before a blank; or a
# line break. All begin with one set of characters, so that a search skips quickly over the rest.
_END = re.compile(
    r"[。！？!?…；;.\n](?:(?<=[。！？!?…；;])[。！？!?…；;]*[”’」』】）)》\"']*|(?<=\.)(?=\s|$)|(?<=\n)\n*)"
)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut `text[start:end]` into sentences, without the blanks around them.

    A closing mark after the stop belongs to the sentence (他说：“走吧。”). Sentences never overlap; every
    character of the block that is not blank lies in exactly one.

    Returns:
        Half-open ranges in `text`, in order.

    >>> split_sentences("先走。再说！", 0, 6)
    [(0, 3), (3, 6)]
    """
    return [(first, last) for _, first, last in split_blocks(text, [(start, end)])]


def split_blocks(text: str, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Cut the blocks of a text into sentences; one never crosses a block.

    Args:
        text: The raw text.
        blocks: Half-open ranges of it, in order, without overlaps.

    Returns:
        For each sentence the place of its block in `blocks`, and its half-open range.
    """
    found: list[tuple[int, int, int]] = []
    for place, (start, end) in enumerate(blocks):
        begin = start
        for stop in _END.finditer(text, begin, end):
            last = stop.end()
            if text[begin].isspace() or text[last - 1].isspace():
                found += _trimmed(text, place, begin, last)
            else:
                found.append((place, begin, last))
            begin = last
        if begin < end:
            found += _trimmed(text, place, begin, end)
    return found


def _trimmed(text: str, place: int, start: int, end: int) -> list[tuple[int, int, int]]:
    """Give a sentence without the blanks around it, if anything is left."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return [(place, start, end)] if start < end else []
