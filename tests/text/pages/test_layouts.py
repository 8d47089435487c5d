"""Pages laid out as many kinds of site lay them out, from `layouts.txt`: zones and metadata."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipelines.text.pages import PageReader
from pipelines.text.pages.model import Metadata

READER = PageReader()
FIELDS = ("title", "source", "author", "published", "url")
TIMES = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M"}


@dataclass
class Layout:
    """A page of the file: its text, the zone letter of every piece, and what it says of itself."""

    name: str
    text: str = ""
    pieces: list[tuple[int, int, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Add a line: what the page says of itself, or text with its zone letters."""
        name, _, value = line.partition(": ")
        if name in FIELDS:
            self.told[name] = value
            return
        marked = line[2:] if line[0] == "F" else f"⟦{line[0]}⟧{line[2:]}"
        bits = re.split("⟦([BCTM])⟧", marked)[1:]
        for letter, piece in zip(bits[::2], bits[1::2], strict=True):
            start = len(self.text) + len(piece) - len(piece.lstrip())
            self.pieces.append((start, start + len(piece.strip()), letter))
            self.text += piece
        self.text += "\n"


def _read_layouts() -> list[Layout]:
    layouts: list[Layout] = []
    for line in Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            layouts.append(Layout(line[4:]))
        elif line and not line.startswith("#"):
            layouts[-1].add(line)
    return layouts


@pytest.mark.parametrize("layout", _read_layouts(), ids=lambda layout: layout.name)
def test_a_layout(layout: Layout) -> None:
    page = READER.read(layout.text)
    zones = "".join(
        ("C" if block.zone == "content" else "-") * (block.end_char - block.start_char) for block in page.blocks
    )
    wrong = [
        (letter, layout.text[start:end])
        for start, end, letter in layout.pieces
        if (letter == "C" and "-" in zones[start:end]) or (letter == "B" and "C" in zones[start:end])
    ]
    assert wrong == []
    assert _tell(page.metadata) == layout.told


def _tell(found: Metadata) -> dict[str, str]:
    values = {name: getattr(found, name) for name in FIELDS if name != "published"}
    if found.published_at is not None and found.published_precision is not None:
        local = found.published_at.astimezone(ZoneInfo("Asia/Shanghai"))
        values["published"] = local.strftime(TIMES[found.published_precision])
    return {name: value for name, value in values.items() if value is not None}
