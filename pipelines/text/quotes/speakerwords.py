"""Find the words that speakers go by: nouns and pronouns of the list (网友, 他), and surnames (张女士, 老王)."""

from collections.abc import Mapping

from pipelines.text.wordlists import WordList

SURNAME = "surname"
_TITLES = ("太太", "太", "先生", "女士", "小姐", "某", "某某", "老师", "医生", "大爷", "大妈", "阿姨")
_FAMILIAR = "老小"
_FAMILIAR_BEFORE = frozenset(
    "说称叹笑哭摇点红告表回坦嘟解补介又还也对向:,在正今从把蹲站坐走拿指望看听忙一边每已才刚就都是将和与跟给让"
)  # 老王 is a name here: not in 老金属


class SpeakerWords:
    """One automaton for all of them; where two begin at one place the longer stands.

    Args:
        kinds: Each word with its kind; a surname alone is no speaker.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        surnames = [word for word, kind in kinds.items() if kind == SURNAME]
        self._familiar = frozenset(f"{char}{name}" for char in _FAMILIAR for name in surnames)
        titled = {f"{name}{title}": SURNAME for name in surnames for title in _TITLES}
        listed = {word: kind for word, kind in kinds.items() if kind != SURNAME}
        self._kinds = titled | dict.fromkeys(self._familiar, SURNAME) | listed
        self._familiar -= listed.keys()
        self._words = WordList(self._kinds)

    def find(self, folded: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """List the words of `folded[start:end]` as (start, end, kind), in order, without overlaps."""
        found: list[tuple[int, int, str]] = []
        for begin, stop, word in self._words.find(folded, start, end):
            if word in self._familiar and stop < end and folded[stop] not in _FAMILIAR_BEFORE:
                return found + self.find(folded, begin + 1, end)
            found.append((begin, stop, self._kinds[word]))
        return found
