"""Ids of entities that no list knows: the same name of the same type has the same id everywhere."""

import re

from pipelines.text.ids import make_id
from pipelines.text.mentions.view import DOT, name_view

_BLANKS = re.compile(rf"\s*{DOT}\s*")
_RUNS = re.compile(r"\s+")


def name_key(surface: str) -> str:
    """Bring a name to the form by which it is compared.

    >>> name_key("薩提亞•  納德拉")
    '萨提亚·纳德拉'
    """
    return _RUNS.sub(" ", _BLANKS.sub(DOT, name_view(surface))).strip()


def discovered_id(kind: str, surface: str) -> str:
    """Make the id of an entity known only by its name and type; no other document matters."""
    return make_id("entity", kind, name_key(surface))
