"""jieba's part-of-speech tags nr, ns and nt, taken as persons, places and organizations."""

import warnings
from typing import Any

from pipelines.text.folding import fold
from pipelines.text.segmenter import load_segmenter
from pipelines.text.taggers.base import Tag

_TYPES = {
    "nr": "person",
    "nrfg": "person",
    "nrt": "person",
    "ns": "location",
    "nt": "organization",
}


class JiebaTagger:
    """jieba.posseg over our private dictionary. Needs no model, but takes many a word for a person."""

    name = "jieba"

    def __init__(self) -> None:
        segmenter = load_segmenter()
        self.version = segmenter.version
        self._posseg = _load_posseg(segmenter.tokenizer)

    def tag(self, sentences: list[str]) -> list[list[Tag]]:
        """Mark each sentence.

        Folds first: posseg is 25 times slower on Traditional characters, and worse.
        """
        return [self._tag(fold(sentence)) for sentence in sentences]

    def _tag(self, folded: str) -> list[Tag]:
        tags = []
        position = 0
        for word, flag in self._posseg.cut(folded):
            start, position = position, position + len(word)
            kind = _TYPES.get(flag)
            # A single character is hardly ever a name; posseg calls many a syllable one.
            if kind is not None and len(word) > 1:
                tags.append(Tag(start, position, kind))
        return tags


def _load_posseg(tokenizer: Any) -> Any:  # noqa: ANN401 - jieba has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba import posseg  # noqa: PLC0415 - loads a second dictionary: only who uses it pays
    return posseg.POSTokenizer(tokenizer)
