"""Cut a date expression into its parts: 去年 · 10月 · 下旬, 1月 · 20日 · 下午 · 3点."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from pipelines.text.numbers.calendars import Calendars
from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.numerals import read_numeral
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import Row, read_csv

WORD_COLUMNS = ("word", "slot", "offset", "basis", "part")
REIGN_COLUMNS = ("name", "year_before")
PART_COLUMNS = ("word", "from_hour", "to_hour", "is_after_noon")
_SLOTS = ("century", "two_years", "two_days", "year", "half_year", "quarter", "month", "day")
_C = "零〇○一二三四五六七八九"
_N = rf"(?:\d{{1,2}}|廿[{_C}]?|卅|[{_C}十]{{1,3}})"
_B = r"[ \u3000\xa0]?"
_TO = rf"{_B}(?:至|到|--?|——?|–|～){_B}"
_UNIT = r"(?:年|个?半月|个?月|个?星期|个?礼拜|周|天|日|个?小时|分钟)"

# One pattern a part, in the order of trying; the group names are the kinds.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "stamp",
        rf"(?:19|20)\d\d{_B}[-/.]{_B}[01]?\d{_B}[-/.]{_B}[0-3]\d(?=[0-2]\d[:：]\d\d)"
        rf"|\d{{4}}{_B}[-/.]{_B}[01]?\d{_B}[-/.]{_B}[0-3]?\d(?![\d])"
        r"|(?:19|20)\d\d[01]\d[0-3]\d(?!\d|\.\d|[ ]?[万亿元美个名人张件份])"
        r"|(?:19|20)\d\d [01]?\d [0-3]\d(?!\d)"
        r"|[0-3]?\d(?P<mark>[/.])[0-3]?\d(?P=mark)(?:\d{4}|\d\d)(?![\d.])"
        r"|\d\d-[01]?\d-[0-3]?\d(?![\d-])",
    ),
    ("slash_day", r"(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/.%:])"),
    ("year_span", rf"(?:\d{{4}}|[{_C}]{{4}}){_TO}(?:\d{{4}}|[{_C}]{{4}}){_B}年(?![级轻龄])"),
    ("bare_years", rf"(?:19|20)\d\d{_TO}(?:19|20)\d\d(?![\d%.万亿元个家人名])"),
    ("bc_year", r"公元前\d{1,4}年"),
    ("century", rf"(?:{_N}){_B}世纪"),
    ("decade", rf"(?:[1-9]0|[{_C}]{{1,2}}十|[一二三四五六七八九]?十|00|零零){_B}年代"),
    (
        "year",
        rf"(?:\d{{4}}|[{_C}]{{4}}|[一二两]千零?[{_C}十]{{1,3}}|\d{{2}}|[{_C}]{{2,3}}|\d{{3}})(?:{_B}年|财年)(?!(?:级|轻人|龄|多|来|薪|均))",
    ),
    ("quarter", rf"第?[一二三四1-4]{_B}季度|[Qq][1-4](?:季度)?(?![A-Za-z0-9_\\.-])|第?[一二三四]季(?=末|初)"),
    ("half_year", r"[上下前后]半(?:年|月|周)"),
    ("first_of", rf"[前后首头](?:(?<=首)(?:月|日|季|周)|(?:{_N})个?(?:季度|月|天|周)(?![前后]))"),
    ("nth_of", rf"(?:的)?(?:第(?:{_N})|最后)(?:一?个?)(?:(?:周|星期|礼拜)[一二三四五六日天]?|天|日|月|季度)"),
    ("month_span", rf"(?:{_N})月?{_TO}(?:{_N}){_B}月份?(?!{_N}{_B}[日号])"),
    ("month", rf"(?:{_N}|元|正|腊|冬){_B}月份?(?![球亮牙饼])"),
    ("day_span", rf"(?:{_N}){_B}[日号]?{_TO}(?:{_N}){_B}[日号](?![楼线院门])"),
    (
        "lunar_day",
        r"初[一二三四五六七八九十]"
        r"|(?:(?<=[农阴旧]历.月)|(?<=[农阴旧]历..月)|(?<=[正腊冬]月))(?:二?十[一二三四五六七八九]?|三十)(?![一二三四五六七八九十日号个多])"
        r"|廿[一二三四五六七八九]|(?:二十[一二三四五六七八九]?|三十)(?=[ ，。（(]|$)",
    ),
    ("day", rf"(?:{_N}){_B}[日号](?![楼线院门文机])"),
    (
        "bare_day",
        rf"(?:3[01]|[12]\d|0?[1-9]|(?:二|三)?十[{_C}]?|[{_C}])"
        rf"(?=$|[，。；）)、]|{_TO}(?:{_N})月"
        r"|[ ]?(?:早上|上午|中午|下午|晚上|凌晨|元宵|端午|七夕|中元|中秋|重阳|腊八))",
    ),
    (
        "week",
        r"(?:上+|下+|本|这|今)(?:一|个|1)?(?:周|星期|礼拜)(?:末|(?:的)?(?:周|星期|礼拜)?[一二三四五六日天](?![个家起次期]))?",
    ),
    ("clock_span", rf"(?:{_N}|两){_TO}(?:{_N}|两){_B}[点时](?![分秒])"),
    ("weekday", r"(?:周|星期|礼拜)[一二三四五六日天](?![个家起次期年])|周末"),
    ("season", r"[春夏秋冬](?:[季天日]|$)"),
    ("ten_days", r"[上中下]旬"),
    ("edge", r"(?:月|年)?[初底末](?!次|级|期|步|代|始|选|审|三|一|二)|年中|中叶|中期|初期|末期|早期|后期|伊始"),
    (
        "clock",
        rf"\d{{1,2}}[:：][0-5]\d(?:[:：][0-5]\d(?:\.\d{{1,9}})?(?:Z|[+-]\d\d:\d\d)?)?{_B}(?:[AaPp]\.?[Mm]\.?(?![A-Za-z])|[AaPp](?![A-Za-z]))?时?"
        rf"|\d{{1,2}}{_B}[AaPp]\.?[Mm]\.?(?![A-Za-z])"
        rf"|(?:{_N}|两){_B}[点时](?:{_B}(?:[一三两1-3]刻|[钟整]|半|(?:过|零)?(?:{_N}){_B}分?(?:(?:{_N})秒)?|多钟?|许))?",
    ),
)


_NUMERIC = frozenset("0123456789零〇○一二三四五六七八九十两廿卅")
# What the parts that are no number and no word of the tables begin with.
_WORD_STARTS = frozenset("农阴旧夏公第Qq上下前后首头的最元正腊冬初本这今周星礼春秋月年底末中早后期伊")
_WORDY = frozenset(
    {"word", "festival", "lunar", "reign", "part", "season", "edge", "ten_days", "week", "weekday", "half_year",
     "numbered_day", "first_of", "nth_of", "quarter", "month", "lunar_day", "bc_year"}
)  # fmt: skip
_MARKS = str.maketrans("", "", " \u3000\xa0年财月份日号初")
_BOTH = frozenset({"word", "festival", "quarter", "month", "lunar_day"})


class Token(NamedTuple):
    """One part of a date expression."""

    kind: str
    start: int
    end: int
    text: str


make_token: Callable[[tuple[str, int, int, str]], Token] = partial(tuple.__new__, Token)  # as for a reading


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word that stands for a time: its slot, how far from which anchor, and a part of the day."""

    word: str
    slot: str
    offset: int
    is_from_text: bool
    part: str


