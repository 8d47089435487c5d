"""Datelines and reporters' by-lines at the edges of the prose: 新华社北京1月2日电（记者张三）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.text.pages.dateforms import PageDate
from pipelines.text.pages.dates import find_page_dates
from pipelines.text.pages.names import Names

_REACH = 90
_CLOSING_REACH = 60
_NAMES_LENGTH = 24
_OPEN = re.compile(
    r"^[\s(\[【]{0,3}(?P<outlet>[^\s,。:;(\[【】\])\d]{2,14}?)(?:网站)?\s*"
    r"(?:(?P<date>(?:(?:19|20)\d\d年)?\s?(?:\d{1,2}月)?\d{1,2}日)\s?(?:综合外电|外电|专电|电|讯|消息|报道|报导)|(?:讯|电|综合报道|综合报导|消息|报道|报导)(?=[\s,:()\]】|]))"
)
_BRACKET = re.compile(
    r"[(【\[〔](?P<inside>[^()【】\[\]〔〕]{0,16}(?:记者|通讯员|特约撰稿)[^()【】\[\]〔〕]{1,40})[)】\]〕]"
)
_OPEN_REPORTER = re.compile(
    r"^[\s(\[【]{0,3}(?P<outlet>[^\s,。:;(\[【\d]{0,10}?)(?:特约|特派|见习|实习)?记者[\s|:]{0,3}(?P<who>[\u3400-\u9fff·]{2,4}(?:[\s、,]{1,2}[\u3400-\u9fff·]{2,4}){0,4})(?=[\s)】\]|]|$)"
)
_REPORTER = re.compile(
    r"(?P<outlet>[^\s,、记者]{0,10}?)(?:特约|特派|见习|实习)?(?:记者|通讯员|特约撰稿)[\s:|/]*(?P<who>.+)"
)
# 中新社昆明10月23日电 (杨俊)
_SIGNED = re.compile(r"\s*[(【](?P<who>[\u3400-\u9fff·]{2,4}(?:[\s、,]{1,2}[\u3400-\u9fff·]{2,4}){0,3})[)】]")
_FLASH = re.compile(r"【[^【】]{8,80}】")  # the title of a flash report: its dateline stands behind it
# No dateline is without one of these, and no reporters' by-line without one of those: most openings have neither.
_SENT = re.compile("讯|电|消息|报道|报导")
_REPORTERS = re.compile("记者|通讯员|特约撰稿")
_TELLING = re.compile(f"{_SENT.pattern}|{_REPORTERS.pattern}")
# 据…报道, 综合…报道: somebody else's report, retold.
_SECOND_HAND = ("据", "综合", "援引", "引述", "另据")
_ABBREVIATED = frozenset({"本报", "本网", "本刊", "本站", "本台", "我"})


@dataclass(frozen=True, slots=True)
class Dateline:
    """A value of a dateline at `[start, end)`; `when` is set for a date."""

    field: str
    start: int
    end: int
    when: PageDate | None = None
    value: str | None = None


def has_dateline(folded: str, start: int, end: int) -> bool:
    """Tell cheaply whether there may be anything in the opening of a paragraph."""
    reach = start + _REACH
    return _TELLING.search(folded, start, reach if reach < end else end) is not None or folded.startswith("【", start)


def has_closing(folded: str, start: int, end: int) -> bool:
    """Tell cheaply whether a paragraph may end in its reporters."""
    return _REPORTERS.search(folded, max(start, end - _CLOSING_REACH), end) is not None


def read_dateline(text: str, folded: str, start: int, end: int, names: Names) -> Iterator[Dateline]:
    """Find the outlet, the day and the reporters in the opening of a paragraph."""
    head = folded[start : min(end, start + _REACH)]
    opened = _OPEN.match(head) if _SENT.search(head) is not None else None
    if opened is None and (flash := _FLASH.match(folded, start, end)) is not None:
        start = flash.end()
        head = folded[start : min(end, start + _REACH)]
        opened = _OPEN.match(head) if _SENT.search(head) is not None else None
    if opened is not None:
        found = _outlet_span(head, opened.start("outlet"), opened.end("outlet"), names)
        if found is not None:
            yield Dateline("source", start + found[0], start + found[1])
        if opened["date"]:
            for when in find_page_dates(head, opened.start("date"), opened.end("date"))[:1]:
                yield Dateline("published", start + opened.start("date"), start + opened.end("date"), when)
    if _REPORTERS.search(head) is not None:
        yield from _read_reporters(text, head, start, names)
    if opened is not None:
        signed = _SIGNED.match(head, opened.end())
        people = re.split(r"[\s、,]+", signed["who"]) if signed is not None else []
        if signed is not None and all(names.is_person_like(name) and names.has_surname(name) for name in people):
            yield Dateline("author", start + signed.start("who"), start + signed.end("who"))


def read_closing(text: str, folded: str, start: int, end: int, names: Names) -> Iterator[Dateline]:
    """Find the reporters in brackets at the end of a paragraph, such as `（记者 张三）`."""
    for found in _BRACKET.finditer(folded, max(start, end - _CLOSING_REACH), end):
        if not folded[found.end() : end].strip(" .。"):
            yield from _people(text, found.start("inside"), found["inside"], names)


def _read_reporters(text: str, head: str, start: int, names: Names) -> Iterator[Dateline]:
    bracket = _BRACKET.search(head)
    if bracket is not None:
        yield from _people(text, start + bracket.start("inside"), bracket["inside"], names)
        return
    opened = _OPEN_REPORTER.match(head)
    if opened is not None and all(names.is_person_like(part) for part in re.split(r"[\s、,]+", opened["who"])):
        yield Dateline("author", start + opened.start("who"), start + opened.end("who"))


def _people(text: str, start: int, inside: str, names: Names) -> Iterator[Dateline]:
    found = _REPORTER.match(inside)
    if found is None:
        return
    begin, end = start + found.start("who"), start + found.end("who")
    who = names.clean_person(text[begin:end])
    if who and 1 < len(who) <= _NAMES_LENGTH:
        at = text.find(who, begin, end)
        yield Dateline("author", at, at + len(who)) if at >= 0 else Dateline("author", begin, end, value=who)
    outlet = found["outlet"]
    if len(outlet) > 2 and outlet not in _ABBREVIATED and names.is_outlet_like(outlet):
        yield Dateline("source", start + found.start("outlet"), start + found.end("outlet"))


def _outlet_span(head: str, start: int, end: int, names: Names) -> tuple[int, int] | None:
    """Find the outlet that a dateline begins with; a place may follow it (新华社 + 北京)."""
    if head.startswith(_SECOND_HAND, start):
        return None
    for stop in range(end, start + 1, -1):
        if names.find_outlet(head[start:stop]) is not None:
            return start, stop
    return (start, end) if names.is_outlet_like(head[start:end]) and head[start:end] not in _ABBREVIATED else None
