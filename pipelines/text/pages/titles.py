"""Titles: the site's name off their end, markup off their front."""

import re

from pipelines.text.pages.names import Names

_MARKUP = re.compile(r"^(?:[标標]\s*[题題]\s*[:：]\s*|#{1,6}\s+|[*_]{1,3}(?=\S))|[*_]{1,3}$")
_LINK = re.compile(r"^\[(?P<text>(?:[^\[\]]|\\[\[\]])+)\]\((?P<url>[^)\s]+)[^)]*\)$")
_PARTS = re.compile(
    r"\s*(?:(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])|[|｜丨¦]|--+|—{1,2}(?=[^—]{1,12}$)|\s[-–—·]\s|(?<![a-zA-Z0-9])-(?=[^-]{1,16}$))\s*"
)
_BAR = re.compile(r"[_|｜丨¦—–·-]")  # no site's name without one
_SURE = re.compile(r"[_|｜]|--")
# What a browser puts before a title: (10 封私信 / 82 条消息).
_NEWS = re.compile(r"^(#{1,2} )?[(（]\d+\s*(?:封私信|条消息|条新消息|封邮件|unread)[^()（）]{0,20}[)）]\s*")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_MARKS = re.compile(r"[，,。！？!?；;：:]")
_ENGINE = re.compile(r"\s*[-–—|_]\s*powered by .{1,40}$", re.IGNORECASE)
_SITE_LENGTH = 16


def strip_markup(title: str) -> tuple[str, str | None]:
    """Take Markdown's marks off a title.

    Returns:
        The title, and the address where it was a link.

    >>> strip_markup("# [油价下调](https://example.com/1)")
    ('油价下调', 'https://example.com/1')
    """
    title = title.strip()
    if title[:4].strip("# ")[:1] in {"(", "（"}:
        title = _NEWS.sub(lambda found: found[1] or "", title)
    if title and (title[0] in "#*_标標" or title[-1] in "*_"):
        title = _MARKUP.sub("", title).strip()
    found = _LINK.match(title) if title.startswith("[") else None
    if found is None:
        return title.replace("\\_", "_"), None
    return found["text"].replace("\\_", "_").strip(), found["url"]


def split_site(title: str, names: Names, *, is_page_title: bool) -> tuple[str, str | None]:
    """Take the site's name off the end of a title.

    Args:
        title: The title.
        names: Knows which endings are outlets.
        is_page_title: The title is a whole page's (`<title>`, a clip's first line), so a short last part behind a bar
            or underscore is the site, known or not.

    >>> from pipelines.text.rulefiles import RULES_DIR
    >>> split_site("油价下调_国内_新华网", Names(RULES_DIR), is_page_title=True)
    ('油价下调', '新华网')
    """
    site: str | None = None
    if is_page_title and "owered" in title:
        title = _ENGINE.sub("", title)
    while True:
        cuts = list(_PARTS.finditer(title)) if _BAR.search(title) is not None else []
        if not cuts or cuts[-1].start() < 2:
            return title, site
        last = title[cuts[-1].end() :].strip()
        is_known = names.find_outlet(last) is not None or (
            # A channel behind its outlet: … - 城北日報 - 地產站.
            is_page_title
            and len(cuts) > 1
            and names.find_outlet(title[cuts[-2].end() : cuts[-1].start()].strip()) is not None
        )
        is_like = is_known or names.is_outlet_like(last) or _DOMAIN.fullmatch(last) is not None
        is_sure = (
            is_page_title
            and _SURE.search(cuts[-1][0]) is not None
            and len(last) <= _SITE_LENGTH
            and _MARKS.search(last) is None
        )
        if (
            not last
            or len(last) > _SITE_LENGTH + 8
            or not (is_known or (is_page_title and (is_like or is_sure or site)))
        ):
            return title, site
        if site is None or (is_known and names.find_outlet(site) is None):
            site = last
        title = title[: cuts[-1].start()].strip()
