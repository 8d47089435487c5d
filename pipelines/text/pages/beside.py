"""What stands in a header line without a label, beside the date: who wrote the page, and whose it is."""

import re
from collections.abc import Iterator

from pipelines.text.pages.bylines import read_part, read_parts
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Header
from pipelines.text.pages.names import Names

_REPORTER = re.compile(r"(?:本报|本网|本刊|特约|实习)?(?:记者|通讯员|作者|撰文|文)(?P<who>[\u3400-\u9fff·]{2,5})")
_ACTS = ("报道", "报导", "电", "讯", "编译")
_NAMED = frozenset({"author", "source", "editor"})
_OWN_WORK = ("原创", "原創", "于", "於")  # so lines of the writer's own work begin; 某某 于 2020-03-05 发布
_FOLLOW = ("+关注", "关注", "+關注", "關注")
_BADGES = ("官方账号", "官方帐号", "官方賬號", "官方帳號")  # under the name of an account
_ROLES = ("记者", "記者", "评论员", "評論員", "编译", "編譯")
_MARK = "原创"
_BY = "由"  # 2020-03-05 由 某某 发布
_FROM = ("来自", "來自", "转自", "轉自")
_COUNTED = re.compile("阅读|浏览|点击|播放|人气|字号|字体|次数|评论数|传播量")
_USER = re.compile(r"[A-Za-z]+[_-]?\d{1,3}")  # of a forum: moon77
_MOST = 4  # a line of more loose parts is no header

# field, value, its span, rule
Beside = tuple[str, str, int, int, str]


def read_beside(draft: Draft, header: Header, where: str, names: Names) -> Iterator[Beside]:
    """Read the parts of a header line that no label claims, if it is a line of that sort."""
    if where == "footer":
        yield from _read_closing(draft, header, names)
    elif len(header.rest) == 1 and not _is_dated(header) and _is_reporters(header):
        start, end = header.rest[0]
        if names.is_outlet_like(draft.text[start:end]) and not names.is_role(draft.text[start:end]):
            yield "source", draft.text[start:end], start, end, "header.beside"
    elif len(header.rest) <= _MOST and (_is_dated(header) or _is_account(draft, header)):
        yield from _read_parts(draft, header, names)


def _is_dated(header: Header) -> bool:
    return bool(header.dates) or any(item.field == "updated" for item in header.fields)


def _is_reporters(header: Header) -> bool:
    """Tell whether a line says who reports, and nothing else: 城北新闻客户端 记者 王小明."""
    return bool(header.fields) and all(item.field == "author" and item.is_labelled for item in header.fields)


def _is_account(draft: Draft, header: Header) -> bool:
    """Tell whether a line is an account's name and the button to follow it, with nothing that names somebody else."""
    is_named = any(item.field in _NAMED for item in header.fields)
    return not is_named and len(header.rest) == 1 and draft.text[slice(*header.rest[0])].endswith(_FOLLOW)


def _read_closing(draft: Draft, header: Header, names: Names) -> Iterator[Beside]:
    """Read who reports in the line below an article: 中青网见习记者 王小明 来源：中国青年报."""
    if any(item.field == "author" for item in header.fields):
        return
    read = read_parts(" ".join(draft.text[start:end] for start, end in header.rest), names)
    if read is not None and read[0] is not None:
        begin, end = header.rest[0][0], header.rest[-1][1]
        at = draft.text.find(read[0], begin, end)
        yield "author", read[0], *((at, at + len(read[0])) if at >= 0 else (begin, end)), "footer.byline"


def _read_parts(draft: Draft, header: Header, names: Names) -> Iterator[Beside]:
    has_mark = any(draft.text[start:end] in _OWN_WORK for start, end in header.rest) or _is_led_by_mark(draft, header)
    has_author = any(item.field == "author" for item in header.fields)
    for start, end in header.rest:
        value = draft.text[start:end]
        if "《" in value:  # 总第12期《城北周刊》
            value = value[value.index("《") + 1 :].partition("》")[0]
        begin = draft.text.index(value, start)
        reporter = _REPORTER.fullmatch(draft.folded[begin : begin + len(value)])
        if reporter is not None and (value[0] != "文" or names.has_surname(value[reporter.start("who") :])):
            who = value[reporter.start("who") :]
            has_author = True
            yield "author", who, begin + reporter.start("who"), begin + len(value), "header.label"
            continue
        for button in _FOLLOW:
            value = value.removesuffix(button)
        if value.startswith(_FROM):
            value, begin = value[2:], begin + 2
            if value and not names.is_role(value) and not names.is_place(value):
                yield "source", value, begin, begin + len(value), "header.beside"
            continue
        kind, own = read_part(value, names) if len(value) > 1 and value[0].isalpha() else ("role", value)
        is_act = kind != "outlet" and draft.folded[begin : begin + len(value)].endswith(_ACTS)
        if kind in {"role", "photo"} or is_act or value.endswith(_BADGES):
            continue
        if kind == "unknown" and _COUNTED.search(draft.folded, begin, begin + len(value)) is not None:
            continue
        if has_mark and has_author and kind == "author":
            kind, own = "source", value
        elif kind == "author" and (outlet := _outlet_before(own, value, names)) is not None:
            yield "source", outlet, begin, begin + len(outlet), "header.beside"
        is_written = draft.folded[begin - 2 : begin].strip() == _BY
        # Beside a mark of the writer's own work (原创) the first name is the writer's, the second the account's.
        is_signed = (
            kind == "author"
            or is_written
            or (kind == "unknown" and _USER.fullmatch(value) is not None)
            or (kind == "unknown" and (names.is_person_like(value) or has_mark) and not (has_mark and has_author))
        )
        has_author = has_author or is_signed
        own = own if kind == "author" else value
        at = draft.text.index(own, begin)
        yield "author" if is_signed else "source", own, at, at + len(own), "header.beside"


def _outlet_before(who: str, value: str, names: Names) -> str | None:
    """Give the outlet that a reporter's name is led by: 鉅亨網 of 鉅亨網記者王小明."""
    led = value[: value.index(who)]
    for role in _ROLES:
        if led.endswith(role) and names.find_outlet(led.removesuffix(role)) is not None:
            return led.removesuffix(role)
    return None


def _is_led_by_mark(draft: Draft, header: Header) -> bool:
    """Tell whether 原创 stands right before the first name, where it is a word of the interface."""
    begin = header.rest[0][0]
    return draft.folded[max(begin - 4, 0) : begin].strip() == _MARK
