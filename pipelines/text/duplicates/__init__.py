"""Copies of a report: what of a text counts, its sketch, and the groups of documents that tell one story."""

from pipelines.text.duplicates.groups import Member, Pair, group_copies
from pipelines.text.duplicates.likeness import Likeness, compare
from pipelines.text.duplicates.sketches import Sketch, countable, make_sketch

__all__ = ["Likeness", "Member", "Pair", "Sketch", "compare", "countable", "group_copies", "make_sketch"]
