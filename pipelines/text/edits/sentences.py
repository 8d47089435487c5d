"""Compare two versions sentence by sentence: what was added, what was taken out, what was reworded."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pipelines.text.folding import fold

ZONES = frozenset({"title", "content"})
ALIKE = 0.5  # from this share of equal characters on, a sentence was reworded and not replaced
WINDOW = 20  # sentences; how far apart a sentence and its new wording are looked for in a rewritten passage

Span = tuple[int, int]


class Piece(NamedTuple):
    """A sentence of a version: its zone and its place in the version's text."""

    zone: str
    start_char: int
    end_char: int


class Edit(NamedTuple):
    """One edit: numbers of the sentences in their versions; null where the version has none."""

    kind: str  # added, removed or changed
    old_no: int | None
    new_no: int | None


def find_edits(old_text: str, old: Sequence[Piece], new_text: str, new: Sequence[Piece]) -> list[Edit]:
    """Find the edits of title and content between two versions, in the order of the new one.

    All sentences are compared, whatever their zone, so that a line whose zone differs between the versions is no edit;
    then only edits of title and content are kept: a read counter that goes up is none. Blanks, width, case and
    script don't count, nor does a sentence that only moved.

    Args:
        old_text: The text of the earlier version.
        old: Its sentences, in order.
        new_text: The text of the later version.
        new: Its sentences, in order.
    """
    old_keys, new_keys = _keys(old_text, old), _keys(new_text, new)
    edits: list[Edit] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag != "equal":
            edits += _pair(old_keys, range(i, i_end), new_keys, range(j, j_end))
    kept = _without_moved(edits, old_keys, new_keys)
    return [edit for edit in kept if _counts(edit, old, new)]


def _keys(text: str, pieces: Sequence[Piece]) -> list[str]:
    folded = fold(text)
    return ["".join(folded[piece.start_char : piece.end_char].split()) for piece in pieces]


def _pair(old: Sequence[str], old_range: range, new: Sequence[str], new_range: range) -> list[Edit]:
    """Bring the sentences of a rewritten passage together, the most alike first."""
    found = []
    for i in old_range:
        middle = new_range.start + i - old_range.start
        for j in range(max(new_range.start, middle - WINDOW), min(new_range.stop, middle + WINDOW + 1)):
            matcher = SequenceMatcher(None, old[i], new[j], autojunk=False)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                if ratio >= ALIKE:
                    found.append((-ratio, i, j))
    old_of: dict[int, int] = {}
    for _, i, j in sorted(found):
        if j not in old_of and i not in old_of.values():
            old_of[j] = i
    paired = set(old_of.values())
    edits = [Edit("removed", i, None) for i in old_range if i not in paired]
    return edits + [Edit("changed", old_of[j], j) if j in old_of else Edit("added", None, j) for j in new_range]


def _without_moved(edits: Sequence[Edit], old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Leave out what was taken out in one place and put in unchanged in another."""
    removed = Counter(old[edit.old_no] for edit in edits if edit.old_no is not None and edit.new_no is None)
    added = Counter(new[edit.new_no] for edit in edits if edit.new_no is not None and edit.old_no is None)
    moved = {"removed": removed & added, "added": removed & added}
    kept = []
    for edit in edits:
        key = old[edit.old_no] if edit.old_no is not None else new[edit.new_no or 0]
        if edit.kind != "changed" and moved[edit.kind][key]:
            moved[edit.kind][key] -= 1
        else:
            kept.append(edit)
    return kept


def _counts(edit: Edit, old: Sequence[Piece], new: Sequence[Piece]) -> bool:
    """Tell whether both sides of an edit are title or content."""
    return (edit.old_no is None or old[edit.old_no].zone in ZONES) and (
        edit.new_no is None or new[edit.new_no].zone in ZONES
    )
