"""One private jieba dictionary for the whole package: words, search words, and which edge a word lies across.

jieba keeps its dictionary as a marshal file at a guessable path in the shared temporary folder, where anybody could
put another one. Ours lies in the user's own cache folder, readable by the user alone; where that can't be had, the
dictionary is built in memory.
"""

import logging
import math
import os
import stat
import warnings
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

# The longest dictionary word that can lie across an edge, and how far around an alias words are weighed.
_LONGEST = 5
_WINDOW = 6
_PHRASE = 5
_KEPT = 1 << 16  # answers about windows of text: names stand in the same words again and again
# What an alias that is no dictionary word weighs, as a count in jieba's 60-million-word dictionary.
_JOINTS = frozenset("和与及跟对被让")
_UNKNOWN_COUNT = 50
_NOUNS = frozenset(("n", "vn", "an", "nz", "j", "b", "l"))
_PROPER = {
    "nr": "person",
    "nrfg": "person",
    "nrt": "person",
    "ns": "location",
    "nt": "organization",
    "nz": "other",
}


class SegmenterError(RuntimeError):
    """A segmenter can't run here. The message says what to install or to set."""


class Segmenter:
    """jieba's dictionary and its word model. Feed it folded text: the dictionary is Simplified."""

    name = "jieba"

    def __init__(self) -> None:
        jieba = _import_jieba()
        self.version: str = jieba.__version__
        self._tokenizer = _make_tokenizer(jieba)
        self._counts: dict[str, int] = self._tokenizer.FREQ
        self._log_total = math.log(self._tokenizer.total)
        self._dictionary: tuple[dict[str, str], frozenset[str]] | None = None
        self._is_split = lru_cache(maxsize=_KEPT)(self._weigh_split)
        self._is_within = lru_cache(maxsize=_KEPT)(self._find_within)

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

    def cuts_across(self, folded: str, start: int, end: int, begin: int = 0) -> bool:
        """Tell whether a word lies across an edge of `folded[start:end]`, as 普通话 does in 四|川普|通话.

        A word that begins with the span (美国股市 for 美国) is not across it; one that only ends with it is.
        Where a dictionary word lies across, the most likely cut that keeps the span is weighed against the most
        likely cut of all. What stands before `begin` is known to be another word.
        """
        left, right = max(begin, start - _WINDOW), min(len(folded), end + _WINDOW)
        return self._is_split(folded[left:right], start - left, end - left)

    def is_inside_word(self, folded: str, edge: int) -> bool:
        """Tell whether a dictionary word lies across this place of a text."""
        return self._is_within(folded[max(0, edge - _LONGEST) : edge + _LONGEST], min(edge, _LONGEST))

    def in_phrase(self, folded: str, start: int, end: int) -> bool:
        """Tell whether a dictionary phrase of four characters or more runs over an edge: 闭|关锁国."""
        for begin in range(max(0, start - _PHRASE + 1), end):
            for stop in range(max(begin + 4, start + 1), min(len(folded), begin + _PHRASE) + 1):
                runs_over = begin < start or stop > end
                if runs_over and self._counts.get(folded[begin:stop], 0) and not self.proper_type(folded[begin:stop]):
                    return True
        return False

    def is_noun(self, folded: str) -> bool:
        """Tell whether the dictionary takes a word for a noun, or for a verb used as one."""
        return folded in self._read_dictionary()[1]

    def proper_type(self, folded: str) -> str:
        """Tell what kind of name the dictionary takes a word for: person, location, organization, other, or ''."""
        return self._read_dictionary()[0].get(folded, "")

    def _read_dictionary(self) -> tuple[dict[str, str], frozenset[str]]:
        if self._dictionary is None:
            self._dictionary = _read_nouns(self._tokenizer)
        return self._dictionary

    def _find_within(self, window: str, edge: int) -> bool:
        return any(
            self._counts.get(window[begin:stop], 0) > 0
            for begin in range(edge)
            for stop in range(edge + 1, min(len(window), begin + _LONGEST) + 1)
        )

    def _weigh_split(self, window: str, start: int, end: int) -> bool:
        if not any(self._words_across(window, edge, start, end) for edge in (start, end)):
            return False
        return self._best(window, None) < self._best(window, (start, end)) - 1e-9

    def _words_across(self, window: str, edge: int, start: int, end: int) -> bool:
        for begin in range(max(0, edge - _LONGEST + 1), edge):
            for stop in range(edge + 1, min(len(window), begin + _LONGEST) + 1):
                # The dictionary has a few words such as 和普京, which are two.
                is_two = (begin, stop) == (start - 1, end) and window[begin] in _JOINTS and end - start > 1
                is_across = not is_two and _is_across(begin, stop, start, end)
                if is_across and self._counts.get(window[begin:stop], 0) > 0:
                    return True
        return False

    def _best(self, window: str, span: tuple[int, int] | None) -> float:
        """Weigh the most likely cut by jieba's model (unigrams); no word lies across an edge of `span`."""
        costs = [0.0] * (len(window) + 1)
        for begin in range(len(window) - 1, -1, -1):
            best = math.inf
            for stop in range(begin + 1, min(len(window), begin + _LONGEST) + 1):
                count = self._counts.get(window[begin:stop], 0)
                if span is not None:
                    if _is_across(begin, stop, *span):
                        continue
                    if (begin, stop) == span:
                        count = max(count, _UNKNOWN_COUNT)
                if count or stop == begin + 1:
                    best = min(best, self._log_total - math.log(count or 1) + costs[stop])
            costs[begin] = best
        return costs[0]


def _is_across(begin: int, stop: int, start: int, end: int) -> bool:
    """Tell whether `[begin, stop)` lies across an edge of `[start, end)`, unless it only makes it longer."""
    if begin == start and stop >= end:
        return False
    return begin < start < stop or begin < end < stop


def _read_nouns(tokenizer: Any) -> tuple[dict[str, str], frozenset[str]]:  # noqa: ANN401 - jieba has no types
    """Read the dictionary's names with their types, and its nouns."""
    proper = {}
    nouns = set()
    with tokenizer.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            if tag in _PROPER:
                proper[word] = _PROPER[tag]
            if tag in _NOUNS:
                nouns.add(word)
    return proper, frozenset(nouns)


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
    """Load the dictionary once a process (0.7 s the first time on a machine, 135 MB).

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


def _make_tokenizer(jieba: Any) -> Any:  # noqa: ANN401 - jieba has no types
    tokenizer = jieba.Tokenizer()
    folder = _private_folder()
    if folder is not None:
        tokenizer.cache_file = str(folder / f"jieba-{jieba.__version__}.cache")
        tokenizer.tmp_dir = str(folder)
        tokenizer.initialize()
    else:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
    return tokenizer


def _private_folder() -> Path | None:
    """Find or make the cache folder that only this user can read and write; None where that can't be had."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "newsledger"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        found = folder.stat()
    except (OSError, RuntimeError):
        return None
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    writable = os.access(folder, os.W_OK) and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return folder if is_ours and writable else None
