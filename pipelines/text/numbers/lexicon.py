"""Load the words of quantities: units, currencies, classifiers and modifiers, each list as one pattern."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.numeral_characters import numeral_characters
from pipelines.text.numbers.numerals import read_numeral
from pipelines.text.numbers.readings import Reading
from pipelines.text.numbers.wordtries import backward, trie_pattern
from pipelines.text.rulefiles import Row, read_csv

UNIT_COLUMNS = ("surface", "unit", "kind", "dimension", "factor", "base_unit", "place")
CURRENCY_COLUMNS = ("surface", "code", "factor", "place")
CLASSIFIER_COLUMNS = ("classifier", "is_weak")
MODIFIER_COLUMNS = ("modifier", "place", "bound", "is_comparison")
PREFIX_COLUMNS = ("prefix", "suffix", "unit")
UNIT_KINDS = ("quantity", "duration", "percent", "multiple", "cardinal")
# Units that count only near a word of the cues of that name.
NEAR_PLACES = ("housing", "monthly_interest", "interest")
PLACES = ("after", "before", "both", "part", "loose", "chain")
BOUNDS = ("eq", "approx", "gt", "ge", "lt", "le")
# Printers set blanks inside these words (百 分 点), so they are matched with gaps.
_POWERS = frozenset("十百千万亿兆")
# $1.5 billion, in mixed text.
_ENGLISH_POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ENGLISH_POWER = re.compile(r"[ ]?(thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE)
_ENGLISH_STARTS = frozenset(" TtMmBb")


@dataclass(frozen=True, slots=True)
class Suffix:
    """A word after a numeral that says what the numeral measures or counts."""

    surface: str
    kind: str
    unit: str
    dimension: str | None
    factor: Decimal | None
    base_unit: str | None
    place: str
    is_weak: bool
    rule_id: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A hedge or comparison beside a number, and the bound that it sets."""

    surface: str
    bound: str
    is_comparison: bool


class Lexicon:
    """The words around numerals, read once for a rules folder.

    Attributes:
        suffixes: Every word after a numeral, with its readings: 块 counts pieces and yuan.
        suffix_pattern: Finds the longest of them.
        rules_dir: Where the words come from.
        unit_heads: Units that begin with a power (千米), which a numeral must not swallow.
    """

    def __init__(self, rules_dir: Path) -> None:
        self.rules_dir = rules_dir
        self._characters = numeral_characters(rules_dir)
        self.suffixes: dict[str, list[Suffix]] = {}
        self.prefixes: dict[str, Suffix] = {}
        bases: dict[str, str] = {}
        for row in read_csv(rules_dir / "units.csv", UNIT_COLUMNS):
            if bases.setdefault(row["dimension"], row["base_unit"]) != row["base_unit"]:
                known = bases[row["dimension"]]
                raise row.error(f'base_unit "{row["base_unit"]}" is not that of {row["dimension"]}; use {known}')
            self._add(_unit(row))
        for row in read_csv(rules_dir / "currencies.csv", CURRENCY_COLUMNS):
            suffix = _currency(row)
            if suffix.place != "before":
                self._add(suffix)
            if suffix.place in {"before", "both"}:
                self.prefixes[suffix.surface] = suffix
        for row in read_csv(rules_dir / "classifiers.csv", CLASSIFIER_COLUMNS):
            self._add(_classifier(row))
        self.suffix_pattern = re.compile(trie_pattern(self.suffixes))
        self.not_unit_pattern = re.compile(trie_pattern(_words(rules_dir / "not_units.csv")))
        heads = [surface for surface in self.suffixes if surface[0] in _POWERS and len(surface) > 1]
        self.unit_heads = re.compile(trie_pattern([*heads, "百分之", "千分之", "万分之"]))
        self.prefix_pattern = backward(self.prefixes)
        self.split_units: dict[str, dict[str, Suffix]] = {}
        for row in read_csv(rules_dir / "unit_prefixes.csv", PREFIX_COLUMNS):
            if row["unit"] not in self.suffixes:
                raise row.error(f'unit "{row["unit"]}" is no surface of units.csv')
            self.split_units.setdefault(row["suffix"], {})[row["prefix"]] = self.suffixes[row["unit"]][0]
        self.unit_prefix_pattern = backward(word for words in self.split_units.values() for word in words)
        before, after = _modifiers(rules_dir)
        self.before, self.after = before, after
        self.before_pattern = backward(before)
        self.after_pattern = re.compile(trie_pattern(after))

    def read_numeral(self, text: str, start: int, end: int) -> Reading | None:
        """Read the numeral that begins at `start`; a unit such as 千米 is left whole."""
        reading = read_numeral(text, start, end, stops=self.unit_heads, characters=self._characters)
        if reading is None or reading.is_chinese or reading.end >= end or text[reading.end] not in _ENGLISH_STARTS:
            return reading
        power = _ENGLISH_POWER.match(text, reading.end, end)
        if power is None or reading.high is not None:
            return reading
        scale = _ENGLISH_POWERS[power[1].lower()]
        length = power.end() - start
        return reading._replace(end=power.end(), low=reading.low * scale, scale=scale, has_power=True, length=length)

    def _add(self, suffix: Suffix) -> None:
        readings = self.suffixes.setdefault(suffix.surface, [])
        readings.append(suffix)


