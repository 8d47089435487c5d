"""Deterministic ids: the same thing has the same id on every machine, in every run."""

import hashlib


def make_id(*parts: object) -> str:
    """Hash what a thing is named by into 16 hexadecimal digits.

    Parts are kept apart, so `("ab", "c")` and `("a", "bc")` differ.

    >>> make_id("folder/a.txt")
    '9ac8fa4ae9f9cad8'
    """
    name = "\x1f".join(map(str, parts))
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
