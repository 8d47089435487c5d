"""The surroundings of a number: its clause, its sentence, its neighbours."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.text.claims.records import Figure, Sentence

_CLAUSE_MARKS = ",;:!?。\n "
_CLAUSE_MARK = re.compile(f"[{_CLAUSE_MARKS}]")
_LONGEST = 200


class Frame(NamedTuple):
    """Where a number's clause and sentence begin and end, and how far its own words reach.

    A space between Chinese words parts clauses, as in headlines. `floor` and `ceiling` are the ends of the stretch that
    no other number of the sentence has a claim to.
    """

    figure: Figure
    no: int
    sentence: Sentence
    clause_start: int
    clause_end: int
    floor: int
    ceiling: int
    block_start: int


def frame_figures(view: str, figures: Sequence[Figure], sentences: Sequence[Sentence]) -> list[Frame]:
    """Lay out the surroundings of each number; `figures` in order of their start."""
    frames = []
    block_starts = {block_no: start for start, _, block_no in reversed(sentences)}
    floor, last_no = 0, -1
    for no, figure in enumerate(figures):
        sentence = sentences[figure.sentence_no]
        low, high = sentence.start, sentence.end
        floor = low if figure.sentence_no != last_no else floor
        last_no = figure.sentence_no
        following = figures[no + 1].start if no + 1 < len(figures) else high
        frames.append(
            Frame(
                figure=figure,
                no=no,
                sentence=sentence,
                clause_start=_back(view, figure.start, low),
                clause_end=_ahead(view, figure.end, high),
                floor=min(floor, figure.start),
                ceiling=max(figure.end, min(following, high)),
                block_start=block_starts[sentence.block_no],
            )
        )
        floor = max(floor, figure.end)
    return frames


def clause_across(view: str, frame: Frame) -> tuple[int, int]:
    """Give a number's clause with the parts of a headline that only spaces part from it: 网传裁员3万人 公司辟谣."""
    start, end = frame.clause_start, frame.clause_end
    while start > frame.sentence.start and view[start - 1] == " ":
        start = _back(view, start - 1, frame.sentence.start)
    while end < frame.sentence.end and view[end] == " ":
        end = _ahead(view, end + 1, frame.sentence.end)
    return start, end


def _back(view: str, at: int, low: int) -> int:
    low = max(low, at - _LONGEST)
    while at > low and not (view[at - 1] in _CLAUSE_MARKS and not _is_within(view, at - 1)):
        at -= 1
    return at


def _ahead(view: str, at: int, high: int) -> int:
    high = min(high, at + _LONGEST)
    while (mark := _CLAUSE_MARK.search(view, at, high)) and _is_within(view, mark.start()):
        at = mark.end()
    return mark.start() if mark else max(at, high)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_within(view: str, at: int) -> bool:
    """Tell whether a mark parts no clauses: it stands in a number, or is a space that does not part Chinese words."""
    if view[at] == " ":
        return not (0 < at < len(view) - 1 and _is_han(view[at - 1]) and _is_han(view[at + 1]))
    return view[at] in ",:" and 0 < at < len(view) - 1 and view[at - 1].isdigit() and view[at + 1].isdigit()
