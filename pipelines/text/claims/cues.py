"""The words that show how a claim is put (`claim_cues.csv`), and how far each of them reaches."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.text.folding import fold
from pipelines.text.rulefiles import read_csv
from pipelines.text.wordlists import WordList

MODALITIES = ("hypothetical", "rumour", "hearsay", "question", "attributed", "asserted")
"""In order: the first that fits is the claim's."""
STANCES = ("affirm", "deny", "none")
SCOPES = ("after", "clause", "near", "premise", "back", "kept")
_NEGATED = re.compile(r"(?:不能?|没有?|并?未|无法|难以|不会|从未)$")


class CueWord(NamedTuple):
    """What a word says of a claim within its reach; empty where it says nothing."""

    modality: str
    stance: str
    scope: str


class Cue(NamedTuple):
    """A cue at its place in the text."""

    start: int
    end: int
    word: CueWord


class CueFinder:
    """Finds the cues of a stretch of text; a negated cue of denial (不否认) is none.

    Raises:
        RuleError: A modality, stance or scope that is not known, or a word listed twice.
    """

    def __init__(self, rules_dir: Path) -> None:
        self._words: dict[str, CueWord] = {}
        for row in read_csv(rules_dir / "claim_cues.csv", ("word", "modality", "stance", "scope")):
            word = fold(row["word"])
            if word in self._words:
                raise row.error(f'"{word}" is listed twice')
            modality = row.choice("modality", ("", *MODALITIES))
            stance = row.choice("stance", ("", *STANCES))
            scope = row.choice("scope", SCOPES)
            if (scope == "kept") == bool(modality or stance):
                raise row.error("give a modality or a stance, or the scope kept")
            self._words[word] = CueWord(modality, stance, scope)
        self._list = WordList(self._words)

    def find(self, view: str, start: int, end: int) -> Iterator[Cue]:
        """Yield the cues of `view[start:end]`, folded text, in order."""
        for begin, stop, found in self._list.find(view, start, end):
            word = self._words[found]
            is_negated = (
                word.stance == "deny"
                and word.modality in ("", "attributed")
                and _NEGATED.search(view[max(start, begin - 3) : begin])
            )
            if word.scope == "kept" or is_negated:
                continue
            yield Cue(begin, stop, word)
