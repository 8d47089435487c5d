"""People called by their surname: 李博士 after 李宗宪, 高市 after 高市早苗.

A surname alone tells nobody apart, so it counts only where one full name of the text has it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.lexicon import Lexicon, load_lexicon
from pipelines.text.mentions.literals import find_literals
from pipelines.text.mentions.view import DOT, match_view, name_view
from pipelines.text.rulefiles import RULES_DIR, RuleError, read_csv, read_toml
from pipelines.text.segmenter import Segmenter

_LANGUAGES = ("zh", "ja")
_HAN = re.compile("[一-鿿]{2,4}")
_JAPANESE = 4


class Surnames:
    """The surnames of a rules folder, and the titles that follow them."""

    def __init__(self, rules_dir: Path = RULES_DIR, lexicon: Lexicon | None = None) -> None:
        listed = read_surnames(rules_dir / "surnames.csv")
        self._chinese = {name for name, language in listed if language == "zh"}
        self._japanese = {name for name, language in listed if language == "ja" and len(name) > 1}
        titles = load_lexicon(rules_dir) if lexicon is None else lexicon
        called = read_toml(rules_dir / "mention_guards.toml")["surnames"]
        self._titles = {*titles.titles_after.types, *titles.titles_before.types, *map(match_view, called["titles"])}
        self._titles -= set(map(match_view, called["no_titles"]))

    def of(self, name: str) -> str:
        """Give the surname by which a full name is called again; '' where it has none, or is none itself (李博士).

        Args:
            name: In the match view.
        """
        if not _HAN.fullmatch(name) or self.called(name):
            return ""
        if len(name) == _JAPANESE and name[:2] in self._japanese:
            return name[:2]
        return next((name[:n] for n in (2, 1) if len(name) > n and name[:n] in self._chinese), "")

    def called(self, name: str) -> str:
        """Give the surname that a short name is, or begins with: 李, 李博士, 高市; '' where it is none."""
        for surname in (name[:2], name[:1]):
            if surname in self._chinese or surname in self._japanese:
                rest = name[len(surname) :]
                if rest in self._titles or not rest:
                    return surname
        return ""

    def title_behind(self, view: str, end: int) -> str:
        """Give the title that stands right behind a surname; else ''."""
        longest = (view[end : end + length] for length in range(4, 0, -1))
        return next((word for word in longest if word in self._titles), "")


class SurnameNames:
    """Find the people of a text who are called by surname and title, or by a Japanese surname."""

    def __init__(self, surnames: Surnames, gazetteer: Gazetteer, segmenter: Segmenter) -> None:
        self._surnames = surnames
        # 马斯克 is no 马先生.
        self._foreign = frozenset(a.entity_id for a in gazetteer.aliases if DOT in name_view(a.alias))
        self._segmenter = segmenter

    def find(self, view: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield them; those that `found` holds already too."""
        people = (c for c in found if c.type == "person" and c.entity_id not in self._foreign)
        for surname in sorted(self._owned(view[c.start : c.end] for c in people)):
            for start, end in find_literals(view, [surname]):
                if self._is_called(view, start, end):
                    yield Candidate(start, end, "person", "surname", "surname.again")

    def _owned(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the surnames that one full name alone has."""
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            owners[self._surnames.of(name)].add(name)
        return (surname for surname, full in owners.items() if surname and len(full) == 1)

    def _is_called(self, view: str, start: int, end: int) -> bool:
        title = self._surnames.title_behind(view, end)
        if not title and end - start == 1:
            return False
        if title:
            return not self._segmenter.is_inside_word(view, start)
        return not self._segmenter.cuts_across(view, start, end)


def read_surnames(path: Path) -> list[tuple[str, str]]:
    """Read the surnames with their languages, in the match view.

    Raises:
        RuleError: A surname is empty, or of an unknown language.
    """
    surnames = []
    for row in read_csv(path, ("surname", "language")):
        surname = match_view(row["surname"])
        if not surname:
            raise RuleError(path, row.line, "the surname is empty")
        surnames.append((surname, row.choice("language", _LANGUAGES)))
    return surnames
