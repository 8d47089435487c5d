"""Pair quotation marks, paragraph by paragraph: one odd mark spoils its own paragraph at most.

Marks are read in the fold, where a full-width straight mark is a plain one. Chinese pages mix them: “…" opens one
way and closes another, a mark faces the wrong way, an opening one is repeated at each paragraph of a long speech and
closed once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "﹁": "﹂", "﹃": "﹄", "〝": "〞"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()} | {"〟": "〝"}
_STOP = re.compile(r"[。!?]")
_DOUBLE = frozenset('“”"')
MARKS = "“”‘’「」『』﹁﹂﹃﹄〝〞〟\"'"
_ENDS = frozenset("。!?…,;:.)")  # a mark behind one of these closes
_LEADS = frozenset(":,(。!?;、—\n 　")  # a mark behind one of these opens
_LONGEST_SPEECH = 8  # paragraphs that one unclosed mark may run over


class Token(NamedTuple):
    """One quotation mark: its place and the character in the fold."""

    at: int
    char: str


@dataclass(slots=True)
class Marked:
    """What stands between two marks: `start` is behind the first, `end` is before the last.

    Where the closing mark is missing, `is_closed` is false and `end` is that of the sentence or the paragraph.
    """

    start: int
    end: int
    opener: str
    parent: int | None
    is_closed: bool
    is_speech: bool = False  # it has the stops of a sentence; the rest may be a term, a name or a few words


def pair_marks(folded: str, tokens: Sequence[Token], paragraphs: Sequence[tuple[int, int, str]]) -> list[Marked]:
    """Pair the marks of a text.

    Args:
        folded: The text in the fold.
        tokens: Its quotation marks in order.
        paragraphs: Ranges without a line break and their zones, in order; no mark pairs across zones.

    Returns:
        What stands in marks, in order of the opening mark; a parent comes before what lies in it.
    """
    pairs: list[Marked] = []
    number = 0
    carried: tuple[int, str, int] | None = None  # a mark that an earlier paragraph left open, its zone, its paragraph
    for place, (start, end, zone) in enumerate(paragraphs):
        while number < len(tokens) and tokens[number].at < start:
            number += 1
        first = number
        while number < len(tokens) and tokens[number].at < end:
            number += 1
        mine = tokens[first:number]
        if carried is not None and (zone != carried[1] or place - carried[2] > _LONGEST_SPEECH):
            carried = None
        if not mine:
            continue
        if carried is not None:
            mine, is_over = _go_on(pairs[carried[0]], mine, start, folded)
            carried = None if is_over else carried
        found = _pair_paragraph(folded, mine, start, end, pairs)
        if found is not None and carried is None:
            carried = (found, zone, place)
    _close_at_stop(pairs, folded)
    return _by_place(pairs)


def _close_at_stop(pairs: list[Marked], folded: str) -> None:
    """End what is never closed where its sentence does; behind a colon, where its paragraph does."""
    for pair in pairs:
        if not pair.is_closed and folded[: pair.start - 1].rstrip()[-1:] != ":":
            stop = _STOP.search(folded, pair.start, pair.end)
            pair.end = stop.end() if stop else pair.end


def _by_place(pairs: list[Marked]) -> list[Marked]:
    """Put the pairs in the order of the text, and their parents' numbers with them."""
    order = sorted(range(len(pairs)), key=lambda n: (pairs[n].start, -pairs[n].end))
    found = [pairs[n] for n in order]
    stack: list[int] = []
    for number, pair in enumerate(found):
        while stack and found[stack[-1]].end < pair.end:
            stack.pop()
        pair.parent = stack[-1] if stack else None
        stack.append(number)
    return found


def _go_on(open_pair: Marked, tokens: Sequence[Token], start: int, folded: str) -> tuple[Sequence[Token], bool]:
    """Look for the end of a speech that an earlier paragraph left open; give the tokens left, and whether it ended."""
    wanted = _CLOSERS.get(open_pair.opener, '"')
    again = not folded[start : tokens[0].at].strip() and tokens[0].char == open_pair.opener
    rest = tokens[1:] if again else tokens
    depth = 0
    for number, token in enumerate(rest):
        if token.char == open_pair.opener and token.char != wanted:
            depth += 1
        elif token.char == wanted:
            if depth == 0:
                open_pair.end, open_pair.is_closed = token.at, True
                return rest[number + 1 :], True
            depth -= 1
    # With no closing mark here, only a repeated opening mark says that the speech goes on.
    return (rest, False) if again else (tokens, not again)


def _pair_paragraph(folded: str, tokens: Sequence[Token], start: int, end: int, pairs: list[Marked]) -> int | None:
    """Pair the marks of one paragraph; give the number of a pair that is still open at its end."""
    stack: list[int] = []  # the pairs that are open
    openers: list[str] = []  # and with which mark each
    for position, (at, char) in enumerate(tokens):
        before = folded[at - 1] if at > start else "\n"
        behind = folded[at + 1] if at + 1 < end else "\n"
        if char in "'’" and before.isascii() and before.isalnum() and (char == "'" or behind.isalnum()):
            continue  # an apostrophe, or feet
        if char == '"' and before.isdigit() and before.isascii() and not stack:
            continue  # inches
        match = _match(char, openers) if openers else None
        side = _side(char, before, behind, openers, match, tokens, position)
        if side == "open":
            stack.append(len(pairs))
            openers.append(_OPENERS.get(char, char))
            pairs.append(Marked(at + 1, end, openers[-1], None, is_closed=False))
        elif side == "close" and match is not None:
            pair = pairs[stack[match]]
            pair.end, pair.is_closed = at, True
            del stack[match:], openers[match:]
    return stack[0] if stack else None


def _side(
    char: str, before: str, behind: str, openers: Sequence[str], match: int | None, tokens: Sequence[Token], number: int
) -> str:
    """Tell whether a mark, which is one of `tokens`, opens, closes or means nothing; `match` is what it may close."""
    if char in _CLOSERS:
        faces_wrong = char in openers and before in _ENDS and (behind in _ENDS or behind == "\n")
        return "close" if faces_wrong else "open"
    if match is not None:
        return "close"
    if char == '"':
        return "none" if behind in "。,;!?\n" and before not in _LEADS else "open"
    # A closing mark that opens, or a straight single one, has another of its kind behind it.
    has_other = any(token.char == char for token in tokens[number + 1 :])
    return "open" if has_other and before in _LEADS and behind not in _ENDS and not openers else "none"


def _match(char: str, openers: Sequence[str]) -> int | None:
    """Find the open mark that `char` closes: its own kind first, then one that a straight mark may stand for."""
    wanted = _OPENERS.get(char, char)
    for number in range(len(openers) - 1, -1, -1):
        if openers[number] == wanted:
            return number
    if char in _DOUBLE:
        for number in range(len(openers) - 1, -1, -1):
            if openers[number] in _DOUBLE:
                return number
    return None
