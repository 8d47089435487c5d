"""What a number takes from the one before it: 该比例, 降至 and brackets go on with what was told."""

import re

from pipelines.text.claims.measures import unit_class
from pipelines.text.claims.topics import Draft

_JOINT, _SURE = 3, 2
_MOVES = frozenset(("daily", "weak"))
_LEVELS = ("money", "count", "physical")
_ANAPHOR = re.compile("[这该此][一个项些]*(?:数字|数值|数据|比例|比率|水平|数目|金额|成绩)|其中")
# What others call the same quantity: 罗马诺的说法是7500万欧元; 坊间传言的1亿欧元.
_OTHER_WORD = re.compile(
    "(?:(?:说法|版本|口径|答案|数字|估计|预测|指引)[是为则]*(?:已|被)*(?:(?:下调|上调|修正|调整|降|升|提高|更新)[至到为])?|(?:传言|传闻|盛传|所说|所称|宣称|声称|报道|流传)的)[约近超过逾]*$"
)
# 由12.5降至7.3: what it became is of the same.
_BECAME = re.compile("[^,;。]{0,6}[至到为成]")
# 跌7.2%，报23.45港元.
_QUOTED = re.compile("[,;][^,;。]{0,4}[报收][在于]?")
# 裁员3000人，约占员工总数的一成: the same quantity as a part of the whole.
_PART_OF = re.compile("[^,;。]{0,4}[,;(](?:大?约|近|相当于|也就是|即)*占[^,;。]{1,12}")

# 出口30万辆，增加12%: the growth is that of the value before it, whatever grew.
_GREW = re.compile(r"[,;(、:]? ?(?:[同环]比|[较比][^,;。\d]{1,14}|按[年月季]|年)?[^,;。\d]{0,8}")


def grown(view: str, draft: Draft, last: Draft | None) -> Draft:
    """Let a growth right behind a value be that of the value, where no word of its own says what grew."""
    if last is None or last.measure is None or not draft.change or last.change is not None or last.is_share:
        return draft
    end = last.frame.figure.end
    is_own = draft.measure_trust > 1 and draft.named is not None and draft.named[0] >= end
    if is_own or last.frame.sentence is not draft.frame.sentence or unit_class(last.frame) not in _LEVELS:
        return draft
    if not _GREW.fullmatch(view, end, draft.frame.figure.start):
        return draft
    kept = {kind: word for kind, word in last.qualifiers.items() if kind != "base"}
    return _of(draft, last, last.measure_trust)._replace(
        holder=last.holder, place=last.place, qualifiers=kept | draft.qualifiers
    )


def referred(view: str, draft: Draft, last: Draft | None) -> Draft:
    """Let a figure without a measure take that of the one before, where the text says 这个数字 or 该比例."""
    if last is None or last.measure is None:
        return draft
    start, until = last.frame.figure.end, draft.frame.figure.start
    kind, is_alike = unit_class(draft.frame), unit_class(last.frame) == unit_class(draft.frame)
    if kind == "percent" and "portion" in last.traits and _PART_OF.fullmatch(view, start, until):
        return _of(draft, last, _SURE)._replace(change=None, is_share=False)
    is_same_move = draft.traits >= _MOVES and last.change is not None and "daily" not in last.traits
    is_another = draft.holder is not None and draft.holder.trust > _SURE
    if is_alike and is_same_move and not is_another and last.frame.sentence is draft.frame.sentence:
        return _of(draft, last, _SURE)._replace(holder=last.holder, change=draft.change or last.change)
    if draft.measure is not None and draft.measure_trust > 1:
        return draft
    is_price = kind == "money" and "daily" in last.traits and _QUOTED.fullmatch(view, start, until) is not None
    if is_price or (is_alike and _BECAME.fullmatch(view, start, until)):
        return _of(draft, last, _SURE)._replace(holder=last.holder)
    is_other_word = _OTHER_WORD.search(view[draft.frame.clause_start : until]) is not None
    is_near = last.frame.block_start == draft.frame.block_start
    # 分别为90%及95%: the second figure is about what the first is about.
    is_listed = until - start <= _JOINT
    goes_on = is_near and (is_listed or _ANAPHOR.search(view, start, until) is not None)
    is_open = draft.measure is None and goes_on
    return _of(draft, last, 1) if is_alike and (is_other_word or is_open) else draft


def _of(draft: Draft, last: Draft, trust: int) -> Draft:
    return draft._replace(measure=last.measure, measure_trust=trust, traits=last.traits)


def restated(view: str, draft: Draft, last: Draft | None) -> Draft:
    """Let an amount in brackets behind another (5520亿美元（约合4万亿元）) be about the same quantity."""
    if last is None or last.frame.sentence is not draft.frame.sentence:
        return draft
    between = view[last.frame.figure.end : draft.frame.figure.start]
    if len(between) > 6 or "(" not in between or ")" in between or last.frame.figure.kind != draft.frame.figure.kind:
        return draft
    return last._replace(frame=draft.frame, reading=draft.reading)
