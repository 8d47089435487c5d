"""Find the numbers and dates of a text, sentence by sentence, in one pass over its characters."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.text.numbers.comparisons import add_number
from pipelines.text.numbers.date_expressions import Expression
from pipelines.text.numbers.datefinder import DateFinder, Memory
from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.guards import Guards
from pipelines.text.numbers.lexicon import Lexicon
from pipelines.text.numbers.numberfinder import NumberFinder, Step
from pipelines.text.numbers.records import Anchor, DateMention, Found, Number
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import RULES_DIR

_COUNT = "[0-9零〇一二三四五六七八九十两半]"
# Where a number or date may begin: the first characters, and what must follow them.
_NUMBER_STARTS = (
    ("0123456789零〇○二三四五六七八九十百千万亿两俩廿卅半壹贰叁肆伍陆柒捌玖拾佰仟", ""),
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
    ("公", "元前"),
    ("首", "[月日季]"),
    ("Qq", "[1-4]"),
)
_PART = "[0-9零〇○一二三四五六七八九十廿卅]{1,4}"
_GAP = r"[ \u3000\xa0]?"
_NUMBER_DATE = re.compile(
    r"[0-9零〇○一二三四五六七八九十两廿卅百半几多余个千 ]{1,8}"
    r"(?:财年|[年月日号点时世季]|[:：]|[AaPp]\.?[Mm]"
    r"|(?:天|周|秒|星期|礼拜|钟头|小时|分钟|刻钟|秒钟)多?[之以前后])"
    rf"|{_PART}{_GAP}(?:至|到|[-—–～]{{1,2}}){_GAP}(?:[12][09][0-9]{{2}}|{_PART}{_GAP}[年月日号点时])"
    rf"|[0-9]{{1,4}}{_GAP}[-/.]{_GAP}[0-9]{{1,2}}{_GAP}[-/.]{_GAP}[0-9]"
    rf"|\d{{8}}|十[一二三四五六]五|[0-9]{{4}} [0-9]{{1,2}} [0-9]|第[一二三四1-4]{_GAP}季"
)
_NUMERAL = frozenset("0123456789零〇○一二三四五六七八九十两廿卅半第")
_NUMBER_CHARS = frozenset("一" + "".join(chars for chars, _ in _NUMBER_STARTS))
_DIGITS = frozenset("0123456789")
_SIGNS = frozenset("负下零第是")
# What a list mark begins with, beside digits and signs.
_MARKED = frozenset("一二三四五六七八九十（")


def _start_pattern(starts: Sequence[tuple[str, str]], words: Sequence[str]) -> re.Pattern[str]:
    """Compile all beginnings into one alternation by first character, which `re` skips to fast."""
    rests: dict[str, list[str]] = {}
    for chars, rest in starts:
        for char in chars:
            rests.setdefault(char, []).append(rest)
    by_char: dict[str, list[str]] = {}
    for word in words:
        by_char.setdefault(word[0], []).append(word[1:])
    for char, tails in by_char.items():
        rests.setdefault(char, []).append(trie_pattern(filter(None, tails)) if all(tails) else "")
    return re.compile("|".join(f"{re.escape(char)}(?:{'|'.join(rest)})" for char, rest in sorted(rests.items())))


class QuantityFinder:
    """Finds numbers and dates; the words are loaded once for a rules folder."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        lexicon = Lexicon(rules_dir)
        self._guards = Guards(rules_dir)
        self._numbers = NumberFinder(lexicon, self._guards, rules_dir)
        self._dates = DateFinder(rules_dir)
        measured = {word[0] for word, readings in lexicon.suffixes.items() if any(r.kind != "count" for r in readings)}
        named = {word[1] for word in (*self._dates.words, *lexicon.after) if word[0] == "一" and len(word) > 1}
        self._after_one = frozenset(
            measured | named | _NUMBER_CHARS | set("个季月周号日世点时分又比到至与和多余来以左上不之")
        )
        pieces = {
            word[2] for word in (*self._dates.words, *self._guards.all_words) if word[:2] == "一个" and len(word) > 2
        }
        longer = {word[1] for word in lexicon.suffixes if word[0] == "个" and len(word) > 1}
        self._after_piece = frozenset(
            pieces
            | longer
            | _NUMBER_CHARS
            | set("年月日号点时世季财天周秒星礼钟小分刻半多余来几至到与和之以前后左上不比")
        )
        self._longer_than_piece = lexicon.not_unit_pattern
        self._date_start = _start_pattern(_DATE_STARTS, self._dates.words)
        self._date_firsts = frozenset(
            [char for chars, _ in _DATE_STARTS for char in chars] + [word[0] for word in self._dates.words]
        )
        after_one = "".join(sorted(self._after_one))
        one = ("一", rf"(?=[^\u4e00-\u9fff]|[{re.escape(after_one)}]|$)|(?<=[是第]一)")
        starts = (*_NUMBER_STARTS, one, *_DATE_STARTS)
        # A guard word matters only where something that it keeps from being read begins inside it.
        inside = {char for chars, _ in starts for char in chars} | {word[0] for word in self._dates.words}
        guards = [word for word in self._guards.all_words if inside & set(word[1:])]
        self._start = _start_pattern(starts, (*self._dates.words, *guards))
        # Where a guard word can begin, and nothing else.
        self._only_words = self._guards.firsts - _NUMBER_CHARS - self._date_firsts

    def find(self, text: str, sentences: Sequence[tuple[int, int]], *, published: Anchor | None = None) -> Found:
        """Find all numbers and dates of `text`.

        Args:
            text: The whole raw text.
            sentences: Half-open ranges of it, in order; nothing is read across their ends.
            published: The day of publication, which 去年 and 昨天 count from.
        """
        folded = fold_numerals(text)
        page = _Page(text, folded, self._guards.addresses(folded), Memory(published))
        sentence_no, count = 0, len(sentences)
        search = self._start.search
        match = search(folded)
        while match and sentence_no < count:
            at = match.start()
            start, end = sentences[sentence_no]
            if at >= end:
                sentence_no += 1
                continue
            if at >= start:
                self._read_sentence(page, match, start, end, sentence_no, is_only=count == 1)
                sentence_no += 1
            match = search(folded, start if at < start else end)
        return Found(page.numbers, page.dates)

    def _read_sentence(
        self, page: "_Page", first: re.Match[str], start: int, end: int, sentence_no: int, *, is_only: bool
    ) -> None:
        """Read a sentence from its first beginning on; sentences without one, most of a text, are never looked at."""
        folded, search = page.folded, self._start.search
        match: re.Match[str] | None = first
        if first.end() > end:
            match = search(folded, start, end)
        if folded[start] < "\u3100" or folded[start] in _MARKED:
            if not is_only and self._guards.is_lone(folded, start, end):
                return
            mark = self._guards.list_mark(folded, start, end)
            if match and match.start() < mark:
                match = search(folded, mark, end)
        while match:
            at = match.start()
            is_word = folded[at] in self._only_words
            at = match.end() if is_word else self._step(page, at, start, end, sentence_no)
            match = search(folded, at, end)

    def _step(self, page: "_Page", at: int, start: int, end: int, sentence_no: int) -> int:
        """Read the longest of guard word, date and number at `at`; return where to read on."""
        folded = page.folded
        if page.addresses:
            nearest = bisect_right(page.addresses, (at, len(folded))) - 1
            if nearest >= 0 and at < page.addresses[nearest][1]:
                return page.addresses[nearest][1]
        if folded[at] in _DIGITS and at > start and self._numbers.hangs_on_word(folded, at, start):
            return self._guards.token(folded, at, end)
        word = self._guards.words.match(folded, at, end) if folded[at] in self._guards.firsts else None
        if word is None and folded[at] == "一":
            stop = self._indefinite(folded, at, start, end)
            if stop > at:
                return stop
        guarded = word.end() if word else at
        date = self._date_at(folded, at, start, end)
        if folded[at] not in _NUMBER_CHARS or (date is not None and date.relation != "plan"):
            number = Step(at + 1)
        else:
            number = self._numbers.read(page.text, folded, at, start, end, sentence_no)
            if number.number is not None and number.number.start_char < page.taken():
                # The words before it belong to the mention before it: 三天前 · 两名.
                number = self._numbers.read(page.text, folded, at, page.taken(), end, sentence_no)
        reach = at if number.number is None else number.end
        if date is not None and date.end >= reach and date.end > guarded:
            page.dates.append(self._dates.settle(page.text, folded, date, start, sentence_no, page.memory))
            return date.end
        if guarded >= max(reach, at + 1):
            return max(guarded, number.end) if number.number is None else guarded
        if number.number is not None:
            add_number(page.numbers, number.number, folded, page.text)
        return max(number.end, at + 1)

    def _indefinite(self, folded: str, at: int, start: int, end: int) -> int:
        """Give where to read on behind a 一, by far the most frequent numeral, that early tells no number; else `at`.

        Most are those of 一些 and 一个; 一个月 and 一个半 go on, and so do 负一个 and 个人.
        """
        after, before = folded[at + 1 : min(at + 2, end)], folded[at - 1 : at]
        if after != "个":
            is_one = not "\u4e00" <= after <= "\u9fff" or after in self._after_one or before in {"是", "第"}
            return at if is_one else at + 1
        behind = folded[at + 2 : min(at + 3, end)]
        is_lone = at == start or ("\u4e00" <= before <= "\u9fff" and before not in _SIGNS)
        if not is_lone or not "\u4e00" <= behind <= "\u9fff" or behind in self._after_piece:
            return at
        return at if self._longer_than_piece.match(folded, at + 1, end) else at + 2

    def _date_at(self, folded: str, at: int, start: int, end: int) -> Expression | None:
        char = folded[at]
        if not (
            (char in _NUMERAL and _NUMBER_DATE.match(folded, at, end))
            or (char in self._date_firsts and self._date_start.match(folded, at, end))
        ):
            return None
        if char in _DIGITS and self._guards.follows_name(folded, at, start):
            return None
        return self._dates.read(folded, at, start, end)


@dataclass(frozen=True, slots=True)
class _Page:
    """One text while it is read."""

    text: str
    folded: str
    addresses: list[tuple[int, int]]
    memory: Memory
    numbers: list[Number] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)

    def taken(self) -> int:
        """Return the end of the last mention."""
        number = self.numbers[-1].end_char if self.numbers else 0
        return max(number, self.dates[-1].end_char if self.dates else 0)
