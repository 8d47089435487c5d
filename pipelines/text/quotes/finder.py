"""Find the quotes of a text: marks and cues in one pass each, then speakers from left to right."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.text.quotes.page import Page, Sentence
from pipelines.text.quotes.reading import TextReader
from pipelines.text.quotes.records import Named, Quote
from pipelines.text.quotes.vocabulary import Vocabulary
from pipelines.text.rulefiles import RULES_DIR


class QuoteFinder:
    """Finds quotes; the words are loaded once for a rules folder."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        self._words = Vocabulary(rules_dir)

    def find(self, text: str, sentences: Sequence[Sentence], named: Sequence[Named]) -> list[Quote]:
        """Find the quotes of a text.

        Args:
            text: The whole raw text.
            sentences: Half-open ranges of it with their zones, in order.
            named: Its mentions, in order, without overlaps.

        Returns:
            Quotes in order of their start; of those that start at one place the longer first.
        """
        return TextReader(Page(text, sentences, named), self._words).read() if sentences else []
