"""Find the words of a list in a text, in one pass however long the list is."""

from collections.abc import Iterable

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick


class WordList:
    """Words, compiled once.

    >>> WordList(["公斤", "公里", "公"]).find("三公里外有公鸡", 0, 7)
    [(1, 3, '公里'), (5, 6, '公')]
    """

    def __init__(self, words: Iterable[str]) -> None:
        # daachorse refuses an empty list; a word that no text holds stands in for it.
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(words) or ["\x00"], MATCH_KIND_LEFTMOST_LONGEST)

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """List the words of `text[start:end]` as (start, end, word), from left to right without overlaps.

        Of the words that begin at one place the longest counts.
        """
        part = text[start:end]
        return [(start + begin, start + stop, part[begin:stop]) for begin, stop, _ in self._automaton.find(part)]
