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


class Findings(NamedTuple):
    """For each line of a page, what may be cues and what may be labels in it.

    Words that are labels elsewhere are in all prose (文, 图): a line of prose has none here unless it begins with one.
    """

    cues: list[Sequence[Match]]
    labels: list[Sequence[Match]]


class Finder:
    """Finds the texts of cues and of labels, each numbered by its place in its own list."""

    def __init__(self, cues: Sequence[str], labels: Sequence[str], examples: Sequence[str] = ()) -> None:
        """Number them; the automaton keeps together what it meets in the examples."""
        cue_numbers = {text: number for number, text in enumerate(cues)}
        label_numbers = {text: number for number, text in enumerate(labels)}
        texts = list(dict.fromkeys((*cues, *labels)))
        self._numbers = [(cue_numbers.get(text), label_numbers.get(text)) for text in texts]
        self._automaton = CharwiseDoubleArrayAhoCorasick(texts, corpus=list(examples) or None)

    def find(self, folded: str, lines: Sequence[Line]) -> Findings:
        """Find them in every line. What an automaton finds comes in the order of its ends, and so do the lines."""
        total = len(lines)
        found = Findings([()] * total, [()] * total)
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
                if label is not None and (start < reach or labels):
                    if not labels:
                        found.labels[place] = labels
                    labels.append((start, end, label))
        return found
