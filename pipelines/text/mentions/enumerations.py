"""Enumerations, 语音领域的豆包、3D领域的Tripo和混元: what one of their members is, the others are too."""

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pipelines.text.segmenter import Segmenter

Span = tuple[int, int]

_LONGEST_PART = 14
_MOST_PARTS = 8
_QUOTES = "“”\"'‘’「」『』《》 "
_OF = "的"


class Enumeration:
    """Tell whether two spans of a text are members of one enumeration."""

    def __init__(self, joints: str, words: list[str], segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        joint = f"[{_QUOTES}]*(?:{'|'.join(words)}|[{joints}])[{_QUOTES}]*"
        self._joint = re.compile(joint)
        # A member begins behind a joint, or behind a modifier that ends with 的; it never runs over a comma.
        part = rf"[^,.;:!?。…\n、]{{1,{_LONGEST_PART}}}?"
        between = rf"{joint}(?:{part}{joint}){{0,{_MOST_PARTS}}}(?:{part}{_OF}[{_QUOTES}]*)?"
        self._between = re.compile(between)

    def holds(self, view: str, one: Span, other: Span, names: AbstractSet[Span]) -> bool:
        """Tell whether nothing but joints, modifiers and other members stands between two spans.

        A member between them that is a plain word of the dictionary makes it a row of things: 豆包、油条和腾讯.

        Args:
            view: The text in the match view.
            one: A span of it.
            other: Another one, without overlap.
            names: Spans that may be names though they are words: the ambiguous aliases.
        """
        (_, start), (end, _) = sorted((one, other))
        if not 0 < end - start <= (_LONGEST_PART + 1) * _MOST_PARTS or not self._joint.match(view, start):
            return False
        if not self._between.fullmatch(view, start, end):
            return False
        return not any(self._is_plain(view, begin, stop, names) for begin, stop in self._members(view, start, end))

    def _members(self, view: str, start: int, end: int) -> list[Span]:
        """List the members between the first joint and the last, each without its modifier."""
        joints = [match.span() for match in self._joint.finditer(view, start, end)]
        return [(max(left[1], view.rfind(_OF, left[1], right[0]) + 1), right[0]) for left, right in pairwise(joints)]

    def _is_plain(self, view: str, start: int, end: int, names: AbstractSet[Span]) -> bool:
        word = view[start:end]
        return (start, end) not in names and self._segmenter.is_word(word) and not self._segmenter.proper_type(word)
