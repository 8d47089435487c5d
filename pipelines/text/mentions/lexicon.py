"""The word lists by which a name's edges and type are read: titles, suffixes, tails, and words that are no names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.text.mentions.gazetteer import TYPES
from pipelines.text.mentions.view import match_view
from pipelines.text.rulefiles import RULES_DIR, read_csv

_SUFFIX_KINDS = ("joins", "body")


@dataclass(frozen=True, slots=True)
class Affixes:
    """Words looked up at an edge of a span, the longest first."""

    types: dict[str, str]
    longest: int
    lengths: dict[str, tuple[int, ...]]  # of the words that begin with a character, the longest first

    def at_end(self, view: str, start: int, end: int) -> str:
        """Return the longest listed word that ends `view[start:end]` and leaves something of it; else ''."""
        for length in range(min(self.longest, end - start - 1), 0, -1):
            if view[end - length : end] in self.types:
                return view[end - length : end]
        return ""

    def at_start(self, view: str, start: int, end: int) -> str:
        """Return the longest listed word that starts `view[start:end]` and leaves something of it; else ''."""
        for length in range(min(self.longest, end - start - 1), 0, -1):
            if view[start : start + length] in self.types:
                return view[start : start + length]
        return ""

    def behind(self, view: str, end: int) -> str:
        """Return the longest listed word that stands right behind a span; else ''."""
        for length in self.lengths.get(view[end : end + 1], ()):
            word = view[end : end + length]
            if word in self.types:
                return word
        return ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists of one rules folder, in the match view."""

    joins: Affixes
    bodies: Affixes
    tails: Affixes
    titles_before: Affixes
    titles_after: Affixes
    stop: frozenset[str]
    latin_stop: frozenset[str]
    descriptors: frozenset[str]
    longest_descriptor: int


def load_lexicon(rules_dir: Path = RULES_DIR) -> Lexicon:
    """Read the word lists.

    Raises:
        RuleError: A suffix of an unknown type or kind, or a title that stands neither before nor after.
    """
    suffixes: dict[str, dict[str, str]] = {kind: {} for kind in _SUFFIX_KINDS}
    for row in read_csv(rules_dir / "name_suffixes.csv", ("suffix", "type", "kind")):
        kind = row.choice("kind", _SUFFIX_KINDS)
        suffixes[kind][match_view(row["suffix"])] = row.choice("type", TYPES)
    before: list[str] = []
    after: list[str] = []
    for row in read_csv(rules_dir / "titles.csv", ("title", "before", "after")):
        places = [words for words, column in ((before, "before"), (after, "after")) if row.flag(column)]
        if not places:
            raise row.error(f'title "{row["title"]}" stands neither before nor after a name; set one to 1')
        for words in places:
            words.append(row["title"])
    descriptors = frozenset(map(match_view, _column(rules_dir / "descriptors.csv", "word")))
    return Lexicon(
        joins=_affixes(suffixes["joins"]),
        bodies=_affixes(suffixes["body"]),
        tails=_affixes(dict.fromkeys(_column(rules_dir / "generic_tails.csv", "tail"), "")),
        titles_before=_affixes(dict.fromkeys(before, "person")),
        titles_after=_affixes(dict.fromkeys(after, "person")),
        descriptors=descriptors,
        longest_descriptor=max(map(len, descriptors), default=0),
        latin_stop=frozenset(row["word"] for row in read_csv(rules_dir / "latin_stop.csv", ("word", "kind"))),
        stop=frozenset(map(match_view, _column(rules_dir / "tag_stop.csv", "word"))),
    )


def _column(path: Path, name: str) -> Iterable[str]:
    return [row[name] for row in read_csv(path, (name,))]


def _affixes(types: dict[str, str]) -> Affixes:
    folded = {match_view(word): kind for word, kind in types.items()}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for word in folded:
        lengths[word[0]].add(len(word))
    longest_first = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
    return Affixes(folded, max(map(len, folded), default=0), longest_first)
