"""Six ways to write a number, for tests that write one and read it back."""

from collections.abc import Callable
from decimal import Decimal

_FIGURES = "零一二三四五六七八九"
_SMALL = ("", "十", "百", "千")
_FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), ord("."))}


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _grouped(number: Decimal) -> str:
    return f"{number:,f}"


def _chinese(number: Decimal) -> str:
    whole = int(number)
    decimals = _plain(number).partition(".")[2]
    written = _whole(whole) or "零"
    return written + ("点" + "".join(_FIGURES[int(figure)] for figure in decimals) if decimals else "")


def _whole(number: int) -> str:
    """Write a whole number below 10^20: groups of four, a 零 for a gap."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        gap = "零" if low and low < 10**7 else ""
        return _whole(high) + "亿" + gap + _whole(low)
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        gap = "零" if low and low < 10**3 else ""
        return _whole(high) + "万" + gap + _whole(low)
    written = ""
    skipped = False
    for place in (3, 2, 1, 0):
        figure = number // 10**place % 10
        if figure:
            written += ("零" if skipped and written else "") + _FIGURES[figure] + _SMALL[place]
            skipped = False
        else:
            skipped = True
    return written


def _financial(number: Decimal) -> str:
    return _chinese(number).translate(_FINANCIAL)


def _mixed(number: Decimal) -> str:
    for power, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if number >= power:
            return f"{number / power:f}{name}"
    return _plain(number)


def _full_width(number: Decimal) -> str:
    return _plain(number).translate(_WIDE)


STYLES: dict[str, Callable[[Decimal], str]] = {
    "Arabic": _plain,
    "grouped": _grouped,
    "Chinese": _chinese,
    "financial": _financial,
    "mixed powers": _mixed,
    "full-width": _full_width,
}
