"""What a number takes from the one before it: 该比例, 降至 and brackets go on with what was told."""

import re
from pathlib import Path

from pipelines.text.claims.measures import unit_class
from pipelines.text.claims.topics import Draft
from pipelines.text.rulefiles import read_toml

_JOINT, _SURE = 3, 2
_BRACKET = 6
_MOVES = frozenset(("daily", "weak"))
_LEVELS = ("money", "count", "physical")


class Carrier:
    """Lets a draft take what it leaves open from the draft before it; the words are data (`claim_carrying.toml`)."""

    def __init__(self, rules_dir: Path) -> None:
        patterns = {name: re.compile(pattern) for name, pattern in read_toml(rules_dir / "claim_carrying.toml").items()}
        self._anaphor, self._other_word = patterns["anaphor"], patterns["other_word"]
        self._became, self._quoted, self._part_of = patterns["became"], patterns["quoted"], patterns["part_of"]
        self._grew, self._compared_to = patterns["grew"], patterns["compared_to"]

    def carry(self, view: str, draft: Draft, last: Draft | None) -> Draft:
        """Give a draft with what it takes from the last one before it, if any."""
        if last is None:
            return draft
        draft = self._compared(view, self._grown(view, self._referred(view, draft, last), last), last)
        return self._restated(view, draft, last)

    def _compared(self, view: str, draft: Draft, last: Draft) -> Draft:
        """Let a value without a measure be of what it is compared with: 销量4.2万辆，低于公司5万辆的目标.

        A group that changed without saying in what did so in what the group before it did: 体重降17%，对照组降2%. What
        a target became is one too.
        """
        is_alike = unit_class(last.frame) == unit_class(draft.frame)
        if not is_alike or last.measure is None or last.frame.sentence is not draft.frame.sentence:
            return draft
        start, until = last.frame.figure.end, draft.frame.figure.start
        if "norm" in last.qualifiers and self._became.fullmatch(view, start, until):
            return draft._replace(qualifiers={"norm": last.qualifiers["norm"]} | draft.qualifiers)
        if draft.measure is not None and (draft.measure != last.measure or draft.measure_trust >= _SURE):
            return draft
        if self._compared_to.fullmatch(view, start, until):
            return _of(draft, last, 1)._replace(holder=draft.holder or last.holder)
        if draft.change and "group" in draft.qualifiers and unit_class(draft.frame) == "percent":
            return _of(draft, last, 1)._replace(holder=draft.holder or last.holder, change=last.change and draft.change)
        return draft

    def _grown(self, view: str, draft: Draft, last: Draft) -> Draft:
        """Let a growth right behind a value be that of the value, where no word of its own says what grew."""
        if last.measure is None or not draft.change or last.change is not None or last.is_share:
            return draft
        end = last.frame.figure.end
        is_own = draft.measure_trust > 1 and draft.named is not None and draft.named[0] >= end
        if is_own or last.frame.sentence is not draft.frame.sentence or unit_class(last.frame) not in _LEVELS:
            return draft
        if not self._grew.fullmatch(view, end, draft.frame.figure.start):
            return draft
        kept = {kind: word for kind, word in last.qualifiers.items() if kind != "base"}
        return _of(draft, last, last.measure_trust)._replace(
            holder=last.holder, place=last.place, qualifiers=draft.qualifiers | kept
        )

    def _referred(self, view: str, draft: Draft, last: Draft) -> Draft:
        """Let a figure without a measure take that of the one before, where the text says 这个数字 or 该比例."""
        if last.measure is None:
            return draft
        start, until = last.frame.figure.end, draft.frame.figure.start
        kind, is_alike = unit_class(draft.frame), unit_class(last.frame) == unit_class(draft.frame)
        if kind == "percent" and "portion" in last.traits and self._part_of.fullmatch(view, start, until):
            return _of(draft, last, _SURE)._replace(change=None, is_share=False)
        is_same_move = draft.traits >= _MOVES and last.change is not None and "daily" not in last.traits
        is_another = draft.holder is not None and draft.holder.trust > _SURE
        if is_alike and is_same_move and not is_another and last.frame.sentence is draft.frame.sentence:
            return _of(draft, last, _SURE)._replace(holder=last.holder, change=draft.change or last.change)
        if draft.measure is not None and draft.measure_trust > 1:
            return draft
        is_price = kind == "money" and "daily" in last.traits and self._quoted.fullmatch(view, start, until) is not None
        if is_price or (is_alike and self._became.fullmatch(view, start, until)):
            return _of(draft, last, _SURE)._replace(holder=last.holder)
        return _of(draft, last, 1) if is_alike and self._goes_on(view, draft, last) else draft

    def _goes_on(self, view: str, draft: Draft, last: Draft) -> bool:
        """Tell whether a figure of the same class is of the same quantity as the one before."""
        start, until = last.frame.figure.end, draft.frame.figure.start
        if self._other_word.search(view[draft.frame.clause_start : until]):
            return True
        if draft.measure is not None or last.frame.block_start != draft.frame.block_start:
            return False
        # 分别为90%及95%: the second figure is about what the first is about.
        return until - start <= _JOINT or self._anaphor.search(view, start, until) is not None

    def _restated(self, view: str, draft: Draft, last: Draft) -> Draft:
        """Let an amount in brackets behind another (5520亿美元（约合4万亿元）) be about the same quantity."""
        if last.frame.sentence is not draft.frame.sentence:
            return draft
        between = view[last.frame.figure.end : draft.frame.figure.start]
        is_bracket = len(between) <= _BRACKET and "(" in between and ")" not in between
        if not is_bracket or last.frame.figure.kind != draft.frame.figure.kind:
            return draft
        return last._replace(frame=draft.frame, reading=draft.reading)


def _of(draft: Draft, last: Draft, trust: int) -> Draft:
    return draft._replace(measure=last.measure, measure_trust=trust, traits=last.traits)
