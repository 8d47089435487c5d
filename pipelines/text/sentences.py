"""Cut a block into sentences, by the marks that end one in Chinese."""

import re

# A run of end marks, with the closing quotation marks and brackets that belong to it; or a line break.
_END = re.compile(
    r"(?:[。！？!?…；;]+|(?<![0-9A-Za-z])\.(?=\s|$)|(?<=[0-9A-Za-z])\.(?=\s+\S|\s*$))[”’」』】）)》\"']*|\n+"
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
    spans = []
    begin = start
    for stop in _END.finditer(text, start, end):
        spans.append((begin, stop.end()))
        begin = stop.end()
    spans.append((begin, end))
    return [span for span in (_strip(text, *s) for s in spans) if span[0] < span[1]]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
