"""Read the head of a table: a column of another year is what was before."""

import re

_MARKS = ("\t", "|")
_ROWS = 12
_YEAR = re.compile(r"(20\d\d)年?")
_BEFORE = re.compile("上年|去年|同期|上期|前值|期初|年初")
_CHANGE = re.compile("同比|环比|增减|增幅|涨幅|变动|增速|增长|涨跌")


def column_head(view: str, at: int) -> str | None:
    """Give the cell above a number at the head of its table, or None outside of tables."""
    start, _ = _line(view, at)
    mark = next((mark for mark in _MARKS if mark in view[start:at]), None)
    if mark is None:
        return None
    column = view.count(mark, start, at)
    head: list[str] = []
    for _ in range(_ROWS):
        start, end = _line(view, start - 1) if start else (0, 0)
        if mark not in view[start:end]:
            break
        head = view[start:end].split(mark)
    return head[column].strip() if column < len(head) else None


def is_before(view: str, at: int, head: str) -> bool:
    """Tell whether a column is that of a year before another column's, or says so."""
    own = _YEAR.search(head)
    if own is None or _CHANGE.search(head):
        return _BEFORE.search(head) is not None and not _CHANGE.search(head)
    line = view.rfind(head, 0, at)
    years = _YEAR.findall(view[slice(*_line(view, line))])
    return bool(own[1] < max(years))


def is_change(head: str) -> bool:
    """Tell whether a column gives changes."""
    return _CHANGE.search(head) is not None


def _line(view: str, at: int) -> tuple[int, int]:
    end = view.find("\n", at)
    return view.rfind("\n", 0, max(at, 0)) + 1, len(view) if end < 0 else end
