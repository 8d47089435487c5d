"""What the head of a page says of it: JSON-LD first, then Open Graph, meta tags, the canonical link, the title."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipelines.text.html.words import HtmlWords
from pipelines.text.pages.model import Hint

_ARTICLE = re.compile(r"article|posting|report|webpage", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\))?\s*(https?://[^\s>]{4,500}?)\s*-->")
_LABEL = re.compile(r"^\s*(?:来源|來源|作者|编辑|責任編輯|责任编辑|时间|时间|source|author)\s*[::：]\s*", re.IGNORECASE)
_LIMIT = 500
_JSON_LIMIT = 1 << 20
_JSON_DEPTH = 6


class HeadReader:
    """Reads heads, by the meta names of `pages.toml`."""

    def __init__(self, words: HtmlWords) -> None:
        self._meta = words.meta

    def read(self, root: etree._Element, html: str) -> list[Hint]:
        """List what the head says, best source first; each value as it stands there."""
        found = [*_from_json(root), *self._from_meta(root), *_from_links(root)]
        saved = _SAVED.search(html[:4000])
        if saved is not None:
            found.append(Hint("url", saved[1], "html.saved"))
        hints: dict[tuple[str, str, str], Hint] = {}
        for hint in found:
            value = " ".join(_LABEL.sub("", hint.value).split())
            if value and len(value) <= _LIMIT:
                hints.setdefault((hint.field, value, hint.rule_id), Hint(hint.field, value, hint.rule_id))
        return list(hints.values())

    def _from_meta(self, root: etree._Element) -> Iterator[Hint]:
        for element in root.iter("meta"):
            content = element.get("content")
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if not content or not name:
                continue
            field = self._meta.get(name.strip().lower())
            if field == "updated":
                yield Hint("published", content, "html.updated")
            elif field is not None:
                yield Hint(field, content, "html.og" if ":" in name else "html.meta")


def _from_links(root: etree._Element) -> Iterator[Hint]:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").startswith("http"):
            yield Hint("url", element.get("href") or "", "html.canonical")
    title = root.find(".//title")
    if title is not None and title.text:
        yield Hint("title", title.text, "html.title")
    for element in root.iter("time"):
        when = element.get("datetime")
        if when:
            yield Hint("published", when, "html.time")
            break


def _from_json(root: etree._Element) -> Iterator[Hint]:
    for element in root.iter("script"):
        if (
            (element.get("type") or "").lower() != "application/ld+json"
            or not element.text
            or len(element.text) > _JSON_LIMIT
        ):
            continue
        try:
            data = json.loads(element.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for article in _articles(data, 0):
            yield from _from_article(article)
            break


def _articles(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _JSON_DEPTH:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _articles(item, depth + 1)
    elif isinstance(data, dict):
        if _ARTICLE.search(str(data.get("@type", ""))) and (
            "headline" in data or "datePublished" in data or "pubDate" in data
        ):
            yield data
        else:
            for key in ("@graph", "mainEntity", "itemListElement"):
                yield from _articles(data.get(key), depth + 1)


def _from_article(article: dict[str, Any]) -> Iterator[Hint]:
    for key, field in (
        ("headline", "title"),
        ("title", "title"),
        ("datePublished", "published"),
        ("pubDate", "published"),
        ("url", "url"),
    ):
        if isinstance(article.get(key), str):
            yield Hint(field, article[key], "html.jsonld")
    page = article.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    if isinstance(address, str) and address.startswith("http"):
        yield Hint("url", address, "html.jsonld")
    for key, field in (("author", "author"), ("publisher", "source"), ("editor", "editor")):
        name = "、".join(_names(article.get(key)))
        if name:
            yield Hint(field, name, "html.jsonld")


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if isinstance(value.get("name"), str):
            yield value["name"]
    elif isinstance(value, list):
        for item in value[:10]:
            yield from _names(item)
