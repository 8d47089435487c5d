"""One private jieba dictionary for the whole package: words, search words, and what is known of a word."""

import logging
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module, metadata
from typing import Any

from pipelines.text.jieba_words import read_jieba_words
from pipelines.text.word_edges import WordEdges

_PHRASE = 5


class SegmenterError(RuntimeError):
    """A segmenter can't run here. The message says what to install or to set."""


class Segmenter:
    """jieba's dictionary and its word model. Feed it folded text: the dictionary is Simplified."""

    name = "jieba"

    def __init__(self) -> None:
        jieba = _import_jieba()
        self.version: str = jieba.__version__
        self._tokenizer = jieba.Tokenizer()
        with self._tokenizer.get_dict_file() as file:
            self._listed = read_jieba_words(file.read().decode("utf-8"))
        self._counts = self._listed.counts
        # Given its words, jieba reads and writes no file of its own.
        self._tokenizer.FREQ, self._tokenizer.total = self._counts, self._listed.total
        self._tokenizer.initialized = True
        edges = WordEdges(self._counts, self._listed.total)
        self.cuts_across = edges.cuts_across
        self.is_inside_word = edges.is_inside_word

    @property
    def tokenizer(self) -> Any:  # noqa: ANN401 - jieba has no types
        """The jieba tokenizer itself, for `jieba.posseg`."""
        return self._tokenizer

    def words(self, folded: str) -> Iterator[str]:
        """Cut a folded text into words; joined, they are the text."""
        words: Iterator[str] = self._tokenizer.cut(folded)
        return words

    def known_words(self, folded: str) -> list[str]:
        """Cut a short text into dictionary words and single characters, without guessing new words."""
        words: list[str] = list(self._tokenizer.cut(folded, HMM=False))
        return words

    def search_words(self, folded: str) -> Iterator[str]:
        """Cut a folded text into words and the shorter words inside long ones (search mode)."""
        words: Iterator[str] = self._tokenizer.cut_for_search(folded)
        return words

    def is_word(self, folded: str) -> bool:
        """Tell whether the dictionary lists this word."""
        return self._counts.get(folded, 0) > 0

    def is_rare(self, folded: str, most: int) -> bool:
        """Tell whether the dictionary's corpus has this word no more often than `most` times."""
        return self._counts.get(folded, 0) <= most

    def in_phrase(self, folded: str, start: int, end: int) -> bool:
        """Tell whether a dictionary phrase of four characters or more runs over an edge: 闭|关锁国."""
        counts = self._counts
        for begin in range(max(0, start - _PHRASE + 1), end):
            shortest = max(begin + 4, start + 1)
            if folded[begin:shortest] not in counts:  # nor is anything longer
                continue
            for stop in range(shortest, min(len(folded), begin + _PHRASE) + 1):
                runs_over = begin < start or stop > end
                if runs_over and counts.get(folded[begin:stop], 0) and not self.proper_type(folded[begin:stop]):
                    return True
        return False

    def is_noun(self, folded: str) -> bool:
        """Tell whether the dictionary takes a word for a noun, or for a verb used as one."""
        return folded in self._listed.nouns

    def proper_type(self, folded: str) -> str:
        """Tell what kind of name the dictionary takes a word for: person, location, organization, other, or ''."""
        return self._listed.proper.get(folded, "")


class RustSegmenter(Segmenter):
    """jieba's dictionary, cut into words by its port to Rust: many times faster, and a few words differ."""

    name = "rjieba"

    def __init__(self) -> None:
        super().__init__()
        self.version = segmenter_version(self.name)
        self._rust = import_module("rjieba").Jieba()

    def words(self, folded: str) -> Iterator[str]:
        """Cut a folded text into words; joined, they are the text."""
        return iter(self._rust.cut(folded))

    def known_words(self, folded: str) -> list[str]:
        """Cut a short text into dictionary words and single characters, without guessing new words."""
        words: list[str] = self._rust.cut(folded, hmm=False)
        return words

    def search_words(self, folded: str) -> Iterator[str]:
        """Cut a folded text into words and the shorter words inside long ones (search mode)."""
        return iter(self._rust.cut_for_search(folded))


_MAKERS: dict[str, Callable[[], Segmenter]] = {"jieba": Segmenter, "rjieba": RustSegmenter}
SEGMENTERS = tuple(sorted(_MAKERS))


def load_segmenter(name: str = "jieba") -> Segmenter:
    """Load the dictionary once a process (0.8 s, 135 MB).

    Args:
        name: One of `SEGMENTERS`, as in the settings.

    Raises:
        SegmenterError: Its package is not installed.
    """
    return _load(name)


@cache
def _load(name: str) -> Segmenter:
    segmenter_version(name)
    return _MAKERS[name]()


def segmenter_version(name: str) -> str:
    """Give the version of a segmenter without loading it: it enters the fingerprint.

    Raises:
        SegmenterError: Its package is not installed.
    """
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        advice = f"pip install newsledger[{name}], or set segmenter to jieba"
        raise SegmenterError(f"the segmenter {name} is not installed; {advice}") from None


def _import_jieba() -> Any:  # noqa: ANN401 - jieba has no types
    # jieba imports pkg_resources where it is installed, which newer setuptools warn about.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 - loading costs time: only who segments pays
    jieba.setLogLevel(logging.WARNING)
    return jieba
