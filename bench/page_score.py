"""Score the body that was taken from a page against labels made by hand, character by character; blanks don't count."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SENTENCE = re.compile(r"(?<=[。！？；!?;，,：:])")
_RUN = 12
LOST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page as text, perhaps as HTML, and a label for each character of the text (null for blanks)."""

    id: str
    text: str
    html: str | None
    labels: list[str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one page's body was found; `removed` is null where the page has no furniture."""

    f1: float
    removed: float | None
    recall: float


def load_pages(folder: Path) -> list[LabelledPage]:
    """Load the pages of a folder: gold.jsonl, raw/ID.txt and, where there is one, raw/ID.html."""
    pages = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = (folder / "raw" / f"{gold['id']}.txt").read_bytes().decode()
        html = folder / "raw" / f"{gold['id']}.html"
        saved = html.read_bytes().decode() if html.exists() else None
        pages.append(LabelledPage(gold["id"], text, saved, _labels(text, gold["lines"])))
    return pages


def _labels(text: str, rows: Sequence[dict[str, Any]]) -> list[str | None]:
    labels: list[str | None] = [None] * len(text)
    starts, place = [], 0
    for line in text.split("\n"):
        starts.append((place, line))
        place += len(line) + 1
    for row in rows:
        start, line = starts[row["n"] - 1]
        own = [row["label"]] * len(line)
        for first, end, label in row.get("parts", ()):
            own[first:end] = [label] * (end - first)
        for at, char in enumerate(line):
            if not char.isspace():
                labels[start + at] = own[at]
    return labels


def score_spans(page: LabelledPage, spans: Sequence[tuple[int, int]], *, strange: int = 0) -> Score:
    """Score a body given as spans of the text; `strange` characters of it stand nowhere in the text."""
    total = Counter(label for label in page.labels if label)
    kept: Counter[str] = Counter()
    for start, end in spans:
        kept.update(label for label in page.labels[start:end] if label)
    right, wrong = kept["content"], kept["boilerplate"] + strange
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / total["content"] if total["content"] else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    removed = 1 - kept["boilerplate"] / total["boilerplate"] if total["boilerplate"] else None
    return Score(f1, removed, recall)


def score_text(page: LabelledPage, body: str) -> Score:
    """Score a body given as text: its lines, or else its sentences, or else short runs, are looked up in the page."""
    places = [at for at, char in enumerate(page.text) if not char.isspace()]
    flat = "".join(page.text[at] for at in places)
    taken = bytearray(len(flat))
    cursor = strange = 0
    for piece in _pieces(flat, body):
        at = _find_free(flat, taken, piece, cursor)
        if at is None:
            strange += len(piece)
            continue
        taken[at : at + len(piece)] = b"\1" * len(piece)
        cursor = at + len(piece)
    spans = [(places[at], places[at] + 1) for at, is_taken in enumerate(taken) if is_taken]
    return score_spans(page, spans, strange=strange)


def _pieces(flat: str, body: str) -> Iterator[str]:
    for line in body.splitlines():
        whole = "".join(line.split())
        if whole in flat:
            yield whole
            continue
        for sentence in _SENTENCE.split(whole):
            if sentence in flat:
                yield sentence
            else:
                yield from (sentence[at : at + _RUN] for at in range(0, len(sentence), _RUN))


def _find_free(flat: str, taken: bytearray, piece: str, cursor: int) -> int | None:
    """Find a piece that nothing has taken yet: behind the last one first, then anywhere."""
    for begin in (cursor, 0):
        at = flat.find(piece, begin)
        while at >= 0 and taken[at : at + 1] == b"\1":
            at = flat.find(piece, at + 1)
        if at >= 0 and piece:
            return at
    return None if piece else cursor
