"""Forms of a name: two names that may be one share a form, so that only those that do are compared."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.typos import is_latin_word, without_one
from pipelines.text.mentions.view import DOT, last_part
from pipelines.text.rulefiles import RULES_DIR, read_csv

# The first character of a form says what those who share it have in common.
SAME, SOUND, LETTER, GAP, PART = SIGNS = "=~-_."
# Those by which names are alike that are not the same.
SLIPS = (SOUND, LETTER, GAP)
KIN = frozenset(("organization", "product"))
_SHORTEST_SOUND = 3
_SHORTEST_APART = 4


class NameForms:
    """Make the forms of names; the rules say which characters write foreign sounds."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        self._sounds = {
            character: row["sound"]
            for row in read_csv(rules_dir / "name_sounds.csv", ("sound", "characters"))
            for character in row["characters"]
        }

    def forms(self, kind: str, key: str) -> list[str]:
        """List all forms of a name, sorted, each with a sign of what it is good for in front.

        Args:
            kind: Type of what is named.
            key: The name, folded.
        """
        found = {f"{SAME}{key}", *(f"{GAP}{kind} {form}" for form in self._with_gap(kind, key))}
        if is_latin_word(key):
            found.update(f"{LETTER}{form}" for form in without_one(key))
        if len(key) >= _SHORTEST_SOUND and _is_han(key) and any(char in self._sounds for char in key):
            found.add(f"{SOUND}{kind} {' '.join(self._sounds.get(char, char) for char in key)}")
        if kind == "person":
            found.update(f"{PART}{part}" for part in (key, last_part(key)) if part)
        return sorted(found)

    def _with_gap(self, kind: str, key: str) -> Iterator[str]:
        """Yield a name without each of its characters in turn; names of Chinese people differ by one as a rule."""
        is_foreign = all(c in self._sounds or c == DOT for c in key)
        is_told = kind in KIN or kind == "work" or is_foreign
        if is_told and len(key) >= _SHORTEST_APART and _is_han(key):
            for at in range(len(key)):
                yield f"{key[:at]}_{key[at + 1 :]}"


def _is_han(key: str) -> bool:
    """Tell whether a name is written in Chinese characters alone, dots apart."""
    return all("一" <= char <= "鿿" or char == DOT for char in key)
