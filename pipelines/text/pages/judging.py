"""What each line of a page may be by its own characters: furniture, metadata, or neither."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.text.folding import fold
from pipelines.text.pages.cues import Cue, CuePacks
from pipelines.text.pages.finder import Finder, Findings, Match
from pipelines.text.pages.header import Header, HeaderReader
from pipelines.text.pages.lines import Line
from pipelines.text.pages.pagetext import DIGIT
from pipelines.text.pages.shapes import MARKUP, Shape, Shapes

_FURNITURE_LENGTH = 60
_HEADING_LENGTH = 8
_HEADINGS = 3  # so many are a digest's
_KNOWN_LINES = 1 << 16
_UNKNOWN = Shape("", "boilerplate", "", False, 0, "")


class LineJudge:
    """Judges lines by the cues, shapes and labels of one rules folder."""

    def __init__(self, rules_dir: Path) -> None:
        self.packs = CuePacks(rules_dir)
        self.headers = HeaderReader(rules_dir, self.packs)
        self._shapes = Shapes(rules_dir)
        examples = [fold(cue.example) for cue in self.packs.cues]
        self._finder = Finder(self.packs.texts, self.headers.texts, examples)
        self._known: dict[str, Cue | Shape | None] = {}

    def judge(
        self, folded: str, lines: Sequence[Line]
    ) -> tuple[Findings, list[Cue | Shape | None], list[Header | None]]:
        """Give what is found in each line of a page, the cue or shape that makes it furniture, and its header.

        Prose without a cue or a label, which most lines are, is not looked at twice.
        """
        matches, labels, _ = found = self._finder.find(folded, lines)
        if "](" in folded:  # without the links something else stands behind a label
            for line in lines:
                if "](" in line.folded:
                    labels[line.number] = self.headers.find_at_start(line)
        cues: list[Cue | Shape | None] = [None] * len(lines)
        headers: list[Header | None] = [None] * len(lines)
        known = self._known  # what short lines were judged to be: a site puts the same furniture on all its pages
        if len(known) >= _KNOWN_LINES:
            known.clear()
        for place, line in enumerate(lines):
            if line.size <= _FURNITURE_LENGTH:
                cue = known.get(line.folded, _UNKNOWN)
                if cue is _UNKNOWN:
                    cue, headers[place] = self._judge(line, matches[place], labels[place])
                    if headers[place] is None:
                        known[line.folded] = cue
                cues[place] = cue
            elif not line.is_strong or labels[place] or matches[place] or line.folded[0] in MARKUP:
                cues[place], headers[place] = self._judge(line, matches[place], labels[place])
        _free_headings(lines, cues)
        return found, cues, headers

    def _judge(
        self, line: Line, matches: Sequence[Match], labels: Sequence[Match]
    ) -> tuple[Cue | Shape | None, Header | None]:
        """Say whether a line is furniture, or metadata, by its own characters; it is never both."""
        may_head = labels or (line.bits & DIGIT and not line.is_strong)
        header = self.headers.read(line, matches, labels) if may_head else None
        if header is not None and header.fields:
            return None, header
        cue = self.packs.judge(line, matches)
        if cue is not None and (cue.at != "word" or header is None or all(when.year is None for when in header.dates)):
            return cue, None
        if header is not None and header.dates:
            return None, header
        shape = self._shapes.judge(line)
        return shape, header if shape is None else None


def _free_headings(lines: Sequence[Line], cues: list[Cue | Shape | None]) -> None:
    """Take the headings of a digest (【公司】 among 【宏观】, 【海外】) for no words of a menu."""
    headings = [line.number for line in lines if line.size <= _HEADING_LENGTH and _is_bracketed(line.folded)]
    if len(headings) < _HEADINGS or all(cues[place] is not None for place in headings):
        return
    for place in headings:
        cue = cues[place]
        if cue is not None and cue.kind == "breadcrumb":
            cues[place] = None


def _is_bracketed(text: str) -> bool:
    return text[0] == "【" and text[-1] == "】"
