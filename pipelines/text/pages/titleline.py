"""The line that is a page's title: one that is known from elsewhere, or that stands and reads as a title does."""

import re
from collections.abc import Sequence

from pipelines.text.folding import fold
from pipelines.text.pages.bylines import is_latin_byline, is_own_work, read_parts
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.lines import Line
from pipelines.text.pages.names import Names
from pipelines.text.pages.titles import strip_markup

_MARKDOWN_TITLE = re.compile(r"#{1,2}\s+\S")
TITLE_LENGTHS = (4, 90)
_HAN = re.compile("[\u3400-\u9fff]")
_PAIRS = re.compile("(?=([\u3400-\u9fff]{2}))")
_NO_LETTERS = re.compile(r"[\W_]+")
_REACH = 6
_HEAD_REACH = 60
_OPENING = 12
_ARTICLE_OPENING = 1500
_SHARED_PAIRS = 2  # fewer are nothing
_CHANCE = 3  # of so many, a line that opens the page is still the likelier title
_FURNITURE_LINES = 12
_LONG_TITLE = 10
_FEW_LETTERS = 6
_OUTLET_LENGTH = 8
_BANNER_LENGTH = 16
_TITLE_LETTERS = 4
_HOME = frozenset({"首页", "主页", "网站首页", "home"})
_FEW_WORDS = 2
_MENU_WORDS, _MENU_LENGTH = 5, 4  # so many words, of so many letters each, are no title
_CONTENTS = frozenset({"目录", "本文目录", "文章目录", "内容目录", "目录:", "文章导航", "本文导读"})
_ENTRY_LENGTH = 40
_SAID = ("。”", "。」")  # so ends a sentence of somebody's, such as a standfirst quotes
_FOLLOW = "关注"


def letters(text: str) -> str:
    """Leave only letters and digits of a text, folded: what two copies of a title share."""
    return _NO_LETTERS.sub("", fold(text))


def title_letters(line: Line) -> str:
    """Leave the letters and digits of a line without its markup."""
    return _NO_LETTERS.sub("", strip_markup(line.folded)[0])


def find_title(draft: Draft, known: Sequence[str], names: Names) -> None:
    """Find the line that is the title: by a title known from elsewhere, or by where it stands."""
    place = _find_known(draft, known)
    draft.is_title_known = place is not None
    is_told = draft.front is not None and draft.front.title_line is not None
    if place is None and not is_told:
        place = _find_by_place(draft, names)
    draft.title_at = place


def _find_known(draft: Draft, known: Sequence[str]) -> int | None:
    wanted = [name for name in map(letters, known) if len(name) >= 4]
    if not wanted:
        return None
    openings = {name[0] for name in wanted}
    stems = [name[:4] for name in wanted]
    matches = []
    for place in range(draft.front_count, len(draft.lines)):
        line = draft.lines[place]
        if line.size < 4 or line.size > (900 if line.text[0] == "[" else 200):
            continue
        if openings.isdisjoint(line.folded[:_OPENING]):
            continue
        if not any(all(map(line.folded.__contains__, stem)) for stem in stems):
            continue
        own = title_letters(line)
        if len(own) >= 4 and any(
            own == name
            or (len(own) >= 6 and name.startswith(own))
            or (len(name) >= 8 and own.startswith(name) and len(own) < len(name) + 16)
            for name in wanted
        ):
            matches.append(place)
            if len(matches) > 8:
                break
    prose = [line for line in draft.lines if line.is_strong and draft.cues[line.number] is None] if matches else []
    matches = [place for place in matches if _has_article_below(prose, place)]
    for place in matches:
        after = range(place + 1, min(place + 1 + _REACH, len(draft.lines)))
        if any(draft.headers[other] is not None or draft.is_article(other) for other in after):
            return place
    return matches[0] if matches else None


def _has_article_below(prose: Sequence[Line], place: int) -> bool:
    """Tell whether most of the prose stands below a line: a title named again under the article is no anchor."""
    above = sum(line.size for line in prose if line.number < place)
    below = sum(line.size for line in prose if line.number > place)
    return above <= below


def _find_by_place(draft: Draft, names: Names) -> int | None:
    """The title stands above the header line, or below one that opens the page, or opens the page itself."""
    start = draft.front_count
    if start >= len(draft.lines):
        return None
    if _MARKDOWN_TITLE.match(draft.lines[start].text) and draft.cues[start] is None:
        return start
    first_prose = draft.first_article(start)
    first_strong = draft.first_article(first_prose, is_strong=True)
    named: frozenset[str] | None = None
    for place in range(start, min(first_strong + 1, len(draft.lines), start + _HEAD_REACH)):
        header = draft.headers[place]
        if header is None or not (header.dates or header.fields):
            continue
        above = [
            other
            for other in range(max(start, place - 4), place)
            if _is_title_like(draft, other)
            and not _is_outlet(draft.lines[other], names)
            and not is_own_work(draft.lines[other].text)
        ]
        if any(draft.lines[other].size <= _BANNER_LENGTH for other in above):
            named = _named_in_headers(draft) if named is None else named
            above = [other for other in above if draft.lines[other].text not in named]
        if len(above) > 1:  # the name of an account stands right over the button to follow it
            above = [other for other in above if draft.lines[other + 1].folded != _FOLLOW] or above
        above = above or _over_furniture(draft, start, place, names)
        if above:
            return above[0] if len(above) == 1 else max(above, key=lambda other: _title_key(draft, other, names))
        if place == start + 1 and draft.cues[start] is None and draft.headers[start] is None and _is_word(draft, start):
            return start  # a title of a word or two, over its header
        below = next(
            (other for other in range(place + 1, min(place + 3, len(draft.lines))) if _is_title_like(draft, other)),
            None,
        )
        if below is not None and names.is_outlet_like(draft.lines[below].text) and below + 1 < first_strong:
            below += _is_title_like(draft, below + 1)  # a firm's name stands over what it announces
        if below is not None and below < first_strong:
            return below
    return _find_above_prose(draft, start, first_prose, names)


