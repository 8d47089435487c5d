"""Read times of day: 15点半, 3:30pm, 8时至10时, and the parts of a day."""

import re

from pipelines.text.numbers.date_tokens import DayPart, read_count

CLOCKS = frozenset({"part", "clock", "clock_span"})  # kinds of tokens
TO = re.compile(r"至|到|-+|—+|–|～")
_CLOCK = re.compile(r"(\D*\d{1,2}|[^点时]+)[ ]?(?:[点时:：]|(?=[AaPp]))[ ]?(.*)$")


def part_hours(part: DayPart) -> tuple[str, str]:
    """Write the hours between which a part of a day lies."""
    return f"{part.from_hour:02}:00:00", f"{part.to_hour:02}:00:00" if part.to_hour < 24 else "23:59:59"


def read_clocks(written: str, part: DayPart | None) -> list[str]:
    """Write both ends of a span of hours: 8时至10时."""
    ends = (read_clock(f"{end.strip('点时 ')}点", part) for end in TO.split(written))
    return [f"{hour % 24:02}:{minute:02}:{second:02}" for hour, minute, second in ends]


def read_clock(written: str, part: DayPart | None) -> tuple[int, int, int]:
    """Read a time of day as hour, minute, second; 下午 adds twelve hours, 凌晨12点 is midnight."""
    match = _CLOCK.match(written)
    if match is None:
        return 0, 0, 0
    hour = read_count(match[1].strip()) or 0
    numbers = [read_count(figure) for figure in re.findall(r"\d+|[零〇一二三四五六七八九十廿]+", match[2])]
    minute = numbers[0] if numbers and numbers[0] is not None else 0
    second = numbers[1] if len(numbers) > 1 and numbers[1] is not None else 0
    if "半" in match[2]:
        minute = 30
    elif "刻" in match[2]:
        minute *= 15
    letters = re.search(r"([AaPp])\.?(?:[Mm]|$)", written)
    if (letters and letters[1] in "Pp" and hour < 12) or (part and _is_after_noon(part, hour)):
        hour += 12
    elif hour == 12 and ((letters and letters[1] in "Aa") or (part and part.to_hour <= 8)):
        hour = 0
    return hour, min(minute, 59), min(second, 59)


def _is_after_noon(part: DayPart, hour: int) -> bool:
    if part.noon == "1":
        return hour < 12 or (hour == 12 and part.from_hour >= 18)
    return part.noon == "noon" and hour < 4
