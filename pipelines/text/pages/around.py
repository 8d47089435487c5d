"""What platforms put around a title: the account that posted the page, and an abstract of it."""

import re

from pipelines.text.pages.draft import Draft
from pipelines.text.pages.lines import Line

_NO_LETTERS = re.compile(r"[\W_]+")
_OPENING = 20  # letters
_REACH = 14
_ACCOUNT_LENGTH = 16
# What stands under an account's name: how much it has posted, the button to follow it, or its badge.
_POSTED = re.compile(r"[\d.,]+\s*[万亿w]?\+?\s*篇?\s*(?:文章|作品|原创|粉丝|主题|帖子).{0,30}|吧龄\s*[\d.]+\s*年")
_FOLLOW = frozenset(
    {
        "关注",
        "已关注",
        "+关注",
        "+ 关注",
        "关注他",
        "关注她",
        "关注ta",
        "小吧主",
        "大吧主",
        "吧主",
        "版主",
        "初级粉丝",
        "中级粉丝",
        "高级粉丝",
        "铁杆粉丝",
    }
)


def is_abstract(draft: Draft, place: int, own_title: str | None) -> bool:
    """Tell whether a line is a platform's abstract: the title in brackets, and some of what the article says.

    It stands under the heading of one, or begins as a later line does.
    """
    text = draft.lines[place].folded if place < len(draft.lines) else ""
    if not text.startswith("【") or own_title is None:
        return False
    bracket, _, rest = text[1:].partition("】")
    if _is_heading(draft, place - 1) and _NO_LETTERS.sub("", bracket) == own_title:
        return True
    opening = rest.lstrip()[:_OPENING]
    later = draft.lines[place + 1 : place + 1 + _REACH]
    return len(opening) == _OPENING and any(line.folded.startswith(opening) for line in later)


def heads_abstract(draft: Draft, place: int, own_title: str | None) -> bool:
    """Tell whether a line is the heading over such an abstract."""
    return _is_heading(draft, place) and is_abstract(draft, place + 1, own_title)


def _is_heading(draft: Draft, place: int) -> bool:
    cue = draft.cues[place]
    return cue is not None and cue.zone == "content"


def counts_posts(line: Line) -> bool:
    """Tell whether a line says how much an account has posted: 1326篇原创内容."""
    return _POSTED.fullmatch(line.folded) is not None


def is_account(draft: Draft, place: int, *, is_below: bool) -> bool:
    """Tell whether a line is the name of the account that posted the page, by what stands under it.

    Args:
        draft: The page, its title found.
        place: The line.
        is_below: The line stands below the title: above it no button is enough.
    """
    line = draft.lines[place]
    if not 2 <= line.size <= _ACCOUNT_LENGTH or draft.cues[place] is not None or line.is_prose:
        return False
    if draft.title_at is None or (is_below and place != draft.title_at + 1 and draft.labels[place - 1] is None):
        return False
    under = [other.folded for other in draft.lines[place + 1 : place + (4 if is_below else 2)]]
    return bool(under) and (_POSTED.fullmatch(under[0]) is not None or (is_below and not _FOLLOW.isdisjoint(under)))
