"""The match view of names: folded text in which every kind of middle dot is one dot."""

import re
from functools import lru_cache

from pipelines.text.folding import fold

DOT = "·"
_OTHER_DOTS = "•‧・∙⋅●᛫"
_BREAK = re.compile(r"(?<=[0-9a-z])[ -](?=[0-9a-z])|(?<=[a-z]{2})(?=[0-9])|(?<=[一-鿿])(?=[0-9])")
_MAX_BREAKS = 2
_SEAM = re.compile(rf"[{DOT} ]")
_SHORTEST_PART = 2


def match_view(text: str) -> str:
    """Fold a text for matching names; the result has the length of `text`.

    >>> match_view("薩提亞•納德拉")
    '萨提亚·纳德拉'
    """
    view = fold(text)
    # Replacing a dot is far cheaper than translating all characters, and than nothing where the text has none.
    for dot in _OTHER_DOTS:
        view = view.replace(dot, DOT)
    return view


@lru_cache(maxsize=1 << 17)
def name_view(name: str) -> str:
    """Fold a name of the gazetteer for matching; kept, because every part that is compiled from it asks again."""
    return match_view(name)


def last_part(key: str) -> str:
    """Return the last part of a full name, by which others call a person; '' where there is but one part.

    >>> last_part("大卫·o·萨克斯")
    '萨克斯'
    """
    parts = [part for part in _SEAM.split(key) if part]
    return parts[-1] if len(parts) > 1 and len(parts[-1]) >= _SHORTEST_PART else ""


def spellings(alias: str) -> list[str]:
    """List the ways of writing an alias that differ only in a space, a hyphen or a dot.

    Args:
        alias: In the match view.

    Returns:
        The alias first; then e.g. `rtx 4090` and `rtx-4090` for `rtx4090`, and 埃隆马斯克 for 埃隆·马斯克.

    >>> spellings("gpt-4")
    ['gpt-4', 'gpt4', 'gpt 4']
    """
    forms = [alias]
    if DOT in alias:
        forms += [alias.replace(DOT, ""), alias.replace(DOT, f"{DOT} ")]
    parts = _BREAK.split(alias)
    if len(parts) - 1 <= _MAX_BREAKS:
        written = [parts[0]]
        for part in parts[1:]:
            seams = ("", " ", "-")
            written = [head + seam + part for head in written for seam in seams if _is_apart(head, seam, part)]
        forms += written
    else:
        forms += [seam.join(parts) for seam in ("", " ", "-")]
    return list(dict.fromkeys(forms))


def _is_apart(head: str, seam: str, part: str) -> bool:
    # 3 5 without its point or space would be another number.
    return bool(seam) or not (head[-1:].isdigit() and part[:1].isdigit())
