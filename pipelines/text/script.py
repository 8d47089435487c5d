"""Tell Simplified from Traditional by the characters that only one of them uses."""

from functools import cache

from pipelines.text.folding import simplified_characters

_ENOUGH = 3


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    table = simplified_characters()
    return frozenset(table.values()) - table.keys(), frozenset(table)


def detect_script(text: str) -> str | None:
    """Say `Hans` or `Hant` by majority; null where under three characters tell.

    >>> detect_script("中国发展人工智能的瓶颈")
    'Hans'
    >>> detect_script("中國發展人工智慧的瓶頸")
    'Hant'
    """
    simplified, traditional = _telling_characters()
    hans = sum(char in simplified for char in text)
    hant = sum(char in traditional for char in text)
    if hans + hant < _ENOUGH:
        return None
    return "Hant" if hant > hans else "Hans"
