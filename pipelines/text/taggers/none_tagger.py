"""The tagger that marks nothing: only the gazetteer and the rules of writing find names."""

from pipelines.text.taggers.base import Tag


class NoTagger:
    """Marks nothing. For speed, and to see what the rules find alone."""

    name = "none"
    version = "1"

    def tag(self, sentences: list[str]) -> list[list[Tag]]:
        """Return an empty list for each sentence."""
        return [[] for _ in sentences]
