"""Turn word lists into one pattern each, so that matching does not slow down as the lists grow."""

import re
from collections.abc import Iterable
from typing import TypeAlias

_Node: TypeAlias = "dict[str, _Node]"
_END = ""


def trie_pattern(words: Iterable[str], *, gap: str = "") -> str:
    """Write a pattern that matches the longest of `words`.

    Args:
        words: Literal words, none empty.
        gap: A pattern allowed between the characters of a word (headlines are printed 百 分 点).

    >>> trie_pattern(["公斤", "公里", "公"])
    '(?:公(?:斤|里)?)'
    """
    root: _Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return _write(root, gap)


def _write(node: _Node, gap: str) -> str:
    branches = []
    for char, child in node.items():
        if char == _END:
            continue
        tail = _write(child, gap) if len(child) > (_END in child) else ""
        if tail and gap:
            tail = f"(?:{gap}{tail})"
        branches.append(re.escape(char) + tail)
    return f"(?:{'|'.join(branches)})" + ("?" if _END in node else "")


def backward(words: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that, run on reversed text, finds the longest word that ends there."""
    return re.compile(trie_pattern(word[::-1] for word in words))
