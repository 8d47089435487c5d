"""A page on its way: its lines, what each of them may be, and the labels given so far."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.text.pages.cues import Cue
from pipelines.text.pages.finder import Match
from pipelines.text.pages.frontmatter import FrontMatter
from pipelines.text.pages.header import Header
from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import Label, Mark
from pipelines.text.pages.shapes import Shape


@dataclass(slots=True)
class Draft:
    """Everything that the steps of zoning share. `labels[i]` is null until a step has spoken for line `i`."""

    text: str
    folded: str
    lines: list[Line]
    matches: list[Sequence[Match]]
    cues: list[Cue | Shape | None]
    headers: list[Header | None]
    labels: list[Label | None]
    named: Collection[int] = ()  # the lines that hold what may be a label
    sizes: list[int] = field(default_factory=list)  # of the lines, in characters
    prose: list[int] = field(default_factory=list)  # those of lines that read as an article's; 0 for others
    marks: list[Mark | None] = field(default_factory=list)
    notable: list[int] = field(default_factory=list)  # the lines that have a cue or a header
    labelled: list[int] = field(default_factory=list)  # the lines that some step has spoken for
    front: FrontMatter | None = None
    title_at: int | None = None
    is_title_known: bool = False
    flat_title_start: int = 0
    flat_title_end: int | None = None
    first: int = 0
    head_end: int = 0  # metadata stands above this line; below a standfirst it lies deeper than `first`
    cut: int = 0
    parts: dict[int, list[tuple[int, Label]]] = field(default_factory=dict)

    sources: frozenset[str] = frozenset()
    glued: dict[int, list[Header]] = field(default_factory=dict)

    @property
    def front_count(self) -> int:
        """The number of lines that front matter takes."""
        return self.front.line_count if self.front is not None else 0

    def label_by_cue(self, place: int, *, at_edge: bool) -> bool:
        """Label a line by the cue or shape it has; say whether it had one that counts here."""
        cue = self.cues[place]
        if cue is None or not (at_edge or cue.is_everywhere):
            return False
        self.labels[place] = Label(cue.zone, cue.kind, cue.id, 0.9)
        return True

    def stands_apart(self, place: int) -> bool:
        """Tell whether a blank line stands between a line and the one above it."""
        return self.text.count("\n", self.lines[place - 1].end, self.lines[place].start) > 1

    def is_cut(self, place: int) -> bool:
        """Tell whether the tail may begin at a line."""
        cue = self.cues[place]
        return cue is not None and cue.is_cut

    def first_article(self, start: int, *, is_strong: bool = False) -> int:
        """Give the first line from `start` on that reads as an article's (strong) prose, or the number of lines."""
        for place in range(start, len(self.lines)):
            if self.prose[place] and (not is_strong or self.lines[place].is_strong):
                return place
        return len(self.lines)

    def settle(self) -> None:
        """Note which lines are notable and which read as an article's, once cues and headers are known."""
        both = enumerate(zip(self.cues, self.headers, strict=True))
        self.notable = [place for place, (cue, header) in both if cue is not None or header is not None]
        self.sizes = [line.size for line in self.lines]
        self.prose = [line.size if line.is_prose and not line.is_teaser else 0 for line in self.lines]
        for place in self.notable:
            self.prose[place] = 0

    def content(self, places: Iterable[int]) -> Iterator[int]:
        """Give those of some lines that are content."""
        for place in places:
            label = self.labels[place]
            if label is not None and label.zone == "content":
                yield place

    def is_article(self, place: int) -> bool:
        """Tell whether a line reads as an article's prose: no cue, no header, no teaser."""
        return self.prose[place] > 0
