"""Where a text falls apart: characters that stand side by side in no word of the dictionary have a seam between them.

Three of four places are seams. Asking the dictionary is far dearer, since no cache holds it.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

SEAM = 0
# Pairs of characters that stand side by side in a word (300,000) fill a fifteenth of this table; it fits in a cache.
_PAIRS = 1 << 22
_SPREAD = np.uint32(0x9E35)
_CHUNK = 1 << 16  # characters read at a time, so that a long text takes little memory


class PairTable:
    """Marks every two characters that stand side by side in a text; a few other pairs fall on the same place.

    Args:
        text: All pairs of it are marked.
        size: How many places there are: a power of two.
    """

    def __init__(self, text: str, size: int) -> None:
        self._table = np.zeros(size, np.uint8)
        self._mask = np.uint32(size - 1)
        self._table[self._places(text)] = 1

    def look_up(self, text: str) -> Iterator[tuple[int, npt.NDArray[np.uint8]]]:
        """Yield the marks of all pairs of a text, 1 or 0, piece by piece, and where in it each piece begins."""
        for at in range(0, len(text), _CHUNK):
            yield at, self._table.take(self._places(text[at : at + _CHUNK + 1]))

    def _places(self, text: str) -> npt.NDArray[np.uint32]:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        places: npt.NDArray[np.uint32] = codes[:-1] * _SPREAD
        places += codes[1:]
        places &= self._mask
        return places


class WordPairs:
    """Marks the seams of folded texts.

    Args:
        counts: Each word of the dictionary with its count, and each beginning of one with 0.
        longest: Longer words are left out.
    """

    def __init__(self, counts: Mapping[str, int], longest: int) -> None:
        words = (word for word, count in counts.items() if count and 1 < len(word) <= longest)
        self._table = PairTable("\n".join(words), _PAIRS)

    def seams(self, folded: str) -> bytes:
        """Give a byte for each place of a text: `SEAM` where no word lies across it, as at its start and its end.

        A few other places are unmarked too: their pairs fall on the same place of the table.
        """
        marks = b"".join(mark.tobytes() for _, mark in self._table.look_up(folded))
        return b"\0" + marks + b"\0" * bool(folded)
