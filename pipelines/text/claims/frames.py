"""The surroundings of a number: its clause, its sentence, its neighbours."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.text.claims.records import Figure, Sentence

_CLAUSE_MARKS = ",;:!?。\n"
_LONGEST = 200


class Frame(NamedTuple):
    """Where a number's clause and sentence begin and end, and how far its own words reach.

    `floor` and `ceiling` are the ends of the stretch that no other number of the sentence has a claim to.
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
    block_starts: dict[int, int] = {}
    for sentence in sentences:
        block_starts.setdefault(sentence.block_no, sentence.start)
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


def _back(view: str, at: int, low: int) -> int:
    low = max(low, at - _LONGEST)
    while at > low and not (view[at - 1] in _CLAUSE_MARKS and not _in_number(view, at - 1)):
        at -= 1
    return at


def _ahead(view: str, at: int, high: int) -> int:
    high = min(high, at + _LONGEST)
    while at < high and (view[at] not in _CLAUSE_MARKS or _in_number(view, at)):
        at += 1
    return at


def _in_number(view: str, at: int) -> bool:
    return view[at] in ",:" and 0 < at < len(view) - 1 and view[at - 1].isdigit() and view[at + 1].isdigit()
