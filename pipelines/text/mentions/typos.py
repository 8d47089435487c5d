"""Latin names one slip of the pen away from a known one: CharGPT for ChatGPT, Authropic for Anthropic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipelines.text.mentions.gazetteer import Alias
from pipelines.text.mentions.view import match_view, name_view

_SHORTEST = 6
_KEPT = 1 << 14


class TypoFinder:
    """Look up Latin words at edit distance 1 from an alias; letters only, and never a shorter word than six.

    A digit is never taken for a slip: GPT-4 and GPT-5 are two things.
    """

    def __init__(self, aliases: Iterable[Alias]) -> None:
        claims: defaultdict[str, set[str]] = defaultdict(set)
        for alias in aliases:
            view = name_view(alias.alias)
            if is_latin_word(view) and not alias.needs_context:
                claims[view].add(alias.entity_id)
        self._known = {view: next(iter(owners)) for view, owners in claims.items() if len(owners) == 1}
        self._shortened: defaultdict[str, set[str]] = defaultdict(set)
        for view in self._known:
            for form in without_one(view):
                self._shortened[form].add(view)
        self.find = lru_cache(maxsize=_KEPT)(self._look_up)

    def _look_up(self, word: str) -> str | None:
        """Find the entity whose name this word misspells; None where none or two would do."""
        view = match_view(word)
        if not is_latin_word(view) or view in self._known:
            return None
        nearby = {
            known for form in without_one(view) for known in self._shortened.get(form, ()) if is_one_slip(view, known)
        }
        owners = {self._known[known] for known in nearby}
        return next(iter(owners)) if len(owners) == 1 else None


def is_latin_word(view: str) -> bool:
    """Tell whether a name is one word of Latin letters, long enough to know a slip by."""
    return len(view) >= _SHORTEST and view.isascii() and view.isalpha()


def without_one(view: str) -> Iterator[str]:
    """Yield a word, and the word without each of its letters: two words one slip apart share one of these."""
    yield view
    for at in range(len(view)):
        yield view[:at] + view[at + 1 :]


def is_one_slip(word: str, known: str) -> bool:
    """Tell whether one letter was changed, left out, put in, or swapped with its neighbour. The first one stands."""
    if word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    if len(word) != len(known):
        short, long = sorted((word, known), key=len)
        # A final s is grammar, no slip.
        return long != short + "s" and short in set(without_one(long))
    wrong = [at for at in range(len(word)) if word[at] != known[at]]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and word[first] == known[second] and word[second] == known[first]
    return len(wrong) == 1
