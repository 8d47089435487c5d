"""Read a page: blocks that tile its text, and its metadata with every candidate kept."""

from collections.abc import Collection, Sequence
from itertools import repeat
from pathlib import Path

from pipelines.text.pages.draft import Draft
from pipelines.text.pages.firstpass import FirstPass, look_over
from pipelines.text.pages.metadata import MetadataReader, site_of
from pipelines.text.pages.model import Block, Hint, Label, Mark, Page
from pipelines.text.pages.names import Names
from pipelines.text.pages.zoning import Zoner
from pipelines.text.rulefiles import RULES_DIR

_BLANK = Label("boilerplate", "blank", "page.blank", 1.0)


class PageReader:
    """Reads pages by the rules of one folder. Make one and use it for many pages."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        self._names = Names(rules_dir)
        self.zoner = Zoner(rules_dir, self._names)
        self._metadata = MetadataReader(rules_dir, self._names)

    def read(
        self, text: str, *, hints: Sequence[Hint] = (), learnt: Collection[str] = (), marks: Sequence[Mark] = ()
    ) -> Page:
        """Read a page.

        Args:
            text: The raw text; blocks tile it exactly, offsets are code points into it.
            hints: What is known from outside the text: record, folder, HTML head.
            learnt: Normalised lines that are known to repeat within the page's source.
            marks: What the layout says of each line, where the text was rendered from HTML.
        """
        draft = self.zoner.draft(text, marks)
        titles = self._metadata.known_titles(draft, hints)
        sources = self._metadata.known_sources(draft, hints)
        self.zoner.label(draft, titles=titles, sources=sources, learnt=learnt)
        candidates, metadata = self._metadata.read(draft, hints)
        return Page(_tile(draft), candidates, metadata)

    def first_pass(self, text: str, *, hints: Sequence[Hint] = ()) -> FirstPass:
        """Say cheaply whose page this is, and list the normalised lines at its edges, which its source may repeat."""
        return look_over(text, hints, self.zoner.headers, self._names)

    def site_key(self, text: str, hints: Sequence[Hint] = ()) -> str | None:
        """Say cheaply whose page this is, without learnt lines: the site of its URL, or the source that it names."""
        for hint in hints:
            site = site_of(hint.value) if hint.field == "url" else None
            if site is not None:
                return site
        return self.first_pass(text, hints=hints).site

    def edge_lines(self, text: str) -> list[str]:
        """List the normalised lines near the edges of a page, which may be counted within its source."""
        return self.first_pass(text).edge_lines


def _tile(draft: Draft) -> list[Block]:
    """Turn the labels of lines into blocks; blanks after a line belong to its block."""
    text = draft.text
    if not draft.lines:
        if not text:
            return []
        if text.isspace():
            return [Block("boilerplate", "blank", 0, len(text), "page.blank", 1.0)]
        return [Block("content", "paragraph", 0, len(text), "page.too_many_lines", 0.3)]
    starts = [line.start for line in draft.lines]
    labels = [label for label in draft.labels if label is not None]
    assert len(labels) == len(starts)
    for place in sorted(draft.parts, reverse=True):
        starts[place + 1 : place + 1] = [start for start, _ in draft.parts[place]]
        labels[place + 1 : place + 1] = [label for _, label in draft.parts[place]]
    if starts[0] > 0:
        starts.insert(0, 0)
        labels.insert(0, _BLANK)
    zones, kinds, rules, confidences = zip(*labels, strict=True)
    columns = zip(zones, kinds, starts, [*starts[1:], len(text)], rules, confidences, strict=True)
    return list(map(tuple.__new__, repeat(Block), columns))  # no function of Python is called for each
