"""Where a number or a date may begin, and where a word that keeps one from being read.

All beginnings are one pattern, by first character, which `re` skips to fast. What must follow a character is looked at
in the pattern as well: a place that it passes by costs next to nothing, one that is tried in vain a hundred times that.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from pipelines.text.numbers.datefinder import DateFinder
from pipelines.text.numbers.guards import Guards
from pipelines.text.numbers.lexicon import Lexicon
from pipelines.text.numbers.numeral_characters import numeral_characters
from pipelines.text.numbers.wordtries import trie_pattern

_COUNT = "[0-9零〇一二三四五六七八九十两半]"
# Numerals that are often part of a word: 四国, 百度, 十足.
_LONE = "二三四五六七八九十百千万亿两"
# Where a number may begin: the first characters, and what must follow them.
_NUMBER_STARTS = (
    ("0123456789零〇○俩廿卅壹贰叁肆伍陆柒捌玖拾佰仟", ""),
    ("参", "(?=[拾佰仟十百千万])"),
    ("几数", "(?=[十百千万亿拾佰仟])"),
    ("第", "(?=[ ]?[0-9零一二三四五六七八九十百千])"),
    (".", r"(?=\d)"),
    ("翻", "(?=了?一?[番倍两三])"),
    ("对", "(?=折)"),
    ("前", "(?=[0-9三五六七八九十]|[一二两四]个?(?:月|季度))"),
)
_DATE_STARTS = (
    ("过", rf"去(?=[ ]?的?[ ]?{_COUNT})"),
    ("最", rf"近(?=[ ]?的?[ ]?{_COUNT})"),
    ("未", rf"来(?=[ ]?的?[ ]?{_COUNT})"),
    ("今", rf"后(?=[ ]?的?[ ]?{_COUNT})|(?:[一个])?(?:周|星期|礼拜)"),
    ("接", rf"下来(?=[ ]?的?[ ]?{_COUNT})"),
    ("近", f"(?=[ ]?{_COUNT})"),
    ("前后上下", f"(?=[ ]?{_COUNT})|半[年月周]"),
    ("上下", "[上下]*(?:一?个|一)?(?:周|星期|礼拜)"),
    ("本这", "[一个1]?(?:周|星期|礼拜)"),
    ("周", "[一二三四五六日天末]"),
    ("星", "期[一二三四五六日天]"),
    ("礼", "拜[一二三四五六日天]"),
    ("年月", "[初底末中]"),
    ("农阴旧夏", "历"),
    ("正腊元冬", "月"),
    ("今昨明前", r"[日天]?[(（][0-9]"),
    ("公", "元前"),
    ("首", "[月日季]"),
    ("Qq", "[1-4]"),
)
_PART = "[0-9零〇○一二三四五六七八九十廿卅]{1,4}"
_GAP = r"[ \u3000\xa0]?"
_NUMBER_DATE = (
    r"[0-9零〇○一二三四五六七八九十两廿卅百半几多余个千 ]{1,8}"
    r"(?:财年|[年月日号点时世季]|[:：]|[AaPp]\.?[Mm]"
    r"|(?:天|周|秒|星期|礼拜|钟头|小时|分钟|刻钟|秒钟)多?[之以前后])"
    rf"|{_PART}{_GAP}(?:至|到|[-—–～]{{1,2}}){_GAP}(?:[12][09][0-9]{{2}}|{_PART}{_GAP}[年月日号点时])"
    rf"|[0-9]{{1,4}}{_GAP}[-/.]{_GAP}[0-9]{{1,2}}{_GAP}[-/.]{_GAP}[0-9]"
    r"|[0-9]{1,2}/[0-9]{1,2}(?![0-9/])"
    rf"|\d{{8}}|十[一二三四五六]五|[0-9]{{4}} [0-9]{{1,2}} [0-9]|第[一二三四1-4]{_GAP}季"
)
_NUMERAL = "0123456789零〇○一二三四五六七八九十两廿卅半第"
NUMBER_CHARS = frozenset("".join(["一半", _LONE, *(chars for chars, _ in _NUMBER_STARTS)]))
# What a date or a range goes on with behind its first numeral, and a fraction.
_NUMBER_GOES_ON = frozenset("多余来把几个半年月日号点时世季财天周秒星礼钟小分刻之以前后比至到与和又")
# A part of a day is a date where a time of day follows it (晚9点), a reign where its year does.
_CLOCK_AHEAD = r"(?=[ \u3000\xa0]{0,3}[0-9零〇○一二两三四五六七八九十廿卅]|[ \u3000\xa0]{0,2}的|T)"
_REIGN_AHEAD = "(?=[元0-9零〇○一二三四五六七八九十百])"
_HAN = r"\u4e00-\u9fff"
_Rests = dict[str, list[str]]


class Starts:
    """The beginnings of a rules folder.

    Attributes:
        pattern: Finds the next place where something may begin. Where it has matched a group, all of the match is a
            word that is no number and no date: it is passed over whole.
        dates: What a date that begins with a character must look like.
    """

    def __init__(self, lexicon: Lexicon, dates: DateFinder, guards: Guards) -> None:
        numbers = _by_char(_NUMBER_STARTS)
        numbers["一"] = [_one(lexicon, dates, guards)]
        numbers["半"] = [_half(lexicon)]
        for char in _LONE:
            numbers[char] = [_lone(char, lexicon)]
        begins = _by_char(_DATE_STARTS)
        _add_words(begins, dates.words)
        _add_words(begins, dates.parts, _CLOCK_AHEAD)
        _add_words(begins, dates.reigns, _REIGN_AHEAD)
        shapes = {char: [_branch(char, rests)] for char, rests in begins.items()}
        for char in _NUMERAL:
            shapes.setdefault(char, []).insert(0, _NUMBER_DATE)
        self.dates: Mapping[str, re.Pattern[str]] = {char: re.compile("|".join(s)) for char, s in shapes.items()}
        inside = numbers.keys() | begins.keys()
        words = _guarding(guards.all_words, inside, _going_on(lexicon, dates))
        chars = sorted(inside | words.keys())
        rests = {char: [*words.get(char, ()), *numbers.get(char, ()), *begins.get(char, ())] for char in chars}
        # An empty group marks what is passed over: guard words, and a 一个 that begins nothing else.
        rests["一"].append("个()")
        self.pattern = re.compile("|".join(_branch(char, found) for char, found in rests.items()))


def _branch(char: str, rests: Iterable[str]) -> str:
    return f"{re.escape(char)}(?:{'|'.join(rests)})"


def _guarding(words: Iterable[str], inside: Collection[str], going_on: Collection[str]) -> _Rests:
    """Write the guard words inside which something begins that they keep from being read; others matter nowhere.

    A word that begins with none of the characters `inside` is found by its second one: 国 is frequent, and 国一 rare.
    One that begins with a numeral (一点, 百度) is passed over where no number goes on behind it.
    """
    matter = [word for word in words if not set(word[1:]).isdisjoint(inside)]
    rests: _Rests = {}
    _add_words(rests, [word for word in words if word[0] in f"一{_LONE}"], rf"(?![^{_HAN}]|{_any_of(going_on)}|$)()")
    _add_words(rests, [word for word in matter if word[0] in inside])
    by_pair: dict[str, list[str]] = {}
    for word in matter:
        if word[0] not in inside:
            by_pair.setdefault(word[:2], []).append(word[2:])
    for pair, tails in by_pair.items():
        rests.setdefault(pair[1], []).insert(0, f"(?<={re.escape(pair)}){_tail(tails)}()")
    return rests


def _going_on(lexicon: Lexicon, dates: DateFinder) -> set[str]:
    """Give the characters that a number or a date goes on with behind a word."""
    words = (*lexicon.suffixes, *lexicon.after, *dates.words, *dates.parts, *dates.reigns)
    chars = {*numeral_characters(lexicon.rules_dir), *_NUMBER_GOES_ON, *NUMBER_CHARS}
    return chars.union("的整许旬初底末中上下过期代公元农阴历春夏秋冬间含并加拜", *words)


def _by_char(starts: Iterable[tuple[str, str]]) -> _Rests:
    rests: _Rests = {}
    for chars, rest in starts:
        for char in chars:
            rests.setdefault(char, []).append(rest)
    return rests


def _add_words(rests: _Rests, words: Iterable[str], ahead: str = "") -> None:
    """Add words by their first character; `ahead` is what must follow them."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    for char, found in tails.items():
        rests.setdefault(char, []).append(_tail(found) + ahead)


