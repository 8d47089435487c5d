"""What the quote finder reads and hands back."""

from typing import NamedTuple


class Named(NamedTuple):
    """A mention, as far as a speaker is concerned: its place, its type, and the entity that it names."""

    start: int
    end: int
    type: str
    entity_id: str | None


class Quote(NamedTuple):
    """Words that a source is said to have spoken or written.

    Offsets are into the raw text, end exclusive; `surface` is exactly what stands there, without the outer marks.
    A direct quote may run over several sentences and paragraphs; `sentence_no` is where it begins.
    """

    start_char: int
    end_char: int
    surface: str
    kind: str  # direct, indirect, or fragment: a reported clause of which only a part is in quotation marks
    speaker: str | None  # as it stands in the text; None where the text names nobody
    speaker_start: int | None
    speaker_end: int | None
    speaker_entity_id: str | None
    speaker_rule: str | None  # how the speaker was found: speaker.subject, speaker.pronoun, speaker.carried …
    is_anonymous: bool  # the source is unnamed: 有人, 一名官员, or nobody at all
    cue: str | None  # the words that report it; None where it goes on from the quote before it
    cue_start: int | None
    cue_end: int | None
    cue_stance: str | None  # what the cue says of the words: see `stance` in reporting_verbs.csv
    parent: int | None  # number, in the same list, of the quote that this one lies in
    confidence: float  # 0 to 1
    rule_id: str
    sentence_no: int
