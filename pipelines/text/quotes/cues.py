"""Find the words that report speech, in one pass over a text."""

from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.vocabulary import Verb, Vocabulary

_FUSED = ("说道", "道", "说", "称")
_SPEAKS = frozenset("说称道言")
_NO_CUE_BEHIND = frozenset("的者着过了")


class Cue(NamedTuple):
    """A reporting verb in a text, with a 道 or 说 fused to it."""

    start: int
    end: int
    verb: Verb


def find_cues(page: Page, vocabulary: Vocabulary) -> list[Cue]:
    """List the reporting verbs of a text, in order; of verbs in a row (分析认为, 回应称) the last one."""
    folded, verbs = page.folded, vocabulary.verbs
    found: list[Cue] = []
    for match in vocabulary.cue.finditer(folded):
        verb = verbs.get(match[0])
        if verb is None:
            continue
        start, end = match.span()
        if match[0][-1] not in _SPEAKS:
            end = next((end + len(word) for word in _FUSED if folded.startswith(word, end)), end)
            if match.end() != end:
                verb = Verb(verb.stance, verb.position, "clause")
        if folded[end : end + 1] in _NO_CUE_BEHIND and not (
            folded[end : end + 1] in "了着过" and page.char(end + 1) in ':“"「,'
        ):
            continue
        if found and found[-1].end >= start:
            # 造谣说 is one cue; in 回答说是 the second match lies in the first.
            if found[-1].end >= end:
                continue
            found.pop()
        found.append(Cue(start, end, verb))
    return found