def _unit(row: Row) -> Suffix:
    factor = _factor(row)
    return Suffix(
        surface=fold_numerals(_word(row, "surface")),
        kind=row.choice("kind", UNIT_KINDS),
        unit=row["unit"],
        dimension=row["dimension"] or None,
        factor=factor,
        base_unit=row["base_unit"] or None,
        place=row.choice("place", ("after", "chain", "within", *NEAR_PLACES)),
        is_weak=False,
        rule_id=f"units:{row['surface']}",
    )


def _currency(row: Row) -> Suffix:
    code = _word(row, "code")
    return Suffix(
        surface=fold_numerals(_word(row, "surface")),
        kind="money",
        unit=code,
        dimension="money",
        factor=_factor(row),
        base_unit=code,
        place=row.choice("place", PLACES),
        is_weak=False,
        rule_id=f"currencies:{row['surface']}",
    )


def _classifier(row: Row) -> Suffix:
    word = _word(row, "classifier")
    return Suffix(
        surface=fold_numerals(word),
        kind="count",
        unit=word,
        dimension="count",
        factor=Decimal(1),
        base_unit=word,
        place="after",
        is_weak=row.flag("is_weak"),
        rule_id=f"classifiers:{word}",
    )


def _modifiers(rules_dir: Path) -> tuple[dict[str, Modifier], dict[str, Modifier]]:
    tables: dict[str, dict[str, Modifier]] = {"before": {}, "after": {}}
    for row in read_csv(rules_dir / "modifiers.csv", MODIFIER_COLUMNS):
        word = fold_numerals(_word(row, "modifier"))
        entry = Modifier(word, row.choice("bound", BOUNDS), row.flag("is_comparison"))
        tables[row.choice("place", ("before", "after"))][word] = entry
    return tables["before"], tables["after"]


def _words(path: Path) -> list[str]:
    return [fold_numerals(_word(row, "word")) for row in read_csv(path, ("word",))]


def _word(row: Row, column: str) -> str:
    if not row[column]:
        raise row.error(f"{column} is empty; every row names one word")
    return row[column]


def _factor(row: Row) -> Decimal | None:
    if not row["factor"]:
        return None
    try:
        return Decimal(row["factor"])
    except InvalidOperation:
        raise row.error(f'factor "{row["factor"]}" is not a number') from None


def reversed_tail(text: str, start: int, floor: int, width: int = 12) -> str:
    """Return the characters before `start`, last first, so that a backward pattern can be matched."""
    return text[max(floor, start - width) : start][::-1]


def longest_first(words: Iterable[str]) -> list[str]:
    """Order words so that a plain alternation finds the longest."""
    return sorted(words, key=lambda word: (-len(word), word))
