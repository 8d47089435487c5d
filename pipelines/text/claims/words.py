"""The words that make a topic: measures with their synonyms, and qualifiers; read and checked."""

import re
from pathlib import Path
from typing import NamedTuple

from pipelines.text.folding import fold
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import read_csv
from pipelines.text.wordlists import WordList

CLASSES = ("money", "percent", "count", "multiple", "duration", "physical", "ordinal")
TRAITS = ("daily", "flow", "place", "event", "sited", "people", "weak", "borne", "portion", "deed", "person", "firms")
FAMILIES = ("people", "kinds", "times", "firms", "texts", "points", "things")
KINDS = (
    "period",
    "degree",
    "group",
    "part",
    "norm",
    "action",
    "item",
    "unit",
    "window",
    "base",
    "outlook",
    "currency",
    "kept",
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Measure(NamedTuple):
    """A quantity by name: which numbers it may be, and what sets two of its kind apart."""

    name: str
    classes: frozenset[str]
    traits: frozenset[str]


class Hit(NamedTuple):
    """A word of the lists at its place in the text."""

    start: int
    end: int
    word: str


class TopicWords:
    """`topic_synonyms.csv`, `topic_units.csv` and `topic_qualifiers.csv`, with their patterns.

    Raises:
        RuleError: A class, trait, kind or slug that is not known, or a word listed twice.
    """

    def __init__(self, rules_dir: Path) -> None:
        self.measures: dict[str, Measure] = {}
        self._kept: set[str] = set()
        for row in read_csv(rules_dir / "topic_synonyms.csv", ("word", "measure", "classes", "traits")):
            word, classes, traits = fold(row["word"]), row["classes"].split(), row["traits"].split()
            if word in self.measures or word in self._kept:
                raise row.error(f'"{word}" is listed twice')
            if row["measure"] == "kept":
                self._kept.add(word)
                continue
            if not _SLUG.fullmatch(row["measure"]):
                raise row.error(f'measure "{row["measure"]}" is no slug; use letters, digits and hyphens')
            wrong = [c for c in classes if c not in CLASSES] + [t for t in traits if t not in TRAITS]
            if wrong or not classes:
                raise row.error(f'"{" ".join(wrong)}" is not known; classes are {", ".join(CLASSES)}')
            self.measures[word] = Measure(row["measure"], frozenset(classes), frozenset(traits))
        self.families: dict[str, str] = {}
        self.units: dict[str, str] = {}
        for row in read_csv(rules_dir / "topic_units.csv", ("unit", "family", "measure")):
            self.families[row["unit"]] = row.choice("family", FAMILIES)
            if row["measure"]:
                self.units[row["unit"]] = row["measure"]
        self.qualifiers: dict[str, tuple[str, str]] = {}
        for row in read_csv(rules_dir / "topic_qualifiers.csv", ("word", "qualifier", "kind")):
            word = fold(row["word"])
            if word in self.qualifiers:
                raise row.error(f'"{word}" is listed twice')
            self.qualifiers[word] = (row.choice("kind", KINDS), row["qualifier"])
        self._measure = re.compile(trie_pattern(self.measures))
        self._measures = WordList([*self.measures, *self._kept])
        self._qualifiers = WordList(self.qualifiers)

    def measure_at(self, view: str, at: int) -> Measure | None:
        """Give the measure whose word begins at a place."""
        found = self._measure.match(view, at)
        return self.measures[found[0]] if found else None

    def degree_of(self, word: str) -> str | None:
        """Give the degree that a measure's own word tells: severe of 重伤."""
        kind, qualifier = self.qualifiers.get(word, ("", ""))
        return qualifier if kind == "degree" else None

    def part_of(self, word: str) -> str | None:
        """Give the part that a measure's own word begins with: new of 新增病例."""
        told = (self.qualifiers.get(word[:n], ("", "")) for n in range(2, len(word)))
        return next((qualifier for kind, qualifier in told if kind == "part"), None)

    def measures_in(self, view: str, start: int, end: int) -> list[Hit]:
        """List the measure words of a stretch of folded text, in order."""
        return [Hit(*found) for found in self._measures.find(view, start, end) if found[2] not in self._kept]

    def qualifiers_in(self, view: str, start: int, end: int) -> list[Hit]:
        """List the qualifiers of a stretch of folded text, in order."""
        found = self._qualifiers.find(view, start, end)
        return [Hit(*hit) for hit in found if self.qualifiers[hit[2]][0] != "kept"]
