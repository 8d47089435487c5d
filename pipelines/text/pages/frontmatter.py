"""Front matter: the block of `name: value` lines between two rules at the top of a saved page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.text.pages.lines import Line

_FIELD = re.compile(r"(?P<name>[a-z_][\w -]{0,30}?)\s*[:=]\s*(?P<value>.*)", re.DOTALL)
_ITEM = re.compile(r"-\s+")
_MAX_LINES = 60
# Names of fields as tools for notes, clips and static sites write them.
_NAMES = {
    "title": "title",
    "author": "author authors author_name byline",
    "source": "source site publisher site_name sitename media",
    "url": "url link from source_url permalink original_url canonical",
    "published": "date published pubdate publish_date published_at pub_date datepublished publish_time created",
    "tags": "tags categories category keywords",
    "editor": "editor",
    "original_source": "original_source",
}
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class FrontField:
    """A value of front matter, at `[start, end)` of the text."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block's fields, and how many of the page's first lines it takes."""

    fields: tuple[FrontField, ...]
    line_count: int
    title_line: int | None


def read_front_matter(lines: Sequence[Line]) -> FrontMatter | None:
    """Read the front matter at the top of a page, if there is a complete block of it."""
    if not lines or lines[0].text not in {"---", "+++"}:
        return None
    rule = lines[0].text
    fields: list[FrontField] = []
    title_line: int | None = None
    listed: str | None = None  # the field whose values stand on the next lines, each behind a hyphen
    for place, line in enumerate(lines[1:_MAX_LINES], start=1):
        if line.text == rule:
            return FrontMatter(tuple(fields), place + 1, title_line) if fields else None
        item = _ITEM.match(line.folded) if listed is not None else None
        if item is not None and listed is not None:
            start, end = _unquote(line.text, item.end(), len(line.text))
            if start < end:
                fields.append(FrontField(listed, line.text[start:end], line.start + start, line.start + end))
            continue
        listed = None
        found = _FIELD.fullmatch(line.folded)
        if found is None:
            if line.text[0] not in "-#\"'[{ " and not line.text[0].isalnum():
                return None
            continue
        name = FIELDS.get(found["name"].strip().replace(" ", "_").replace("-", "_"))
        if name is None:
            continue
        start, end = _unquote(line.text, found.start("value"), len(line.text))
        if start < end:
            fields.append(FrontField(name, line.text[start:end], line.start + start, line.start + end))
            title_line = place if name == "title" and title_line is None else title_line
        else:
            listed = name
    return None


def _unquote(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\"'":
        start += 1
    while end > start and text[end - 1] in " \t\"',":
        end -= 1
    return start, end
