"""Cut a text wherever something begins or ends, so that spans that overlap can be shown side by side."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reader.articles import Article, Block, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text throughout which the same spans hold.

    Attributes:
        text: The raw text of the stretch.
        spans: What holds there, the longest first.
        is_start: Whether one of them begins here; a keyboard stops here.
    """

    text: str
    spans: tuple[Span, ...]
    is_start: bool

    @property
    def note(self) -> str:
        """What a reader is told, the narrowest first."""
        return "\n".join(dict.fromkeys(span.note for span in reversed(self.spans) if span.note))

    @property
    def classes(self) -> str:
        """The layers and kinds that hold, as words."""
        names = (name for span in self.spans for name in (span.layer, span.kind and f"{span.layer}-{span.kind}"))
        return " ".join(dict.fromkeys(name for name in names if name))


def cut_blocks(article: Article) -> Iterator[tuple[Block, list[Piece]]]:
    """Yield each block with its pieces; joined, the pieces of all blocks are the raw text."""
    starts = [span.start for span in article.spans]
    longest = max((span.end - span.start for span in article.spans), default=0)
    for block in article.blocks:
        first, last = bisect_left(starts, block.start - longest), bisect_right(starts, block.end)
        inside = [span for span in article.spans[first:last] if span.end > block.start and span.start < block.end]
        yield block, list(_cut(article.raw_text, block, inside))


def _cut(text: str, block: Block, spans: Sequence[Span]) -> Iterator[Piece]:
    edges = {block.start, block.end}
    for span in spans:
        edges |= {max(span.start, block.start), min(span.end, block.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        holding = sorted(
            (span for span in spans if span.start <= start and span.end >= end),
            key=lambda span: (span.start - span.end, span.layer),
        )
        yield Piece(text[start:end], tuple(holding), any(span.start == start and span.note for span in holding))
