"""The record of a link."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """The entity that a mention names, with the rule that says so and how sure it is (0 to 1)."""

    entity_id: str
    rule_id: str
    score: float
