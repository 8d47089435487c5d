"""A text as its visible lines, with the few counts that tell prose from furniture."""

import re
from itertools import accumulate, compress

from pipelines.text.pages.pagetext import CLASSES, COMMA, FULL_STOP, MARK, STOP, UNSEEN, PageText, hold_classes

_VISIBLE = re.compile(r"[^\s\ufeff\u200b](?:.*[^\s\ufeff\u200b])?", re.DOTALL)
_PROSE = (STOP, COMMA, FULL_STOP)  # what prose is known by
_PUNCTUATED = STOP | COMMA
_ANY = 0x1FF  # until it is known what a line holds, it may hold anything
_ENDS = frozenset("。！？!?；;：:…”’」』）)】》\"'．.~～—")
_TEASER_ENDS = frozenset(".…细情文多看])】>")
_TEASER_END = re.compile(r"(?:\.{3,6}|…|[\[【(]?(?:详细|详情|全文|更多|阅读全文|查看全文)[\]】)>]{0,2})$")
_TEASER_REACH = 12

# Of a Markdown link or image. Each way has a first character of its own, which lets the search skip over the rest.
_TARGET = re.compile(r"!\[[^\[\]]{0,40}\]\([^()]*\)|\[[^\[\]]{0,40}\]\([^()]*\)|\]\([^()]*\)")

_SENTENCE_LENGTH = 8
PROSE_LENGTH = 25
LONG_LENGTH = 40
HEADLINE_LENGTH = 60


class Line:
    """A visible line `[start, end)` of the raw text, and the same characters folded.

    `bits` says which classes of characters it holds (STOP, DIGIT, MARK …). A plain class with slots: a page has a
    hundred of them, and a dataclass takes twice the time to make.
    """

    __slots__ = ("bits", "end", "folded", "is_prose", "is_strong", "is_teaser", "number", "size", "start", "text")

    def __init__(self, number: int, start: int, text: str, folded: str, bits: int = _ANY) -> None:
        self.number = number
        self.start = start
        self.size = size = len(text)
        self.end = start + size
        self.text = text
        self.folded = folded
        self.bits = bits
        self.is_prose = self.is_strong = self.is_teaser = False


def split_lines(page: PageText) -> list[Line]:
    """Cut a text into its visible lines; blank ones are left out."""
    pieces = page.raw.splitlines(keepends=True)
    if not pieces:
        return []
    ends = list(accumulate(map(len, pieces)))
    starts = [0, *ends[:-1]]
    stripped = list(map(str.strip, pieces))
    lines: list[Line] = []
    folded, codes = page.folded, page.codes
    columns = zip(pieces, stripped, starts, hold_classes(codes, starts), strict=True)
    for piece, visible, begin, held in compress(columns, stripped):
        start, text, bits = begin, visible, held
        if bits & UNSEEN:
            found = _VISIBLE.search(piece)
            if found is None:
                continue
            start, text = begin + found.start(), found[0]
            bits = hold_classes(codes[start : start + len(text)], [0])[0]
        elif piece[0] != text[0]:
            start = begin + piece.index(text[0])
        line = Line(len(lines), start, text, folded[start : start + len(text)], bits)
        lines.append(line)
        if bits & _PUNCTUATED:
            _measure(line)
    return lines


def _measure(line: Line) -> None:
    """Tell whether a line reads as prose, as a teaser, and as prose that no headline or caption would be."""
    text, size, bits = line.folded, line.size, line.bits
    if bits & MARK and "](" in text:
        text = _TARGET.sub("", text)
        size = len(text)
        bits = sum(bit for bit in _PROSE if CLASSES[bit].search(text)) if size >= _SENTENCE_LENGTH else 0
    if size < PROSE_LENGTH:
        line.is_prose = size >= _SENTENCE_LENGTH and bits & COMMA != 0 and text[-1] in "。”"
        return
    # A headline may hold ！ or ？ and a comma, but seldom a full stop, and it does not end in one.
    last = text[-1]
    is_ended = last in _ENDS
    if not (bits & FULL_STOP or (is_ended and bits & STOP) or (size >= HEADLINE_LENGTH and bits & COMMA)):
        return
    if not bits & STOP and "," not in text and "、" not in text:
        return  # colons alone: a long row of labels and values
    line.is_prose = True
    if last in _TEASER_ENDS and size < 160 and _TEASER_END.search(text, size - _TEASER_REACH) is not None:
        line.is_teaser = True
    elif is_ended or size >= 2 * LONG_LENGTH:
        line.is_strong = size >= LONG_LENGTH or len(CLASSES[STOP].findall(text)) > 1


def normalise_line(folded: str) -> str:
    """Bring a line to the form in which lines of one source are counted: no blanks, digits as one mark.

    >>> normalise_line("评论 (191)")
    '评论(#)'
    """
    return re.sub(r"\d+", "#", "".join(folded.split()))
