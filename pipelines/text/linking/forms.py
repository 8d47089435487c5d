"""Forms of a name: two names that may be one share a form, so that only those that do are compared."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.typos import is_latin_word, without_one
from pipelines.text.mentions.view import DOT, last_part
from pipelines.text.rulefiles import RULES_DIR, read_csv

SHORTEST_SOUND = 3
_SHORTEST_APART = 4
KIN = frozenset(("organization", "product"))


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
        found = {f"={key}", *(f"_{kind} {form}" for form in self.with_gap(kind, key))}
        if is_latin_word(key):
            found.update(f"-{form}" for form in without_one(key))
        if len(key) >= SHORTEST_SOUND:
            found.add(f"~{kind} {self.sound(key)}")
        if kind == "person":
            found.update((f".{key}", f".{last_part(key)}"))
            found.discard(".")
        return sorted(found)

    def with_gap(self, kind: str, key: str) -> Iterator[str]:
        """Yield a name without each of its characters in turn; names of Chinese people differ by one as a rule."""
        is_foreign = all(c in self._sounds or c == DOT for c in key)
        is_told = kind in KIN or kind == "work" or is_foreign
        if is_told and len(key) >= _SHORTEST_APART and is_han(key):
            for at in range(len(key)):
                yield f"{key[:at]}_{key[at + 1 :]}"

    def sound(self, key: str) -> str:
        """Spell a name as it sounds."""
        return " ".join(self._sounds.get(char, char) for char in key)


def is_han(key: str) -> bool:
    """Tell whether a name is written in Chinese characters alone, dots apart."""
    return all("一" <= char <= "鿿" or char == DOT for char in key)
