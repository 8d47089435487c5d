"""Find the words that report speech, in one pass over a text."""

import re
from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.vocabulary import Verb, Vocabulary

_FUSED = re.compile("说道?|道|称")
_LONGEST_WORD = 6
_LONGEST_TITLE = 30
_SPEAKS = frozenset("说称道言")
_GOES_ON = re.compile(r"[了着过](?:一[句声番]|几句)?[:“\"「,]")
_JOINS = frozenset("与和及、")
_NO_CUE_BEHIND = frozenset("的者着过了")


class Cue(NamedTuple):
    """A reporting verb in a text, with a 道 or 说 fused to it."""

    start: int
    end: int
    verb: Verb
    is_noun: bool = False  # 他的回应: it reports nothing by itself, but announces what follows its sentence


def find_cues(page: Page, vocabulary: Vocabulary) -> list[Cue]:
    """List the reporting verbs of a text, in order; of verbs in a row (分析认为, 回应称) the last one."""
    folded = page.folded
    has_titles = "《" in folded
    found: list[Cue] = []
    for start, end, word in vocabulary.cues.find(folded, 0, len(folded)):
        cue = _cue_at(page, vocabulary, start, end, word)
        if cue is None:
            continue
        before = page.char(cue.start - 1)
        if before in vocabulary.negation_ends and _is_negated(page, vocabulary, cue.start):
            continue
        title = folded.rfind("《", max(0, cue.start - _LONGEST_TITLE), cue.start) if has_titles else -1
        if title >= 0 and folded.find("》", title, cue.start) < 0:
            continue
        if before == "的" and not vocabulary.manner.search(folded, max(0, cue.start - 8), cue.start):
            cue = cue._replace(is_noun=True)  # 他的指控
        if (
            cue.verb.takes == "comma"
            and cue.verb.position != "account"
            and page.char(cue.end) == ","
            and vocabulary.published.search(folded, max(0, cue.start - 12), cue.start)
        ):
            cue = cue._replace(is_noun=True)  # 发布律师声明，否认恋情
        behind = folded[cue.end : cue.end + 1]
        if cue.verb.takes == "object" and behind in _JOINS:
            continue  # 指控与呼吁
        if behind in _NO_CUE_BEHIND and not _goes_on(page, cue.end):
            continue
        if page.crosses(cue.start, cue.end):
            continue  # 店主|张莉 is no 主张
        if found and found[-1].end >= cue.start:
            # 造谣说 is one cue; in 回答说是 the second match lies in the first.
            if found[-1].end >= cue.end:
                continue
            found.pop()
        found.append(cue)
    return found


def _is_negated(page: Page, vocabulary: Vocabulary, at: int) -> bool:
    """Tell whether a negation stands before a cue: 不会|表示, but not 委员会|表示 or 回应|表示."""
    found = vocabulary.negation.search(page.folded, max(0, at - 3), at)
    if found is None:
        return False
    before = page.folded[max(0, at - _LONGEST_WORD) : at][::-1]
    longer = vocabulary.ends_word.match(before) or vocabulary.ends_adverb.match(before)
    is_part = longer is not None and longer.end() > at - found.start()
    return not is_part and not any(name.end >= at for name in page.names_in(at - _LONGEST_TITLE, at))


def _cue_at(page: Page, vocabulary: Vocabulary, start: int, end: int, found: str) -> Cue | None:
    """Read a word as a cue with what is fused to it; None for a longer word that only holds a verb."""
    folded = page.folded
    verb = vocabulary.verbs.get(found)
    if verb is None:
        longer = vocabulary.cue.match(folded, end - 1)
        if longer is not None and longer.end() > end and longer[0] in vocabulary.verbs:
            # 手指|出 is no cut where 指出 stands: the verb that runs on over the edge wins.
            return Cue(end - 1, longer.end(), vocabulary.verbs[longer[0]])
        # 总统称 is 总统|称, though 统称 is a word.
        start = end - 1
        verb = vocabulary.verbs.get(found[-1])
        before = folded[max(0, start - _LONGEST_WORD) : start][::-1]
        word = vocabulary.ends_word.match(before) if verb is not None else None
        is_apart = word is not None and word.end() >= len(found)
        return Cue(start, end, verb) if verb is not None and is_apart else None
    later = vocabulary.cue.match(folded, start + 1) if folded[start] in vocabulary.word_ends else None
    if later is not None and later.end() > end and later[0] in vocabulary.verbs:
        noun = vocabulary.ends_word.match(folded[max(0, start + 1 - _LONGEST_WORD) : start + 1][::-1])
        if noun is not None and noun.end() > 1:
            return Cue(start + 1, later.end(), vocabulary.verbs[later[0]])  # 民警|告诉 is no 警告
    if found[-1] not in _SPEAKS and found not in vocabulary.unfused:
        fused = _FUSED.match(folded, end)
        if fused:
            end = fused.end()
            verb = Verb(verb.stance, "any", "clause")
    return Cue(start, end, verb)


def _goes_on(page: Page, end: int) -> bool:
    """Tell whether words follow a cue and its 了, as in 他说了：."""
    return _GOES_ON.match(page.folded, end) is not None
