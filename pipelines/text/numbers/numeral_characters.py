"""The characters that write numbers, read from their table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.text.rulefiles import RULES_DIR, read_csv

CHARACTER_COLUMNS = ("character", "role", "value", "is_financial")
ROLES = ("digit", "zero", "tens", "scale", "group", "letter", "vague", "decimal")


@dataclass(frozen=True, slots=True)
class Character:
    """What one character does in a numeral."""

    role: str
    value: int
    is_financial: bool


@cache
def numeral_characters(rules_dir: Path = RULES_DIR) -> Mapping[str, Character]:
    """Read `numeral_characters.csv`.

    Raises:
        RuleError: A role is unknown, or a value is not a whole number.
    """
    table: dict[str, Character] = {}
    for row in read_csv(rules_dir / "numeral_characters.csv", CHARACTER_COLUMNS):
        if not row["value"].isdigit() or len(row["character"]) != 1:
            raise row.error("one character and one whole number are needed")
        table[row["character"]] = Character(row.choice("role", ROLES), int(row["value"]), row.flag("is_financial"))
    return table
