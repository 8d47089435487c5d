"""What speaks for a tagged word being a name at all: its first character, its last, its sounds, the dictionary.

A tagger reads every odd word in its way as a name: 白水木 as a person, 聚光 as a body, 壹佰 as either.
"""

import re
from collections.abc import Callable
from pathlib import Path

from pipelines.text.mentions.surnames import read_surnames
from pipelines.text.mentions.view import DOT
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_FEWEST_SOUNDS = 3


class NameEvidence:
    """Tell names from words by what Chinese names look like."""

    def __init__(self, segmenter: Segmenter, sounds: Callable[[str], int], rules_dir: Path = RULES_DIR) -> None:
        self._segmenter = segmenter
        self._sounds = sounds
        rules = read_toml(rules_dir / "mention_guards.toml")["evidence"]
        self._surnames = frozenset(name for name, _ in read_surnames(rules_dir / "surnames.csv"))
        self._longest = max(map(len, self._surnames), default=0)
        self._pet_names = frozenset(rules["pet_names"])
        self._no_person = re.compile(rules["no_person"])
        self._of_reign = re.compile(rules["of_reign"])
        self._body = re.compile(rules["body"])
        self._beside_body = re.compile(rules["beside_body"])
        self._numeral = re.compile(rules["numeral"])

    def is_numeral(self, word: str) -> bool:
        """Tell whether a word is a number written out, or begins with one: 壹佰, 九万四."""
        return self._numeral.match(word) is not None

    def is_person(self, word: str) -> bool:
        """Tell whether a word looks like a person's name: by surname, sounds, reign or the dictionary."""
        if self._no_person.search(word):
            return False
        if DOT in word or self._of_reign.search(word) or self._segmenter.proper_type(word) == "person":
            return True
        strange = len(word) - self._sounds(word)
        if strange == 0 or (strange == 1 and len(word) >= _FEWEST_SOUNDS):
            return True
        return self._has_surname(word) or (word[0] in self._pet_names and self._has_surname(word[1:]))

    def is_known_body(self, word: str) -> bool:
        """Tell whether the dictionary knows a word as the name of a body or a brand."""
        return self._segmenter.proper_type(word) in ("organization", "other")

    def is_beside_body(self, view: str, end: int) -> bool:
        """Tell whether a word stands behind that only a body has: 股价, 主场."""
        return self._beside_body.match(view, end) is not None

    def is_body(self, view: str, start: int, end: int) -> bool:
        """Tell whether a word looks like a body's name, or stands before a word that says so."""
        word = view[start:end]
        return bool(self._body.search(word)) or self.is_known_body(word) or self.is_beside_body(view, end)

    def has_short_surname(self, word: str) -> bool:
        """Tell whether the first character of a word is a surname."""
        return word[:1] in self._surnames

    def _has_surname(self, word: str) -> bool:
        return any(word[:length] in self._surnames for length in range(1, min(self._longest, len(word)) + 1))
