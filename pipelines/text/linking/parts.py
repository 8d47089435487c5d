"""Parts of a full name: 萨克斯 after 大卫·萨克斯, Catalano after Rocco Catalano, in one document."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from pipelines.text.mentions.view import DOT

_SEAM = re.compile(rf"[{DOT} ]")
_SHORTEST = 2
_CODE = re.compile(r"(?=.*[0-9])(?=.*[a-z])[a-z0-9.]{2,6}")
_BEFORE_CODE = re.compile(r"(?<=[a-z0-9一-鿿])[- ](?=[a-z0-9.]+$)")


def name_parts(key: str) -> list[str]:
    """List the parts by which a full name is called again: the first, the last, and the first with the last.

    >>> name_parts("大卫·o·萨克斯")
    ['大卫', '萨克斯', '大卫·萨克斯']
    """
    parts = [part for part in _SEAM.split(key) if part]
    if len(parts) < 2:
        return []
    names = [parts[0], parts[-1]]
    if len(parts) > 2:
        names.append((DOT if DOT in key else " ").join((parts[0], parts[-1])))
    return [name for name in names if len(name) >= _SHORTEST]


def version_code(key: str) -> list[str]:
    """List the code by which a product is called again: letters and digits behind its last hyphen or blank.

    >>> version_code("deepseek-r1")
    ['r1']
    """
    parts = _BEFORE_CODE.split(key)
    return [parts[-1]] if len(parts) > 1 and _CODE.fullmatch(parts[-1]) else []


def unique_parts(
    full_names: Iterable[tuple[str, str]], parts_of: Callable[[str], list[str]] = name_parts
) -> dict[str, str]:
    """Map each part of the full names of one document to its entity, where only one entity has that part.

    Args:
        full_names: Pairs of name key and entity_id.
        parts_of: Lists the parts of a key.
    """
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for key, entity_id in full_names:
        for part in parts_of(key):
            claims[part].add(entity_id)
    return {part: next(iter(owners)) for part, owners in claims.items() if len(owners) == 1}