@dataclass(frozen=True, slots=True)
class DayPart:
    """The hours of a part of the day (上午, 下午)."""

    word: str
    from_hour: int
    to_hour: int
    noon: str


def bare(written: str) -> str:
    """Leave only the figures of a date part: 20日 and 3 月份 are 20 and 3."""
    return written.translate(_MARKS)


@lru_cache(maxsize=1024)
def read_count(written: str) -> int | None:
    """Read the small whole number of a date part: 12, 十二, 二〇二四, 廿."""
    if written.isdigit() and written.isascii():
        return int(written)
    reading = read_numeral(written, 0, len(written))
    if reading is None or reading.end != len(written) or reading.low % 1:
        return None
    return int(reading.low)


class DateTokens:
    """Finds the parts of date expressions; words and festivals come from the rules folder."""

    def __init__(self, rules_dir: Path, calendars: Calendars) -> None:
        self.words = {word.word: word for word in _time_words(rules_dir)}
        self.parts = {part.word: part for part in _day_parts(rules_dir)}
        self.reigns = dict(map(_reign, read_csv(rules_dir / "reigns.csv", REIGN_COLUMNS)))
        patterns = [
            ("numbered_day", rf"[今昨明前][日天]?[(（]{_N}日?[)）]日?"),
            ("word", trie_pattern(self.words)),
            ("festival", trie_pattern(calendars.festivals)),
            ("lunar", r"(?:农历|阴历|旧历|夏历)"),
            ("reign", rf"{trie_pattern(self.reigns)}(?:元|\d{{1,3}}|[{_C}十]{{1,3}}|[{_C}一]?百[{_C}十]{{1,3}})年"),
            *_PATTERNS,
            ("part", trie_pattern(self.parts)),
        ]
        self._all = [(kind, re.compile(pattern)) for kind, pattern in patterns]
        numeric = _Beginning.of([(k, p) for k, p in self._all if k not in _WORDY or k in _BOTH])
        wordy = _Beginning.of([(k, p) for k, p in self._all if k in _WORDY])
        words = {word[0] for word in (*self.words, *calendars.festivals, *self.reigns, *self.parts)}
        self.beginnings = dict.fromkeys(words | _WORD_STARTS, wordy) | dict.fromkeys(_NUMERIC, numeric)

    def match(self, folded: str, at: int, end: int, allowed: frozenset[str] | None = None) -> Iterator[Token]:
        """Yield the parts that may begin at `at`, in the order of trying."""
        beginning = self.beginnings.get(folded[at])
        first = beginning.either.match(folded, at, end) if beginning else None
        if beginning is None or first is None:
            return
        is_tried = False
        for kind, pattern in beginning.patterns:
            is_tried = is_tried or kind == first.lastgroup
            if not is_tried or (allowed is not None and kind not in allowed):
                continue
            match = first if kind == first.lastgroup else pattern.match(folded, at, end)
            if match and match.end() > at:
                written = match[0].rstrip()
                yield make_token((kind, at, at + len(written), written))


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The patterns that can match at one sort of character, and all of them as one: most often none does."""

    patterns: list[tuple[str, re.Pattern[str]]]
    either: re.Pattern[str]

    @classmethod
    def of(cls, patterns: list[tuple[str, re.Pattern[str]]]) -> "_Beginning":
        return cls(patterns, re.compile("|".join(f"(?P<{kind}>{pattern.pattern})" for kind, pattern in patterns)))


def _time_words(rules_dir: Path) -> Iterator[TimeWord]:
    for row in read_csv(rules_dir / "date_words.csv", WORD_COLUMNS):
        try:
            offset = int(row["offset"])
        except ValueError:
            raise row.error(f'offset "{row["offset"]}" is not a whole number') from None
        is_from_text = row.choice("basis", ("today", "text")) == "text"
        yield TimeWord(fold_numerals(row["word"]), row.choice("slot", _SLOTS), offset, is_from_text, row["part"])


def _day_parts(rules_dir: Path) -> Iterator[DayPart]:
    for row in read_csv(rules_dir / "day_parts.csv", PART_COLUMNS):
        hours = row["from_hour"], row["to_hour"]
        if not all(hour.isdigit() and int(hour) <= 24 for hour in hours):
            raise row.error("from_hour and to_hour are hours, 0 to 24")
        noon = row.choice("is_after_noon", ("", "1", "noon"))
        yield DayPart(fold_numerals(row["word"]), int(hours[0]), int(hours[1]), noon)


def _reign(row: Row) -> tuple[str, int]:
    if not row["year_before"].isdigit():
        raise row.error(f'year_before "{row["year_before"]}" is not a year')
    return row["name"], int(row["year_before"])
