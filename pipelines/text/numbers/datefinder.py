"""Find dates in reading order, and keep in mind the last one that the text stated."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.text.numbers.calendars import Calendars
from pipelines.text.numbers.cues import DateCues
from pipelines.text.numbers.date_expressions import DateReader, Expression
from pipelines.text.numbers.date_narrowing import WEEKDAYS, make_anchors
from pipelines.text.numbers.date_resolution import Resolved, Resolver
from pipelines.text.numbers.date_tokens import DateTokens
from pipelines.text.numbers.records import Anchor, DateMention, make_date

# A dateline names the agency, the place and perhaps the reporters before its date.
_DATELINE_WIDTH = 30
_FRESH = 31
# A date that follows an announced one lies within half a year of it.
_ANNOUNCED = 183
_YEARLY = frozenset({"year", "stamp"})
_STATED = frozenset({"stamp", "day", "slash_day", "numbered_day", "lunar_day", "festival", "month"})


@dataclass(slots=True)
class Memory:
    """What earlier dates of the text settled: the last day stated, the year and month stated in this sentence.

    `today` is what 昨天 counts from: the day of the dateline, once there was one, else of publication.
    """

    today: Anchor | None
    has_dateline: bool = False
    day_here: date | None = None
    day: date | None = None
    month: date | None = None
    sentence_no: int = -1
    year: int | None = None
    announced: date | None = None


class DateFinder:
    """Reads and resolves the date at a place."""

    def __init__(self, rules_dir: Path) -> None:
        calendars = Calendars(rules_dir)
        tokens = DateTokens(rules_dir, calendars)
        self.words = sorted({*tokens.words, *calendars.festivals})
        self.parts, self.reigns = sorted(tokens.parts), sorted(tokens.reigns)
        self._wide = frozenset(word.word for word in tokens.words.values() if word.slot != "day")
        self._cues = DateCues.load(rules_dir)
        self._reader = DateReader(tokens, self._cues)
        self._resolver = Resolver(tokens, calendars)

    def read(self, folded: str, at: int, floor: int, end: int) -> Expression | None:
        """Read the date expression at `at`, or None."""
        return self._reader.read(folded, at, floor, end)

    def settle(
        self, text: str, folded: str, found: Expression, floor: int, sentence_no: int, memory: Memory
    ) -> DateMention:
        """Resolve an expression and remember what it states."""
        if memory.sentence_no != sentence_no:
            memory.sentence_no, memory.year, memory.day_here, memory.announced = sentence_no, None, None, None
        today = memory.today.date if memory.today else None
        anchors = make_anchors((today, memory.day, memory.month, memory.day_here))
        ahead = self._is_ahead(folded, found, floor)
        resolved = self._resolver.resolve(found, anchors, year=memory.year, is_to_come=ahead)
        if memory.day_here and _names_weekday(folded, found, memory.day_here):
            # 5月18日（周日）: the weekday of the date that it stands behind.
            beside = anchors._replace(today=memory.day_here)
            resolved = self._resolver.resolve(found, beside, year=memory.year, is_to_come=False)
            resolved = resolved._replace(uses_anchor=False, uses_text=True)
        if ahead:
            memory.announced = resolved.first
        elif memory.announced is not None and resolved.is_inferred:
            # 将于3月5日开幕，3月11日闭幕: what a sentence has announced, it announces to the end.
            later = self._resolver.resolve(found, anchors, year=memory.year, is_to_come=True)
            if later.first is not None and 0 <= (later.first - memory.announced).days <= _ANNOUNCED:
                resolved = later
        _remember(found, resolved, memory)
        anchor, basis = None, None
        if resolved.uses_text:
            is_wide = not found.tokens or found.tokens[0].text in self._wide
            anchor, basis = (anchors.text_month or anchors.text) if is_wide else anchors.text, "text"
        elif resolved.uses_anchor and memory.today:
            anchor, basis = today, memory.today.basis
        if not memory.has_dateline and resolved.first and self._is_dateline(folded, found, floor, resolved, today):
            memory.today, memory.has_dateline = Anchor(resolved.first, "dateline"), True
        start, end = found[:2]
        kind, iso, first, last, precision, is_relative, is_inferred, _, _, rule_id = resolved
        told = iso, first, last, precision, is_relative, is_inferred
        return make_date((start, end, text[start:end], kind, *told, anchor, basis, rule_id, sentence_no))

    def _is_ahead(self, folded: str, found: Expression, floor: int) -> bool:
        """Tell a date that a word before it (将于3月1日) or behind it (3月1日将) announces."""
        cues, start = self._cues, found.start
        may_come = start > floor and folded[start - 1] in cues.to_come_ends
        if may_come and cues.to_come.search(folded[max(floor, start - 6) : start]):
            return True
        may_follow = folded[found.end : found.end + 1] in cues.will_starts
        return may_follow and cues.will.match(folded, found.end) is not None

    def _is_dateline(self, folded: str, found: Expression, floor: int, resolved: Resolved, today: date | None) -> bool:
        """Tell the date of a dateline (新华社北京1月28日电): a stated day, early in its sentence, with 电 behind it.

        One whose year is inferred must lie shortly before publication.
        """
        return (
            resolved.first is not None
            and found.start - floor <= _DATELINE_WIDTH
            and resolved.first == resolved.last
            and not resolved.is_relative
            and (not resolved.is_inferred or today is None or (today - resolved.first).days <= _FRESH)
            and self._cues.dateline.match(folded, found.end) is not None
        )


def _names_weekday(folded: str, found: Expression, day: date) -> bool:
    """Tell the weekday of a day, in brackets behind it."""
    token = found.tokens[0] if len(found.tokens) == 1 else None
    return (
        token is not None
        and token.kind == "weekday"
        and folded[max(0, found.start - 1) : found.start] in {"(", "（"}
        and WEEKDAYS.get(token.text[-1]) == day.isoweekday()
    )


def _remember(found: Expression, resolved: Resolved, memory: Memory) -> None:
    if resolved.first is None or not found.tokens:
        return
    head = found.tokens[0].kind
    if head in _YEARLY:
        memory.year = resolved.first.year
    if head == "month" or head in _YEARLY:
        memory.month = resolved.first
    if resolved.first == resolved.last and not _STATED.isdisjoint([token.kind for token in found.tokens]):
        memory.day = memory.day_here = resolved.first
