"""jieba's list of words: how often each word was counted, which of them are names, and which are nouns.

jieba keeps what it makes of its list as a marshal file at a guessable path in the shared temporary folder, where
anybody could put another one. Reading the list takes less time than reading that file, so there is none.
"""

from typing import NamedTuple

_NOUNS = frozenset(("n", "vn", "an", "nz", "j", "b", "l"))
_PROPER = {
    "nr": "person",
    "nrfg": "person",
    "nrt": "person",
    "ns": "location",
    "nt": "organization",
    "nz": "other",
}


class JiebaWords(NamedTuple):
    """What the list says. Of a word that stands twice, the later line counts.

    `counts` holds each word with its count, and each beginning of one that is no word with 0; `total` is the sum of
    the counts; `proper` says what kind of name a word is: person, location, organization or other.
    """

    counts: dict[str, int]
    total: int
    proper: dict[str, str]
    nouns: frozenset[str]


def read_jieba_words(text: str) -> JiebaWords:
    """Read the list: a word, its count and its part of speech on each line, with blanks between."""
    fields = text.split()
    words, counts, tags = fields[::3], list(map(int, fields[1::3])), fields[2::3]
    known: dict[str, int] = {}
    longer, size = words, 1
    while longer := [word for word in longer if len(word) > size]:
        known.update(dict.fromkeys([word[:size] for word in longer], 0))
        size += 1
    known.update(zip(words, counts, strict=True))
    proper = {word: _PROPER[tag] for word, tag in zip(words, tags, strict=True) if tag in _PROPER}
    nouns = frozenset(word for word, tag in zip(words, tags, strict=True) if tag in _NOUNS)
    return JiebaWords(known, sum(counts), proper, nouns)
