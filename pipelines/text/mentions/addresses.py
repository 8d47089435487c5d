"""Web addresses in a text: what stands in one names nothing."""

import re
from collections.abc import Iterable

from pipelines.text.mentions.base import Candidate

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+", re.IGNORECASE)


def outside_addresses(text: str, found: Iterable[Candidate]) -> list[Candidate]:
    """Keep the candidates that stand in no web address; `found` is sorted."""
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    if not spans:
        return list(found)
    kept = []
    number = 0
    for candidate in found:
        while number < len(spans) and spans[number][1] <= candidate.start:
            number += 1
        if number == len(spans) or candidate.end <= spans[number][0]:
            kept.append(candidate)
    return kept