def _named_in_headers(draft: Draft) -> frozenset[str]:
    """Give who the header lines name as writer or source: a name of its own above them is no title."""
    return frozenset(
        draft.text[item.start : item.end]
        for header in draft.headers
        if header is not None
        for item in header.fields
        if item.is_labelled and item.field in {"author", "source"}
    )


def _is_outlet(line: Line, names: Names) -> bool:
    """Tell whether a short line is an account's name over its date: the title stands below both."""
    if line.size <= _OUTLET_LENGTH:
        return names.is_outlet_like(line.text)
    own, _, other = line.text.partition(" ")
    if other and other.isascii():  # 城北网 North News
        return line.size <= 2 * _BANNER_LENGTH and names.find_outlet(own) is not None
    return line.size <= _BANNER_LENGTH and (names.find_outlet(line.text) is not None or names.is_banner(line.text))


def _over_furniture(draft: Draft, start: int, place: int, names: Names) -> list[int]:
    """Look further up for the title where only furniture and a word or two stand between it and the header."""
    for other in range(place - 1, max(start, place - _FURNITURE_LINES) - 1, -1):
        if is_own_work(draft.lines[other].text) or _is_outlet(draft.lines[other], names):
            continue
        if draft.lines[other].size >= _LONG_TITLE and _is_title_like(draft, other):
            return [other]
        if draft.cues[other] is None and draft.lines[other].size > _FEW_LETTERS:
            break
    return []


def _may_open(draft: Draft, place: int, names: Names) -> bool:
    return draft.cues[place] is None and not _is_outlet(draft.lines[place], names)


def _find_above_prose(draft: Draft, start: int, first_prose: int, names: Names) -> int | None:
    """Find the title of a page without a header line: its first line, if that is near, or what shares its words."""
    if first_prose == len(draft.lines):
        return None
    opening = next((place for place in range(start, first_prose) if _may_open(draft, place, names)), first_prose)
    place, shared = _find_by_words(draft, range(max(start, first_prose - _HEAD_REACH), first_prose), first_prose)
    is_near = opening < first_prose and _is_title_like(draft, opening) and first_prose - opening <= _REACH
    is_chinese = opening < first_prose and _HAN.search(draft.lines[opening].text) is not None
    is_short = place is not None and draft.lines[opening].size < _LONG_TITLE <= draft.lines[place].size
    if is_near and is_chinese and shared <= _CHANCE and not is_short:
        return opening
    if place is None and not is_near and _is_title_like(draft, first_prose - 1) and first_prose - 1 > start:
        is_long = draft.lines[first_prose - 1].size >= _LONG_TITLE
        return first_prose - 1 if is_long else None  # below words of a menu
    return place or (opening if is_near else None)


def _is_word(draft: Draft, place: int) -> bool:
    return 1 < draft.lines[place].size <= TITLE_LENGTHS[0] and draft.lines[place].folded.isalpha()


def _title_key(draft: Draft, place: int, names: Names) -> tuple[bool, bool, int]:
    line = draft.lines[place]
    is_byline = is_latin_byline(line.text) or is_own_work(line.text) or read_parts(line.text, names) is not None
    return not is_byline, line.size >= 10, place


def is_contents(line: Line) -> bool:
    """Tell whether a line heads a table of contents."""
    return line.folded in _CONTENTS


def headings_below(draft: Draft, first: int) -> frozenset[str]:
    """Give the short lines from one on: what a table of contents above them may name."""
    return frozenset(line.folded for line in draft.lines[first:] if line.size <= _ENTRY_LENGTH)


def _find_by_words(draft: Draft, places: Sequence[int], first_prose: int) -> tuple[int | None, int]:
    """The title shares words with the article: of the lines above it, the one that shares most pairs of letters."""
    article = draft.folded[draft.lines[first_prose].start :][:_ARTICLE_OPENING]
    headings = headings_below(draft, first_prose) if any(is_contents(draft.lines[place]) for place in places) else ()
    best, most = None, _SHARED_PAIRS
    for place in places:
        own = draft.lines[place].folded
        if own in headings or not _is_title_like(draft, place) or own.endswith(("...", "…")):
            continue
        shared = sum(pair in article for pair in _PAIRS.findall(own))
        if shared >= most:
            best, most = place, shared
    return best, most


def _is_title_like(draft: Draft, place: int) -> bool:
    line = draft.lines[place]
    low, high = TITLE_LENGTHS
    return (
        low < line.size <= high
        and draft.cues[place] is None
        and draft.headers[place] is None
        and line.folded[-1] not in "。;,、:"
        and "©" not in line.folded
        and not line.folded.endswith(_SAID)
        and not _is_menu(line)
        and not (place > draft.front_count and draft.lines[place - 1].folded[-1] == ",")  # a caption, below its label
        and (line.folded[:_TITLE_LETTERS].isalpha() or sum(map(str.isalpha, line.folded)) >= _TITLE_LETTERS)
    )


def _is_menu(line: Line) -> bool:
    """Tell whether a line is a row of channels: 首页 快讯 话题 专栏 视频 下载."""
    if " " not in line.folded:
        return False
    words = line.folded.split()
    is_long = len(words) >= _MENU_WORDS and sum(map(len, words)) <= _MENU_LENGTH * len(words)
    return is_long or (words[0] in _HOME and len(words) > _FEW_WORDS)
