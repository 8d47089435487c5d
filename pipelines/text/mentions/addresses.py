"""Web addresses in a text: what stands in one names nothing."""

import re

from pipelines.text.mentions.base import Candidate

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")


def outside_addresses(view: str, found: list[Candidate]) -> list[Candidate]:
    """Keep the candidates that stand in no web address; `found` is sorted."""
    # Looking for one word first is far cheaper than trying a pattern everywhere.
    spans = [m.span() for m in _ADDRESS.finditer(view)] if "://" in view or "www." in view else []
    if not spans:
        return found
    kept = []
    number = 0
    for candidate in found:
        while number < len(spans) and spans[number][1] <= candidate.start:
            number += 1
        if number == len(spans) or candidate.end <= spans[number][0]:
            kept.append(candidate)
    return kept
