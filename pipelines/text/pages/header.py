"""Header and footer lines that are made of metadata: labels with values, dates, names between bars."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from pipelines.text.folding import fold
from pipelines.text.pages.cues import DECOR, CuePacks, Hit
from pipelines.text.pages.dateforms import PageDate
from pipelines.text.pages.dates import find_page_dates
from pipelines.text.pages.finder import AFTER_LABEL, HEADER_LENGTH, INDENT, Match
from pipelines.text.pages.lines import Line
from pipelines.text.pages.pagetext import DIGIT
from pipelines.text.rulefiles import read_csv

FIELDS = ("source", "issuer", "author", "editor", "published", "updated", "original_title", "url", "tags", "other")
_REST_LENGTH = 16
_NAME_FIELDS = frozenset({"source", "author", "editor"})
# One first character for all, a digit, which lets the search skip over the rest.
_DATE_GATE = re.compile(
    r"\d(?:[-/._年月]\s?\d|\s[-/._年月]\s?\d|月|0(?<=20)\d{6}|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:(?<=[a-z]\s\d)|(?<=[a-z]\.\s\d))\d?,?\s\d{4})"
)
# Blanks are never given back: a link that was blanked leaves hundreds of them.
_MARK = re.compile(r"\s*+(?:(?:人员|名单)\s*+)?(?:[:|丨】@]|/(?!/)|>>|》|(?=《))\s*")
_BEFORE_BARE = " \t\u3000\xa0([【|/·;"
_DECOR = frozenset(DECOR)
_BLANK = " \t\u3000\xa0"
_OPENERS = " \u3000\xa0([【*"
_CLOSES = "。!?…”」\"')】]"
_VALUE_LENGTH = 40
_ASKED = ("?", "!")
_SENTENCE = 8
_WORD = 2
_COMPOUND = 4  # letters before a label that it ends a word of
_LOOSE = frozenset({"tags", "other"})
_CLAUSE_ENDS = "。;"
_SPEECH_ENDS = ("?", "!", "。", "…")
_URL = re.compile(r"https?://[^\s\u3000-\u9fff\uff00-\uffef)\]}>\"']+")
_LINK = re.compile(r"!\[[^\[\]]{0,80}\]\([^()]{0,2000}\)|\[([^\[\]]{0,80})\]\([^()]{0,2000}\)")
_COUNT = re.compile(r"\s+\d{1,6}\s*$")  # of comments, before a word of the interface: 稿源：城北网 3 条评论
_HOST = re.compile(r"[a-z0-9]\.[a-z]")
_PIECE = re.compile(rf"[^{re.escape(DECOR)}][^ \t\u3000\xa0|/()\[\]【】]*")
# Where it was posted from is neither a label's value nor a name.
_PLACED = re.compile(
    r"发[表布]于\s?[\u3400-\u9fff]{2,4}(?!\w)|ip属地\s?:?\s?[\u3400-\u9fff]{2,4}(?!\w)"
    r"|星期[一二三四五六日](?!\w)|周[一二三四五六日](?!\w)"
)
_WIRED = ("电", "讯", "专电", "综合外电")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")  # alone behind a role: 城北新闻记者 | 王小明
_SPELLED_OUT = 6  # so many letters right after a day are a title (2023年3月15日例行记者会), not a name beside it
# Two blanks, a bar, a closing bracket, or a blank before an opening one.
_GAP = re.compile(r"[\s|丨)\]】](?:(?<=[\t\u3000|丨)\]】])|(?=[\s(（\[【]))")


def _blank_target(found: re.Match[str]) -> str:
    words = found[1] or ""
    return " " + words.ljust(len(found[0]) - 1) if words else " " * len(found[0])


class Field(NamedTuple):
    """A value at `[start, end)` of the text. `is_labelled` is false for one that only stands among metadata."""

    field: str
    start: int
    end: int
    is_labelled: bool


class Header(NamedTuple):
    """A line made of metadata."""

    fields: tuple[Field, ...]
    dates: tuple[PageDate, ...]
    rest: tuple[tuple[int, int], ...]


class _Label(NamedTuple):
    """A label `[start, end)` of a line, its separator included."""

    field: str
    start: int
    end: int
    has_mark: bool


class HeaderReader:
    """Reads header lines by the labels in `page_labels.csv`."""

    def __init__(self, rules_dir: Path, packs: CuePacks) -> None:
        self._packs = packs
        fields: dict[str, str] = {}
        for row in read_csv(rules_dir / "page_labels.csv", ("label", "field")):
            if fields.setdefault(fold(row["label"]), row.choice("field", FIELDS)) != row["field"]:
                raise row.error(f'"{row["label"]}" is already the label of {fields[fold(row["label"])]}')
        self.texts = list(fields)
        self._fields = list(fields.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(self.texts)
        closing = [re.escape(text) for text, field in fields.items() if field in _NAME_FIELDS]
        begins = "".join(sorted({text[0] for text in fields}))
        self._may_close = re.compile(
            f"[{re.escape(_CLOSES)}][{re.escape(_OPENERS)}]*(?=[{re.escape(begins)}])(?:{'|'.join(closing)})"
        )

    def find_in(self, line: Line) -> Sequence[Match]:
        """Find what may be labels in one line, whatever stands behind them."""
        at = line.start
        return [(at + start, at + end, number) for start, end, number in self._automaton.find_overlapping(line.folded)]

    def find_at_start(self, line: Line) -> Sequence[Match]:
        """Find them where they count: in a line that is not too long, and in prose only if it begins with one."""
        found = self.find_in(line) if line.size <= HEADER_LENGTH else ()
        return () if found and line.is_strong and min(found)[0] - line.start > INDENT else found

    def read(self, line: Line, hits: Sequence[Match] | None, matches: Sequence[Match]) -> Header | None:
        """Read a line as metadata, or say that it is none: too much of it is neither label, value, date nor name.

        Args:
            line: The line.
            hits: What may be cues in it; null where nobody has looked for them.
            matches: What may be labels in it.
        """
        text = line.folded
        size = line.size
        if "](" in text:  # of a link its words count, of an image nothing
            text = _LINK.sub(_blank_target, text)
            size = len(" ".join(text.split()))
        if size > HEADER_LENGTH or (not matches and (line.is_strong or "。" in text[:-1])):
            return None
        if matches and line.is_strong and min(matches)[0] - line.start > INDENT:
            return None
        has_date = line.bits & DIGIT != 0 and _DATE_GATE.search(text) is not None
        if not matches and not has_date:
            return None
        if "*" in text:
            text = text.replace("*", " ")
            has_date = _DATE_GATE.search(text) is not None
        at = line.start
        labels = self._settle(text, [(start - at, end - at, number) for start, end, number in matches])
        is_prose = (line.is_strong and labels[0].start > INDENT) if labels else (line.is_strong or "。" in text[:-1])
        dates = find_page_dates(text) if has_date and not is_prose else []
        if is_prose or not (labels or dates):
            return None
        if not labels and dates[0][:2] == (0, len(text)):  # as every other line of a list of titles is
            return Header((), (dates[0].moved(at),), ())
        cues = [] if hits is None else self._packs.hits(hits, line) + self._packs.word_hits(line)
        return _lay_out(line, text, dates, labels, cues)

    def find_closing(self, folded: str, start: int, end: int) -> int | None:
        """Find where metadata begins that follows the last sentence of a paragraph, with the bracket it stands in."""
        if self._may_close.search(folded, start, end) is None:
            return None
        text = folded[start:end]
        for label in self.find_labels(text):
            if not label.has_mark or label.field not in _NAME_FIELDS:
                continue
            place = len(text[: label.start].rstrip(_OPENERS))
            if place > 0 and text[place - 1] in _CLOSES:
                return start + label.start - len(text[place : label.start].lstrip())
        return None

    def find_labels(self, text: str) -> list[_Label]:
        """Find the labels of a folded text, the longest first where several begin at one place."""
        return self._settle(text, self._automaton.find_overlapping(text))

    def _settle(self, text: str, matches: Sequence[Match]) -> list[_Label]:
        found: list[_Label] = []
        reach, size = 0, len(text)
        for start, end, number in sorted(matches, key=_longest_first) if len(matches) > 1 else matches:
            if start < reach or end == size:
                continue
            after = text[end]
            if after not in AFTER_LABEL:
                continue
            mark = _MARK.match(text, end)
            if mark is not None and start and _ends_word(text, start, end, mark[0]):
                is_name = self._fields[number] in _NAME_FIELDS and _NAME.fullmatch(text, mark.end()) is not None
                if "|" not in mark[0] or not is_name:
                    continue
            if not found and self._fields[number] == "published" and _ends_compound(text, start, end):
                continue
            if start and self._fields[number] == "url" and text[start - 1].isalpha():
                continue  # of something else than the page: 论文链接：…
            if mark is not None:
                found.append(_Label(self._fields[number], start, mark.end(), has_mark=True))
            elif (start == 0 or text[start - 1] in _BEFORE_BARE or text[start - 1].isdigit()) and (
                after in _BLANK or after.isdigit()
            ):
                if start and self._fields[number] in _LOOSE and not found:
                    continue  # a column of a table: 代码 名称 涨幅
                blank = len(text[end:]) - len(text[end:].lstrip())
                found.append(_Label(self._fields[number], start, end + blank, has_mark=False))
            else:
                continue
            reach = found[-1].end
        return found


def _ends_word(text: str, start: int, end: int, mark: str) -> bool:
    """Tell whether a label is the end of something else: 城北首发 | …, 【记者王小明／城北报道】."""
    before = text[start - 1]
    if end - start == 1 and before.isalpha():  # 各学校：, 课文：
        return True
    if "】" in mark:
        return before not in "【[( "
    if ">" in mark:  # breadcrumbs: 黄金频道>>正文
        return before.isalnum()
    return "|" in mark and end - start <= _WORD and before.isalnum()


def _ends_compound(text: str, start: int, end: int) -> bool:
    """Tell whether a word for a time is the end of a longer one, which is not of the page: 报名时间：…, 门诊时间：…."""
    return 0 < start <= _COMPOUND and end - start == _WORD and text[:start].isalpha()


def _longest_first(match: Match) -> tuple[int, int]:
    return match[0], -match[1]


def _lay_out(line: Line, text: str, dates: list[PageDate], labels: list[_Label], hits: Sequence[Hit]) -> Header | None:
    covered = [when[:2] for when in dates]
    for hit in hits:
        span = _stop(line, hit, dates)
        if span is not None:
            covered.append(span)
    stops = [start for start, _ in covered]
    stops += [label.start for label in labels]
    has_url = "http" in text
    fields: list[Field] = []
    for label in labels:
        begin, end, kind = _value_of(text, label, stops, has_url=has_url)
        reach = max(end, label.end)
        covered.append((label.start, reach))
        if kind == "updated":
            told = [when for when in dates if begin <= when.start <= begin + 3]
            fields += [Field("updated", line.start + when.start, line.start + when.end, True) for when in told]
            dates = [when for when in dates if when not in told]
        elif begin < end and kind != "published":
            if _is_said(text, begin, end, kind, label):
                return None
            fields.append(Field(kind, line.start + begin, line.start + end, is_labelled=True))
    if _PLACED.search(text) is not None:
        covered += [found.span() for found in _PLACED.finditer(text)]
    if has_url:
        covered += [found.span() for found in _URL.finditer(text)]
    for when in dates:
        if text.startswith(_WIRED, when.end):
            return None  # a dateline on a line of its own belongs to the report
    if labels and not dates and _is_caption(text, labels):
        return None
    rest = _uncovered(text, covered) if _is_uncovered(text, covered) else []
    if rest and (_is_told(text, dates, rest, is_labelled=bool(labels)) or _announces(dates, labels)):
        return None
    at = line.start
    moved = tuple([when.moved(at) for when in dates])
    return Header(tuple(fields), moved, tuple([(at + start, at + end) for start, end in rest]))


def _is_caption(text: str, labels: Sequence[_Label]) -> bool:
    """Tell whether a line is a caption with a credit behind it: 渡口的早晨。（受访者提供/拍摄时间不详）."""
    return "。" in text[: labels[0].start] and all(label.field == "other" for label in labels)


def _is_told(text: str, dates: Sequence[PageDate], rest: Sequence[tuple[int, int]], *, is_labelled: bool) -> bool:
    """Tell whether what stands beside labels and dates is a sentence, a title, or too much to be names."""
    if not is_labelled:
        is_day = len(dates) == 1 and dates[0].hour is None
        if text[-1] in _CLAUSE_ENDS or (
            is_day and any(start == dates[0].end and end - start >= _SPELLED_OUT for start, end in rest)
        ):
            return True
    return sum(end - start for start, end in rest) > max(_REST_LENGTH, len(text) // 3)


def _announces(dates: Sequence[PageDate], labels: Sequence[_Label]) -> bool:
    """Tell whether the only labels of a line are of a time that it does not tell: 系统17.5发布：修复已知问题."""
    return not dates and all(label.field == "published" for label in labels)


def _is_said(text: str, begin: int, end: int, kind: str, label: _Label) -> bool:
    """Tell whether a value is a sentence: 记者：为什么？ is an interview, 图说：… a caption, neither metadata."""
    after = text[end : end + 1]
    if kind in _NAME_FIELDS:
        return end - begin > _VALUE_LENGTH or after in _SPEECH_ENDS
    is_sentence = end - begin >= _SENTENCE and after in _SPEECH_ENDS
    return kind == "other" and label.has_mark and ("。" in text[begin:end] or after in _ASKED or is_sentence)


def _value_of(text: str, label: _Label, stops: Sequence[int], *, has_url: bool) -> tuple[int, int, str]:
    begin, kind = label.end, label.field
    end = len(text)
    for stop in stops:
        if begin <= stop < end:
            end = stop
    if has_url and kind in {"url", "source"}:
        url = _URL.search(text, begin)
        if url is not None and url.start() - begin < 3:
            return url.start(), url.end(), "url"
    if kind == "url" and _HOST.search(text, begin, end) is None:
        kind = "other"
    if kind in _NAME_FIELDS and (gap := _GAP.search(text, begin, end)) is not None:
        end = gap.start()
    if kind in _NAME_FIELDS and (count := _COUNT.search(text, begin, end)) is not None:
        end = count.start()
    if kind in _NAME_FIELDS and (half := text.find("(", begin, end)) > begin and ")" not in text[half:end]:
        end = half  # the gap was the bracket's other half
    return (*_trim(text, begin, end), kind)


def _stop(line: Line, hit: Hit, dates: Sequence[PageDate]) -> tuple[int, int] | None:
    """Say where a hit ends a value: a word of the interface that stands alone, a label with its colon, a disclaimer."""
    cue, start, stop = hit
    begin, end = start - line.start, stop - line.start
    if cue.at == "glued" or (cue.at == "start" and cue.text.endswith(":")):
        return begin, end
    if cue.at != "word":
        return None
    opens = begin == 0 or not line.folded[begin - 1].isalnum() or any(when.end == begin for when in dates)
    closes = end == line.size or not line.folded[end].isalnum()
    return (begin, end) if opens and closes else None


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] in _DECOR:
        begin += 1
    while end > begin and text[end - 1] in _DECOR:
        end -= 1
    if text[end : end + 1] == "》" and text.count("《", begin, end) > text.count("》", begin, end):
        end += 1
    if begin and text[begin - 1] == "《":
        begin -= 1
        end += text[end : end + 1] == "》"
    return begin, end


def _is_uncovered(text: str, covered: Sequence[tuple[int, int]]) -> bool:
    """Tell whether anything but marks and blanks stands outside of some spans."""
    reach = 0
    for start, end in sorted(covered):
        if start > reach and text[reach:start].strip(DECOR):
            return True
        reach = max(reach, end)
    return bool(text[reach:].strip(DECOR))


def _uncovered(text: str, covered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    for start, end in covered:
        text = text[:start] + "|" * (end - start) + text[end:]
    pieces = (_trim(text, found.start(), found.end()) for found in _PIECE.finditer(text))
    return [(begin, end) for begin, end in pieces if begin < end]
