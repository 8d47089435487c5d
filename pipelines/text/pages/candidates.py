"""Gather what a page, its head and its record say of its title, source, author, editor, URL and date."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.text.folding import fold
from pipelines.text.pages.beside import read_beside
from pipelines.text.pages.bylines import read_byline
from pipelines.text.pages.dateforms import PageDate
from pipelines.text.pages.datelines import has_closing, has_dateline, read_closing, read_dateline
from pipelines.text.pages.dates import date_in_url, parse_date
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.frame import read_frame
from pipelines.text.pages.header import Header
from pipelines.text.pages.model import Hint
from pipelines.text.pages.names import Names
from pipelines.text.pages.titles import split_site, strip_markup

_DASH_NAME = re.compile(r"(?:[—–]{1,2}|--)-?\s*(?P<name>[\u3400-\u9fff]{2,4})\s*[:：]")
_DASHES = "—–-"
_LINK = re.compile(r"^\[[^\]]{4,200}\]\((?P<url>https?://[^)\s]+)\)$")
_TAG = re.compile(r"[^\[\],，、;；|\"']+")
_PROFILE = re.compile(
    r"[*\s]*\[(?P<name>[^\[\]!]{2,20})\]\(https?://[^)\s]*/(?:user|users|people|u|author|authors|profile|space|member|@[^/)]*)/?[^)\s]*\)[*\s]*$"
)
_PROFILE_REACH = 6  # lines
_BLOG = re.compile(
    r"(?P<name>[\u3400-\u9fff·]{2,6})的(?:个人|個人)?(?:博客|日记|日記|专栏|專欄|空间)(?![\u3400-\u9fff]{3})"
)
_BLOG_REACH = 8  # lines
_COLUMN = re.compile(r"(?:评论|評論|观点|觀點|专栏|專欄|时评|時評)\s*[|｜丨]\s*(?P<name>[\u3400-\u9fff]{2,4})[:：]")
_BRACKETED = re.compile(r"【(?P<title>[^【】]{8,80})】(?=\S{8})")
_TELLS = re.compile(r"记者|記者|[讯訊电電]$|报[道导]|報[導道]")
_TOLD = re.compile(r"(.{2,16}?)\s*(?:综合)?(?:报[道导導]|報[道導]|出品|原创|原創)$")
_OPENING_LINES = 8
_AT = re.compile(r"\s+[于於]$")  # 来源: 城北晚报 于 2020-03-05
_LONGEST_NAME = 4
_BAD_AUTHOR = re.compile(r"^[\W\d_]*$|@|https?:|\d{4,}|[*`#│├└:：]")


class Found(NamedTuple):
    """A value some rule found. A refused one is kept for the reader and never chosen."""

    field: str
    value: str
    start: int | None
    end: int | None
    rule_id: str
    when: PageDate | None = None
    is_refused: bool = False


def gather(draft: Draft, hints: Sequence[Hint], names: Names) -> list[Found]:
    """Gather every candidate, in the order: hints, front matter, title, header, content, footer, URL."""
    found = list(_from_hints(hints, names)) if hints else []
    if draft.front is not None:
        found += _from_front(draft, names)
    found += _from_title(draft, hints, names)
    found += _from_headers(draft, names)
    found += _from_content(draft, names)
    found += _from_disclaimers(draft, names)
    if not any(item.field == "source" and not item.is_refused for item in found):
        found += (Found("source", *frame) for frame in read_frame(draft, names))
    urls = [item.value for item in found if item.field == "url"]
    if urls:
        found += _from_urls(found, names)
    host_names = {_bare(_host_of(url) or "") for url in urls if "//" in url}
    editors = {item.value for item in found if item.field == "editor"}
    return [_settle_author(item, names, host_names, editors) if item.field == "author" else item for item in found]


def _host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # such as http://[例]/
        return None


def _bare(host: str) -> str:
    return re.sub(r"\W", "", host.lower().removeprefix("www."))


def _settle_author(item: Found, names: Names, host_names: set[str], editors: set[str]) -> Found:
    """Turn an author who is an outlet into a source; refuse a role, and the head's author if the page's editor."""
    is_editor = item.value in editors and item.rule_id.startswith("html.")
    if is_editor or names.is_role(item.value) or _BAD_AUTHOR.search(item.value):
        return Found("author", item.value, item.start, item.end, item.rule_id, is_refused=True)
    if names.is_outlet_like(item.value) or _bare(item.value) in host_names:
        return Found("source", item.value, item.start, item.end, item.rule_id + ".author")
    return item


def _from_hints(hints: Sequence[Hint], names: Names) -> Iterator[Found]:
    for hint in hints:
        value = hint.value.strip()
        if not value or hint.field in {"timezone", "collected_on", "charset"}:
            continue
        if hint.field in {"published", "published_at"}:
            yield Found("published", value, None, None, hint.rule_id, when=parse_date(value))
        elif hint.field == "title" and hint.rule_id.startswith("html."):
            title, site = split_site(value, names, is_page_title=True)
            yield Found("title", title, None, None, hint.rule_id)
            if site:
                yield Found("source", site, None, None, "title.suffix")
        elif hint.field == "author" and hint.rule_id.startswith("html."):
            person = names.clean_person(value)
            yield Found("author", person or value, None, None, hint.rule_id, is_refused=person is None)
        elif hint.field in {"title", "source", "author", "editor", "url", "original_source"}:
            yield Found(hint.field, value, None, None, hint.rule_id)


def _from_front(draft: Draft, names: Names) -> Iterator[Found]:
    if draft.front is None:
        return
    for item in draft.front.fields:
        if item.field == "source" and item.value.startswith(("http://", "https://")):
            yield Found("url", item.value, item.start, item.end, "front.url")
        elif item.field == "published":
            yield Found("published", item.value, item.start, item.end, "front.date", when=parse_date(item.value))
        elif item.field == "tags":
            tags = [
                (found[0].strip(), item.start + found.start())
                for found in _TAG.finditer(item.value)
                if found[0].strip()
            ]
            for tag, at in tags:
                is_twice = len(tags) == 1 and sum(other.value == item.value for other in draft.front.fields) > 1
                is_twice = is_twice and all(
                    other.value != tag for other in draft.front.fields if other.field == "author"
                )
                if names.find_outlet(tag) is not None or (len(tags) == 1 and names.is_outlet_like(tag)) or is_twice:
                    begin = draft.text.index(tag, at)
                    yield Found("source", tag, begin, begin + len(tag), "front.tags")
        elif item.field == "author":
            person = names.clean_person(item.value)
            yield Found("author", person or item.value, item.start, item.end, "front.author", is_refused=person is None)
        elif item.field == "title":
            title, site = split_site(item.value, names, is_page_title=True)
            if site is None or not names.is_outlet_like(site):
                title, site = split_site(item.value, names, is_page_title=False)
            yield Found("title", title, item.start, item.end, "front.title")
            yield from _from_column(draft, item.start, item.end, names)
            if site is not None:
                yield Found("source", site, None, None, "title.suffix")
        else:
            yield Found(item.field, item.value, item.start, item.end, f"front.{item.field}")


def _from_title(draft: Draft, hints: Sequence[Hint], names: Names) -> Iterator[Found]:
    place = draft.title_at
    if place is None:
        yield from _from_bracket(draft)
        return
    line = draft.lines[place]
    plain, url = strip_markup(
        line.text if draft.flat_title_end is None else draft.text[draft.flat_title_start : draft.flat_title_end]
    )
    told = {hint.value.strip() for hint in hints if hint.field == "title"}
    if draft.front is not None:
        told |= {item.value for item in draft.front.fields if item.field == "title"}
    title, site = split_site(plain, names, is_page_title=plain != line.text and plain not in told)
    start = line.text.find(title)
    span = (line.start + start, line.start + start + len(title)) if start >= 0 else (line.start, line.end)
    yield Found("title", title, *span, "page.title_known" if draft.is_title_known else "page.title")
    if site:
        at = line.text.rfind(site)
        yield Found("source", site, line.start + at, line.start + at + len(site), "title.suffix")
    if url:
        yield Found("url", url, None, None, "page.link")
    yield from _from_column(draft, *span, names)
    yield from _from_profile(draft, place, names)
    yield from _from_blog(draft, place, names)
    for other in range(place + 1, min(place + 3, len(draft.lines))):
        below = draft.lines[other]
        link = _LINK.match(below.text) if below.text[0] == "[" else None
        if link is not None:
            yield Found("url", link["url"], below.start + link.start("url"), below.start + link.end("url"), "page.link")
        dash = _DASH_NAME.match(below.text) if below.text[0] in _DASHES else None
        if dash is not None and names.is_person_like(dash["name"]) and names.has_surname(dash["name"]):
            yield Found(
                "author", dash["name"], below.start + dash.start("name"), below.start + dash.end("name"), "title.dash"
            )


def _from_column(draft: Draft, start: int, end: int, names: Names) -> Iterator[Found]:
    """Take who comments out of a title: 评论 | 王小明：桥头的三棵树."""
    found = _COLUMN.match(draft.text, start, end)
    if found is not None and names.has_surname(found["name"]):
        yield Found("author", found["name"], found.start("name"), found.end("name"), "title.dash")


def _from_profile(draft: Draft, place: int, names: Names) -> Iterator[Found]:
    """Take the author of a clip from the link to their profile, between the title and the article."""
    for other in range(place + 1, min(draft.first, place + _PROFILE_REACH, len(draft.lines))):
        below = draft.lines[other]
        profile = _PROFILE.match(below.text) if below.text[0] in "[*" else None
        if profile is not None and not names.is_role(profile["name"]):
            start = below.start + profile.start("name")
            yield Found("author", profile["name"], start, start + len(profile["name"]), "header.profile")
            return


def _from_blog(draft: Draft, place: int, names: Names) -> Iterator[Found]:
    """Take whose diary or blog it is from the line above the title that says so: 王小明的个人博客."""
    for above in draft.lines[max(place - _BLOG_REACH, draft.front_count) : place]:
        found = _BLOG.match(above.text) if "的" in above.text else None
        if found is not None and names.is_person_like(found["name"]):
            start = above.start + found.start("name")
            yield Found("author", found["name"], start, start + len(found["name"]), "title.blog")
            return


def _from_bracket(draft: Draft) -> Iterator[Found]:
    """Take the title of a flash report out of the brackets that its only paragraph begins with."""
    if draft.front is not None and draft.front.title_line is not None:
        return
    first = next(draft.content(range(len(draft.lines))), None)
    line = draft.lines[first] if first is not None else None
    found = _BRACKETED.match(line.text) if line is not None else None
    if line is not None and found is not None and _TELLS.search(found["title"]) is None:
        yield Found(
            "title", found["title"], line.start + found.start("title"), line.start + found.end("title"), "page.bracket"
        )


def _from_headers(draft: Draft, names: Names) -> Iterator[Found]:
    for place in sorted({*draft.labelled, *draft.glued}) if draft.glued else draft.labelled:
        for glued in draft.glued.get(place, ()):
            yield from _from_header(draft, glued, "footer", names)
        label = draft.labels[place]
        if label is None or (label.zone != "metadata" and label.rule_id != "page.signed_date"):
            continue
        if place < draft.front_count:
            continue
        where = "header" if place < draft.head_end else "footer"
        header = draft.headers[place]
        if header is not None:
            yield from _from_header(draft, header, where, names)
        elif label.rule_id in {"page.byline", "page.between_title_and_header", "page.footer_byline"}:
            yield from _from_byline(draft, place, where, names)


def _labelled_authors(draft: Draft, header: Header, where: str, names: Names) -> Iterator[Found]:
    """Give who a line names as its writers: together, where several labels name one each (记者 张三 通讯员 李四)."""
    people = []
    for item in header.fields:
        if item.field != "author":
            continue
        value = draft.text[item.start : item.end]
        person = names.clean_person(value)
        if person is None:
            yield Found("author", value, item.start, item.end, f"{where}.label", is_refused=True)
        else:
            people.append((item, person))
    if len(people) > 1:  # 文 | 城北观察社，作者 | 王小明: the account is none of its writers
        named = [(item, person) for item, person in people if not _is_account(person, names)]
        people = named or people
    if people:
        together = "、".join(dict.fromkeys(person for _, person in people))
        yield Found("author", together, people[0][0].start, people[-1][0].end, f"{where}.label")


def _is_account(name: str, names: Names) -> bool:
    return len(name) > _LONGEST_NAME and name.isalpha() and not name.isascii() and not names.is_person_like(name)


def _from_header(draft: Draft, header: Header, where: str, names: Names) -> Iterator[Found]:
    yield from _labelled_authors(draft, header, where, names)
    for item in header.fields:
        value = draft.text[item.start : item.end]
        field = item.field
        if field == "url":
            yield Found("url", value, item.start, item.end, "page.label")
        elif field == "updated":
            yield Found("published", value, item.start, item.end, f"{where}.updated", when=parse_date(value))
        elif field == "issuer":
            yield Found("source", value, item.start, item.end, f"{where}.issuer")
        elif field in {"source", "editor"}:
            value = _first_outlet(_AT.sub("", value), names)
            refused = field == "source" and names.is_role(value)
            at = draft.text.index(value, item.start)
            yield Found(field, value, at, at + len(value), f"{where}.label", is_refused=refused)
    for when in header.dates[:1]:
        yield Found("published", draft.text[when.start : when.end], when.start, when.end, f"{where}.date", when=when)
    found = read_beside(draft, header, where, names) if header.rest else ()
    yield from (Found(*item) for item in found)


def _first_outlet(value: str, names: Names) -> str:
    """Leave the first of several outlets side by side (来源： 城北晚报 城北网), or who was allowed to publish."""
    if "授权" in value:
        return next((value[start:end] for _, start, end in names.outlets_in(fold(value))), value)
    value = value.partition("\u3000")[0]
    if value.startswith("《") and "》" in value:
        return value[1 : value.index("》")]  # 本文原载《城北周刊》2021年第4期
    first, _, rest = value.partition(" ")
    if rest and (names.is_role(rest) or names.is_place(rest)):
        return first  # where it was posted from: 来源: 城北晚报 广东
    return first if rest and names.find_outlet(first) is not None else value


def _from_byline(draft: Draft, place: int, where: str, names: Names) -> Iterator[Found]:
    line = draft.lines[place]
    read = read_byline(line.text, names)
    if read is None:
        value = line.text.strip("·•—- ()（）")
        told = _TOLD.match(value)
        if told is not None and names.find_outlet(told[1]) is not None:
            at = line.start + line.text.index(told[1])
            yield Found("source", told[1], at, at + len(told[1]), f"{where}.byline")
            return
        person = names.clean_person(value)
        value = person if person is not None and person in value else value  # 王小明 发自柏林
        if not names.is_role(value) and sum(map(str.isalpha, value)) >= 2:
            at = line.start + line.text.index(value)
            yield Found("author", value, at, at + len(value), f"{where}.byline")
        return
    for field, name in zip(("author", "source"), read, strict=True):
        if name is None or (field == "source" and where == "footer" and names.find_outlet(name) is None):
            continue
        at = line.text.find(name)
        span = (line.start + at, line.start + at + len(name)) if at >= 0 else (line.start, line.end)
        is_loose = field == "author" and not names.has_surname(name)  # a word of the page's furniture may look so
        yield Found(field, name, *span, f"{where}.byline.loose" if is_loose else f"{where}.byline")


def _from_content(draft: Draft, names: Names) -> Iterator[Found]:
    lines, total = draft.lines, len(draft.lines)
    body = list(islice(draft.content(range(total)), _OPENING_LINES))
    opening = body[:3] + [place for place in body[3:] if lines[place].is_strong][:1]
    spans = [(lines[place].start, lines[place].end) for place in opening]
    for place in islice(draft.parts, 1):  # of a page on one line
        spans[:0] = [(start, lines[place].end) for start, part in draft.parts[place] if part.zone == "content"]
    for begin, end in spans:
        if not has_dateline(draft.folded, begin, end):
            continue
        for item in read_dateline(draft.text, draft.folded, begin, end, names):
            yield Found(
                item.field,
                item.value or draft.text[item.start : item.end],
                item.start,
                item.end,
                "dateline",
                when=item.when,
            )
    for place in reversed(list(islice(draft.content(range(total - 1, -1, -1)), 2))):
        line = lines[place]
        parts = draft.parts.get(place)
        end = min([start for start, _ in parts]) if parts else line.end
        if not has_closing(draft.folded, line.start, end):
            continue
        for item in read_closing(draft.text, draft.folded, line.start, end, names):
            yield Found(
                item.field, item.value or draft.text[item.start : item.end], item.start, item.end, "footer.byline"
            )


def _from_disclaimers(draft: Draft, names: Names) -> Iterator[Found]:
    """A platform that a disclaimer names in so many words (“网易号”) is where the page was published."""
    lines, labels = draft.lines, draft.labels
    spans = [
        (lines[place].start, lines[place].end)
        for place in draft.labelled
        if (label := labels[place]) is not None and label.kind == "disclaimer"
    ]
    spans += [
        (start, draft.lines[place].end)
        for place, parts in draft.parts.items()
        for start, label in parts
        if label.kind == "disclaimer"
    ]
    for start, end in spans:
        if names.any_platform.search(draft.folded, start, end) is None:
            continue
        for name in names.folded_platforms:
            at = draft.folded.find(name, start, end)
            if at >= 0:
                yield Found("source", draft.text[at : at + len(name)], at, at + len(name), "disclaimer.platform")


def _from_urls(found: Sequence[Found], names: Names) -> Iterator[Found]:
    for item in found:
        if item.field != "url":
            continue
        when = date_in_url(item.value)
        if when is not None:
            yield Found("published", item.value, item.start, item.end, "url.path", when=when)
        host = _host_of(item.value)
        if host:
            outlet = names.outlet_of_domain(host)
            if outlet is not None:
                yield Found("source", outlet.name, None, None, "url.outlet")
            else:
                yield Found("source", host.removeprefix("www."), item.start, item.end, "url.domain")
