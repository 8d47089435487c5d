"""Read in one match the dates that most texts are full of: 2025年1月28日, 1月28日, 2024年, 2025-01-28 15:30.

A shortcut, no second grammar: the parts are those that `DateReader` cuts from the same words. What a date could go on
with, and what is no day of a calendar, is left to it.
"""

import re
from collections.abc import Iterable

from pipelines.text.numbers.date_tokens import Token, make_token

# What a time of day goes on with, beside what any date does: seconds' parts, a zone, 时 and PM.
_CLOCK_GOES_ON = ":：.+ZAaPp时"


class PlainDates:
    """One pattern of a date, its parts and what may not follow."""

    def __init__(self, going_on: Iterable[str]) -> None:
        ends = re.escape("".join(sorted({*going_on, *_CLOCK_GOES_ON})))
        months = r"(0?[1-9]月|1[0-2]月)"
        self._pattern = re.compile(
            rf"(?:(\d{{4}}年){months}?|{months})((?<=月)(?:0?[1-9]|[12]\d|3[01])日)?(?![{ends}])"
            rf"|(\d{{4}}-[01]\d-[0-3]\d)(?: ((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?(?![{ends}])"
        )

    def read(self, folded: str, at: int, end: int) -> tuple[Token, ...]:
        """Cut the date at `at` into its parts where it is plain; else no part."""
        match = self._pattern.match(folded, at, end)
        if match is None:
            return ()
        year, month, first, day, stamp, clock = match.groups()
        if stamp:
            token = make_token(("stamp", at, at + 10, stamp))
            return (token, make_token(("clock", at + 11, match.end(), clock))) if clock else (token,)
        month = month or first
        tokens = []
        for kind, written in (("year", year), ("month", month), ("day", day)):
            if written:
                tokens.append(make_token((kind, at, at + len(written), written)))
                at += len(written)
        return tuple(tokens)
