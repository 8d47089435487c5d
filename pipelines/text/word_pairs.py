"""Where a text falls apart: characters that stand side by side in no word of the dictionary have a seam between them.

Three of four places are seams. Asking the dictionary is far dearer, since no cache holds it.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

SEAM = 0
# Pairs of characters that stand side by side in a word (300,000) fill a fifteenth of this table; it fits in a cache.
_PAIRS = 1 << 22
_SPREAD = 0x9E35
_CHUNK = 1 << 16  # characters read at a time, so that a long text takes little memory


class WordPairs:
    """Marks the seams of folded texts.

    Args:
        counts: Each word of the dictionary with its count, and each beginning of one with 0.
        longest: Longer words are left out.
    """

    def __init__(self, counts: Mapping[str, int], longest: int) -> None:
        words = "\n".join(word for word, count in counts.items() if count and 1 < len(word) <= longest)
        self._table = np.zeros(_PAIRS, np.uint8)
        self._table[_places(words)] = 1
        self._latest = ("", b"\0")

    def seams(self, folded: str) -> bytes:
        """Give a byte for each place of a text: `SEAM` where no word lies across it, as at its start and its end.

        A few other places are unmarked too: their pairs fall on the same place of the table. The answer for a text is
        kept until another is asked for: what reads a document asks hundreds of times.
        """
        text, seams = self._latest
        if text is not folded:
            marks = [self._table.take(_places(folded[at : at + _CHUNK + 1])) for at in range(0, len(folded), _CHUNK)]
            seams = b"\0" + b"".join(mark.tobytes() for mark in marks) + b"\0" * bool(folded)
            self._latest = (folded, seams)
        return seams


def _places(text: str) -> npt.NDArray[np.uint32]:
    """Give the place in the table of each two characters side by side; a few others fall on the same place."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    places: npt.NDArray[np.uint32] = (codes[:-1] * np.uint32(_SPREAD) + codes[1:]) % np.uint32(_PAIRS)
    return places
