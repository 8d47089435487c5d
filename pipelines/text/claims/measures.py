"""Which quantity a number measures: the nearest word of the lists that governs it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.words import Hit, Measure, TopicWords

_REACH_BEHIND = 12
_TIGHT = 4
_LOOSE = 2
_NOUN = 2
_MOVES = frozenset(("daily", "weak"))
_BIG = ("万", "亿")  # an amount of money whose currency goes without saying: 票房4.6亿
# Between a verb and what it counts: 转移了约4.6万名.
_BESIDE = re.compile("(?:[了出过共约近逾超计达至少总一]|不到|不足|大约|接近|将近|累计|高达|多达)*")
# A clause that only goes on: 裁员30%，涉及约6000人.
_GOES_ON = re.compile(
    "[,; ]*(?:涉及|影响|波及|[即共约逾近将会达为]|也就是|也即|相当于|约合|折合|总计|合计|共计|人数|规模|总数"
    "|大约|超过|至少|预计|多达|达到|接近|在|受影响|员工|雇员)+"
)
# 员工人数削减15%，涉及1200人: those who go, and not those who are there.
_CUTS = re.compile("削减|裁减|缩减|减少|精简|裁掉|裁撤")
# 让数百万意大利人的数据处于风险之中 counts no data.
_PEOPLE = re.compile("(?<!机器)人$")
_NO_PEOPLE = ("points", "texts", "kinds")  # families of what is no people
_JOINTS = " 的“\"'「『*_"
_KIND_CLASS = {
    "money": "money",
    "percent": "percent",
    "fraction": "percent",
    "multiple": "multiple",
    "duration": "duration",
    "ordinal": "ordinal",
    "cardinal": "count",
}


class Measured(NamedTuple):
    """A measure, and the word that says so; `trust` is 3 beside the number, 2 in its clause, 1 farther off."""

    name: str
    traits: frozenset[str]
    start: int
    end: int
    trust: int
    degree: str | None = None  # what the word says of how grave it is: 重伤
    part: str | None = None  # and of which part of a whole: 新增病例


def unit_class(frame: Frame) -> str:
    """Give the class of a number: only numbers of one class can be about one quantity."""
    figure = frame.figure
    if figure.kind == "quantity":
        return "count" if figure.dimension in ("count", None) else "physical"
    return _KIND_CLASS[figure.kind]


class MeasureFinder:
    """Finds the measure of a number among the words around it."""

    def __init__(self, words: TopicWords) -> None:
        self.words = words

    def find(self, view: str, frame: Frame, hits: Sequence[Hit], base_start: int | None) -> Measured | None:
        """Choose among the measure words of the sentence.

        Args:
            view: Folded text.
            frame: The number.
            hits: The measure words of its sentence, in order.
            base_start: Where the whole begins of which the number is a share (OpenAI费用 of OpenAI费用的2%).
        """
        kind, figure = unit_class(frame), frame.figure
        is_priced = figure.kind == "cardinal" and view[figure.start : figure.end].rstrip("多余来几").endswith(_BIG)
        is_people = kind == "count" and (
            self.words.families.get(figure.unit or "") == "people" or bool(_PEOPLE.search(figure.object or ""))
        )
        is_other = kind == "count" and self.words.families.get(figure.unit or "") in _NO_PEOPLE
        fitting = [(hit, self.words.measures[hit.word]) for hit in hits]
        fitting = [
            (hit, measure)
            for hit, measure in fitting
            if (
                kind in measure.classes
                and (not is_people or "people" in measure.traits)
                and not (is_other and "people" in measure.traits)
            )
            or (is_priced and "money" in measure.classes and "count" not in measure.classes)
        ]
        if not fitting:
            return None
        clause = [pair for pair in fitting if frame.clause_start <= pair[0].start < figure.start]
        if base_start is not None:
            clause = [pair for pair in clause if pair[0].end <= base_start]
        own = [pair for pair in clause if pair[0].start >= frame.floor] or clause
        own = [pair for pair in own if not pair[1].traits >= _MOVES] or own  # 出口下跌: no share falls
        ceiling = min(frame.ceiling, frame.clause_end)
        behind = [
            pair
            for pair in fitting
            if pair[0].start >= figure.end
            and pair[0].end <= ceiling
            and (pair[0].start - figure.end <= _REACH_BEHIND or _is_object(frame, pair[0]))
            and not (own and pair[0].end == frame.ceiling and view.find("、", figure.end, pair[0].start) >= 0)
        ]
        tight = [pair for pair in behind if _is_tight(view, figure.end, pair[0], kind) or _is_object(frame, pair[0])]
        tight = _heads(tight)
        farther = [pair for pair in fitting if pair[0].end <= frame.clause_start]
        beside = [pair for pair in own[-1:] if _BESIDE.fullmatch(view, pair[0].end, figure.start)]
        goes_on = kind == "count" and _GOES_ON.fullmatch(view, frame.clause_start, figure.start)
        if goes_on:
            farther = [p for p in farther if not is_people or "people" in p[1].traits]
            deeds = [p for p in farther if "deed" in p[1].traits]
            farther = (deeds or farther)[-1:]
            own, beside = ([], []) if deeds else (own, beside)  # 裁减8%的员工，波及640人: those who go
        if kind == "count" and not _borrows(frame, self.words):
            farther = farther if goes_on else []
            own = _strong(own) or beside
        events = [pair for pair in behind if "event" in pair[1].traits]
        paid = [pair for pair in beside if is_priced and "money" in pair[1].classes]
        deeds = [pair for pair in beside if "deed" in pair[1].traits]
        steps: tuple[tuple[Sequence[tuple[Hit, Measure]], int, int], ...] = (
            (paid, 0, 3),
            (deeds, 0, 3),
            (_strong(events), 0, 3),
            (_strong(tight), 0, 3),
            (_strong(own), -1, 3),
            (tight, 0, 2),
            (own, -1, 2),
            (_strong(farther), -1, 1),
            (behind, 0, 1),
            (farther, -1, 1),
        )
        for pairs, at, trust in steps:
            if pairs:
                hit, measure = pairs[at]
                if goes_on and measure.name == "staff" and _CUTS.search(view, hit.end, figure.start):
                    measure = measure._replace(name="layoffs", traits=measure.traits | {"portion"})
                traits = measure.traits if kind in measure.classes else measure.traits | {"priced"}
                own_words = self.words.degree_of(hit.word), self.words.part_of(hit.word)
                return Measured(measure.name, traits, hit.start, hit.end, trust, *own_words)
        return None


def _is_object(frame: Frame, hit: Hit) -> bool:
    start, end = frame.figure.object_start, frame.figure.object_end
    return start is not None and end is not None and start <= hit.start and hit.end <= end


def _borrows(frame: Frame, words: TopicWords) -> bool:
    """Tell whether a count without a noun may take one from before: 疫苗…产能10亿只."""
    figure = frame.figure
    return figure.unit is not None and figure.unit not in words.families and len(figure.object or "") < _NOUN


def _strong(pairs: Sequence[tuple[Hit, Measure]]) -> list[tuple[Hit, Measure]]:
    return [pair for pair in pairs if "weak" not in pair[1].traits]


def _heads(pairs: list[tuple[Hit, Measure]]) -> list[tuple[Hit, Measure]]:
    """Let the last of two words that touch stand for both: a 会员记录 is a record."""
    while len(pairs) > 1 and pairs[0][0].end == pairs[1][0].start and "event" not in pairs[0][1].traits:
        pairs = [(pairs[1][0], pairs[1][1]._replace(traits=pairs[1][1].traits - {"weak"})), *pairs[2:]]
    return pairs


def _is_tight(view: str, end: int, hit: Hit, kind: str) -> bool:
    between = view[end : hit.start].strip(_JOINTS)
    if not between:
        return True
    if kind == "count":
        return hit.start - end <= _REACH_BEHIND and "的" not in between
    has_link = view[end : end + 2].lstrip().startswith("的")
    return len(between) <= (_TIGHT if has_link else _LOOSE)
