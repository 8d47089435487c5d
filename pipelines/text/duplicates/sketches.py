"""The sketch of a text: a sample of its shingles that is the same on every machine and in every version of a library.

A shingle is a run of characters. All shingles are hashed, and those whose hash is small are kept: a MinHash whose size
grows with the text (FracMinHash; Irber et al. 2022, doi:10.1101/2022.01.11.475838). Unlike a MinHash of fixed size it
tells how much of a short text lies in a long one, so an excerpt is found too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.text.folding import fold

SHINGLE_CHARS = 8
# Anchors are longer: two texts that share a run of this many letters have most likely one source.
ANCHOR_CHARS = 16
HASH_LIMIT = 1 << 31
SAMPLE_LIMIT = HASH_LIMIT >> 3  # one shingle in eight
ANCHOR_LIMIT = HASH_LIMIT >> 5
ALL_UP_TO = 512  # a text with no more shingles keeps them all
ANCHORS_AT_LEAST = 16

QUOTED_CHARS = 6
_QUOTATION = re.compile(
    "|".join(
        f"{opening}[^{opening}{closing}\\n]{{{QUOTED_CHARS},}}{closing}"
        for opening, closing in ("“”", "「」", "『』", ('"', '"'))
    )
)
_BASE = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text for comparing it.

    Attributes:
        shingle_count: Different shingles of the text.
        sampled_count: Those of them in the sample of one in eight.
        shingles: Hashes in ascending order: of all shingles where they are few, of the sample where they are many.
        anchors: Hashes of long shingles in ascending order; texts that share none are not compared.
    """

    shingle_count: int
    sampled_count: int
    shingles: tuple[int, ...]
    anchors: tuple[int, ...]


def countable(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Give the letters and digits of some ranges, folded, without quotations: two reports may quote one speaker.

    Where a text is mostly quotation (an interview), the quotations are its own words and stay.

    >>> countable("他說：「我們絕不會賣掉工廠。」會議在週三結束，沒有人再問。", [(0, 30)])
    '他说会议在周三结束没有人再问'
    """
    whole = "".join(fold(text[start:end]) for start, end in ranges)
    own, everything = _letters(_QUOTATION.sub("", whole)), _letters(whole)
    return own if 2 * len(own) > len(everything) else everything


def make_sketch(letters: str) -> Sketch:
    """Sketch a text.

    Args:
        letters: What `countable` gives.
    """
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    shingles, anchors = _hashes(codes, SHINGLE_CHARS), _hashes(codes, ANCHOR_CHARS)
    sampled = shingles[shingles < SAMPLE_LIMIT]
    kept = shingles if len(shingles) <= ALL_UP_TO else sampled
    anchor_count = max(ANCHORS_AT_LEAST, int(np.searchsorted(anchors, np.uint64(ANCHOR_LIMIT))))
    return Sketch(len(shingles), len(sampled), _integers(kept), _integers(anchors[:anchor_count]))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _hashes(codes: Hashes, size: int) -> Hashes:
    """Hash all shingles of a size: different values below `HASH_LIMIT`, in ascending order."""
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        found = found * _BASE + codes[offset : offset + count]
    # The finalizer of SplitMix64 (Steele et al. 2014): every bit of the polynomial reaches every bit of the hash.
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found ^= found >> np.uint64(31)
    return np.unique(found >> np.uint64(33))


def _integers(hashes: Hashes) -> tuple[int, ...]:
    return tuple(hashes.tolist())