def _tail(tails: Collection[str]) -> str:
    """Write the longest of some ends of words, of which one may be empty."""
    longer = [tail for tail in tails if tail]
    return f"(?>{trie_pattern(longer)}{'' if all(tails) else '|'})" if longer else ""


def _one(lexicon: Lexicon, dates: DateFinder, guards: Guards) -> str:
    """Write what follows a 一, by far the most frequent numeral, that may count.

    Most are those of 一些 and 一个; 一个月 and 一个半 go on, and so do 负一个 and 个人.
    """
    times = (*dates.words, *dates.parts, *dates.reigns)
    measured = {word[0] for word, readings in lexicon.suffixes.items() if any(r.kind != "count" for r in readings)}
    named = {word[1] for word in (*times, *lexicon.after) if word[0] == "一" and len(word) > 1}
    after = measured | named | NUMBER_CHARS | set("季月周号日世点时分又比到至与和多余来以左上不之")
    pieces = {word[2] for word in (*times, *guards.all_words) if word[:2] == "一个" and len(word) > 2}
    pieces |= {word[1] for word in lexicon.suffixes if word[0] == "个" and len(word) > 1}
    pieces |= NUMBER_CHARS | set("年月日号点时世季财天周秒星礼钟小分刻半多余来几至到与和之以前后左上不比")
    before = {word[-1] for word in lexicon.prefixes} | set("负下零第- \xa0")
    return (
        rf"(?=[^{_HAN}]|{_any_of(after - {'个'})}|$)|(?<=[是第]一)(?!个)|(?<={_any_of(before)}一)(?=个)"
        rf"|(?=个(?:[^{_HAN}]|{_any_of(pieces)}|$))|(?=个)(?={lexicon.not_unit_pattern.pattern})"
    )


def _half(lexicon: Lexicon) -> str:
    """Write what follows a 半 that may be half of something: not that of 半导体."""
    return f"(?={_any_of({word[0] for word in lexicon.suffixes} | _NUMBER_GOES_ON | NUMBER_CHARS)}|[^{_HAN}])"


def _lone(char: str, lexicon: Lexicon) -> str:
    """Write what follows a numeral that may count, or stands before it."""
    after = {word[0] for word in (*lexicon.suffixes, *lexicon.after)} | _NUMBER_GOES_ON | NUMBER_CHARS
    after |= numeral_characters(lexicon.rules_dir).keys()
    before = {word[-1] for word in (*lexicon.prefixes, *lexicon.before)} | set("是前上成负下- \u3000\xa0*_")
    return rf"(?=[^{_HAN}]|{_any_of(after)}|$)|(?<={_any_of(before)}{char})"


def _any_of(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"
