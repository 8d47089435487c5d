"""Words beside a number or a date that decide how it is read, from their table."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import read_csv

CUE_COLUMNS = ("cue", "role")
ROLES = (
    "to_come", "will", "dateline", "past", "future", "no_span", "no_year", "point", "amount", "money", "price",
    "housing", "interest", "monthly_interest", "dose", "not_within",
)  # fmt: skip
# What may stand between 将 and the date that it announces.
_LINKS = "于在会到至了"


@cache
def cue_words(rules_dir: Path) -> dict[str, tuple[str, ...]]:
    """Read `number_cues.csv`: the words of each role, in order.

    Raises:
        RuleError: A role is unknown, or a row names no word.
    """
    words: dict[str, list[str]] = {role: [] for role in ROLES}
    for row in read_csv(rules_dir / "number_cues.csv", CUE_COLUMNS):
        if not row["cue"]:
            raise row.error("cue is empty; every row names one word")
        words[row.choice("role", ROLES)].append(fold_numerals(row["cue"]))
    return {role: tuple(found) for role, found in words.items()}


def cue_pattern(rules_dir: Path, *roles: str, form: str = "{}") -> re.Pattern[str]:
    """Compile the words of `roles`; `form` says what stands around them."""
    return re.compile(form.format(trie_pattern(word for role in roles for word in cue_words(rules_dir)[role])))


def within_pattern(rules_dir: Path) -> re.Pattern[str]:
    """Compile what follows a stretch of time (十日内), and no day with a place behind it (10日内地股市)."""
    return cue_pattern(rules_dir, "not_within", form="(?:[以之]|(?!{}))内")


@dataclass(frozen=True, slots=True)
class DateCues:
    """The cues that the date reader needs, compiled once."""

    points: re.Pattern[str]
    not_a_year: re.Pattern[str]
    span: re.Pattern[str]
    span_starts: frozenset[str]
    futures: frozenset[str]
    no_span: re.Pattern[str]
    to_come: re.Pattern[str]
    to_come_ends: frozenset[str]
    will: re.Pattern[str]
    will_starts: frozenset[str]
    dateline: re.Pattern[str]
    within: re.Pattern[str]

    @classmethod
    def load(cls, rules_dir: Path) -> "DateCues":
        """Compile the cues of a rules folder."""
        return cls(
            points=cue_pattern(rules_dir, "point", form="{}|[0-9个万亿%]"),
            not_a_year=cue_pattern(rules_dir, "no_year", form="{}$"),
            span=cue_pattern(
                rules_dir, "past", "future", form="({})[ ]?(?:的)?[ ]?(?=[0-9零一二三四五六七八九十两半])"
            ),
            span_starts=frozenset(word[0] for role in ("past", "future") for word in cue_words(rules_dir)[role]),
            futures=frozenset(cue_words(rules_dir)["future"]),
            no_span=cue_pattern(rules_dir, "no_span", form="{}$"),
            to_come=cue_pattern(rules_dir, "to_come", form=f"{{}}[{_LINKS}]{{{{0,3}}}}[ ]?$"),
            to_come_ends=frozenset({*_LINKS, " ", *(word[-1] for word in cue_words(rules_dir)["to_come"])}),
            will=cue_pattern(rules_dir, "will", form="[ ]?(?:，)?{}(?![军领帅士])"),
            will_starts=frozenset({" ", "，", *(word[0] for word in cue_words(rules_dir)["will"])}),
            dateline=cue_pattern(rules_dir, "dateline", form="[ ]?{}"),
            within=within_pattern(rules_dir),
        )
