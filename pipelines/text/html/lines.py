"""Walk a parsed page and collect its lines."""

import re
from collections.abc import Iterator

from lxml import etree

from pipelines.text.html.words import HtmlWords

_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line break of the source between two wide characters is no blank of the text.
_WIDE = r"\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u2028\u2029\x85\v]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_REGION_TAGS = {"nav": "navigation", "footer": "footer", "aside": "related"}


class RawLine:
    """A line on its way: its text, its tag, how much of it is links, and the element that it stands in."""

    __slots__ = ("is_hidden", "is_main", "link_share", "owner", "region", "regions", "tag", "text")

    def __init__(self, text: str, tag: str, link_share: float, region: str, owner: etree._Element | None) -> None:
        self.text = text
        self.tag = tag
        self.link_share = link_share
        self.region = region
        self.owner = owner
        self.regions: tuple[tuple[str, etree._Element], ...] = ()
        self.is_hidden = False
        self.is_main = False

    def __len__(self) -> int:
        return len(self.text)


class Collector:
    """Collects the lines of one page."""

    def __init__(self, words: HtmlWords) -> None:
        self._words = words
        self._pieces: list[str] = []
        self._linked = 0
        self._size = 0
        self._links = 0
        self._hidden: list[etree._Element] = []
        self._pre = 0
        self._owners: list[etree._Element] = []
        self._regions: list[tuple[str, etree._Element]] = []
        self._lines: list[RawLine] = []
        self._known_regions: dict[str, str] = {}

    def collect(self, root: etree._Element) -> list[RawLine]:
        """Walk the tree without recursion, so that depth does not matter."""
        dropped = self._words.dropped
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            is_read = isinstance(tag, str) and tag not in dropped
            if event == "start":
                if is_read:
                    self._open(element, tag)
                else:
                    walk.skip_subtree()
                continue
            if is_read:
                self._close(element, tag)
            tail = element.tail
            if tail:
                self._add(tail)
        self._flush()
        return self._lines

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag in self._words.blocks:
            if self._pieces:
                self._flush()
            self._owners.append(element)
            region = _REGION_TAGS.get(tag) or self._region_of(element)
            if region:
                self._regions.append((region, element))
            self._pre += tag == "pre"
        elif tag in {"td", "th"}:
            self._add(" ")
        if _is_hidden(element):
            self._hidden.append(element)
        if tag == "a":
            self._links += 1
        text = element.text
        if text:
            self._add(text)

    def _region_of(self, element: etree._Element) -> str:
        class_name, own_id = element.get("class"), element.get("id")
        if class_name is None and own_id is None:
            return ""
        names = f"{class_name or ''} {own_id or ''}"
        region = self._known_regions.get(names)
        if region is None:
            region = self._known_regions[names] = self._words.region_of(names)
        return region

    def _close(self, element: etree._Element, tag: str) -> None:
        if tag in self._words.blocks:
            if self._pieces:
                self._flush()
            if self._owners and self._owners[-1] is element:
                self._owners.pop()
            if self._regions and self._regions[-1][1] is element:
                self._regions.pop()
            self._pre -= tag == "pre"
        if self._hidden and self._hidden[-1] is element:
            self._hidden.pop()
        if tag == "a":
            self._links -= 1

    def _add(self, text: str) -> None:
        if self._pre:
            first, *others = text.split("\n")
            self._append(first)
            for line in others:
                self._flush()
                self._append(line)
            return
        if text.isspace() and text.isascii():
            if self._pieces:
                self._pieces.append(" ")
            return
        self._append(
            _BLANKS.sub(" ", _WIDE_BREAK.sub("", text)) if "\n" in text or " " in text or "\t" in text else text
        )

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        size = len(text.strip())
        self._size += size
        self._linked += size if self._links > 0 else 0

    def _flush(self) -> None:
        if self._size:
            text = "".join(self._pieces)
            if "  " in text or not text.isprintable():
                text = _CONTROL.sub(" ", text).replace("\n", " ").replace("\r", " ")
                text = _BLANKS.sub(" ", text) if not self._pre else text
            text = text.strip(" \t\ufeff\u200b")
            if text.strip():
                self._lines.append(self._make(text))
        self._pieces.clear()
        self._linked = self._size = 0

    def _make(self, text: str) -> RawLine:
        owner = self._owners[-1] if self._owners else None
        if owner is not None and owner.tag == "br" and len(self._owners) > 1:
            owner = self._owners[-2]
        tag = str(owner.tag) if owner is not None else ""
        line = RawLine(text, tag, self._linked / self._size, "", owner)
        line.regions = tuple(self._regions)
        line.is_hidden = bool(self._hidden)
        return line


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def ancestors(element: etree._Element | None) -> Iterator[etree._Element]:
    """Yield an element and those around it, from the inside out."""
    while element is not None:
        yield element
        element = element.getparent()
