"""Find whom a pronoun stands for: the last speaker that fits, else the nearest name that does."""

from collections.abc import Sequence

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.records import Named

PRONOUNS = frozenset(("he", "it", "they", "former", "latter"))
_REACH = 300  # characters back in which a pronoun finds its name
_BODIES = ("organization", "product", "location")
_ANY = ("person", *_BODIES)
_FITS = {"he": ("person",), "it": _BODIES, "they": _ANY, "former": ("person", *_BODIES), "latter": ("person", *_BODIES)}


def resolve_pronoun(page: Page, kind: str, at: int, speakers: Sequence[Named]) -> Named | None:
    """Find whom the pronoun at a place stands for.

    Args:
        page: The text.
        kind: he, it, they, former or latter.
        at: Where the pronoun stands.
        speakers: Who has spoken before, in order.

    Returns:
        A name within reach, or an earlier speaker (an unnamed one has no entity); None where neither fits.
    """
    fits = _FITS[kind]
    near = [name for name in page.names_in(at - _REACH, at) if name.type in fits]
    if kind in ("former", "latter"):
        return _of_two(near, kind)
    sentence = page.sentence_of(at)
    subject = _subject(page, near, sentence)
    for speaker in reversed(speakers):
        if at - speaker.end > _REACH:
            break
        if speaker.type in fits:
            # A name that opens a sentence after the last speaker takes the pronoun over.
            is_newer = subject is not None and subject.start > speaker.end and _opens(page, subject)
            return subject if is_newer else speaker
    return subject


def _of_two(near: Sequence[Named], kind: str) -> Named | None:
    if not near:
        return None
    return near[-2] if kind == "former" and len(near) > 1 else near[-1]


def _subject(page: Page, near: Sequence[Named], sentence: int) -> Named | None:
    """Give the first fitting name of the nearest sentence that has one."""
    if not near:
        return None
    nearest = page.sentence_of(near[-1].start)
    if nearest == sentence:
        earlier = [name for name in near if page.sentence_of(name.start) < sentence]
        mine = next(name for name in near if page.sentence_of(name.start) == sentence)
        # A pronoun in the middle of a sentence takes its subject, not what the sentence is about.
        return mine if _opens(page, mine) or not earlier else _subject(page, earlier, sentence)
    return next(name for name in near if page.sentence_of(name.start) == nearest)


def _opens(page: Page, name: Named) -> bool:
    """Tell whether a name stands where a sentence begins."""
    return name.start - page.sentence_starts[page.sentence_of(name.start)] <= 12
