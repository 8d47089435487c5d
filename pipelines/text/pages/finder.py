"""One pass over a page for all that is looked for by its wording: cues of furniture, labels of metadata."""

from collections.abc import Sequence
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from pipelines.text.pages.lines import Line

# What an automaton finds: the characters at `[start, end)` are the text with that number.
Match = tuple[int, int, int]
# Where a label may be one: in a line that is not longer, and in prose not further from its start.
HEADER_LENGTH = 160
INDENT = 4
# What stands behind a label, if it is one; labels are words of all prose (文, 图), and what follows them tells at once.
AFTER_LABEL = frozenset("人名:丨|】@/>》《0123456789 \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029")
_BLANKED = "*"  # marks of emphasis are blanks to a label


class Findings(NamedTuple):
    """For each line of a page, what may be cues and what may be labels in it: in prose, only where it begins with one.

    `named` are the numbers of all lines that hold a label.
    """

    cues: list[Sequence[Match]]
    labels: list[Sequence[Match]]
    named: set[int]


class Finder:
    """Finds the texts of cues and of labels, each numbered by its place in its own list."""

    def __init__(self, cues: Sequence[str], labels: Sequence[str], examples: Sequence[str] = ()) -> None:
        """Number them; the automaton keeps together what it meets in the examples."""
        numbers: dict[str, list[int | None]] = {text: [number, None] for number, text in enumerate(cues)}
        for number, label in enumerate(labels):
            for mark in (*sorted(AFTER_LABEL), _BLANKED):
                numbers.setdefault(label + mark, [None, None])[1] = number
        self._numbers = list(numbers.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(numbers), corpus=list(examples) or None)

    def find(self, folded: str, lines: Sequence[Line]) -> Findings:
        """Find them in every line. What an automaton finds comes in the order of its ends, and so do the lines."""
        total = len(lines)
        found = Findings([()] * total, [()] * total, set())
        numbers = self._numbers
        place, begin, limit, reach = -1, 0, 0, 0
        cues: list[Match] = []
        labels: list[Match] = []
        for start, end, text in self._automaton.find_overlapping(folded):
            if end > limit:
                while end > limit:
                    place += 1
                    if place == total:
                        return found
                    limit = lines[place].end
                line = lines[place]
                begin = line.start
                reach = 0 if line.size > HEADER_LENGTH else begin + INDENT + 1 if line.is_strong else limit
                cues, labels = [], []
            if start >= begin:
                cue, label = numbers[text]
                if cue is not None:
                    if not cues:
                        found.cues[place] = cues
                    cues.append((start, end, cue))
                if label is not None:
                    found.named.add(place)
                    if start < reach or labels:
                        if not labels:
                            found.labels[place] = labels
                        labels.append((start, end - 1, label))
        return found
