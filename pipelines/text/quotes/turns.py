"""Read speech that a name and a colon announce, with no marks: headlines (专家：…) and interviews (记者：…)."""

from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.speakers import Speaker, SpeakerFinder
from pipelines.text.quotes.subjects import Choice

_LONGEST_NAME = 16
_SHORTEST_SPEECH = 5
_ENDS = ";|_丨"
_SEAMS = "—-丨|｜·。!?;, 　"


class Turn(NamedTuple):
    """What one speaker says up to the end of the paragraph."""

    start: int
    end: int
    kind: str
    speaker: Speaker
    rule: str


def find_turns(page: Page, speakers: SpeakerFinder) -> list[Turn]:
    """List the headlines and turns of a text; one turn alone makes no interview."""
    headlines: list[Turn] = []
    turns: list[Turn] = []
    for start, end, zone in page.paragraphs:
        colon = page.folded.find(":", start, min(end, start + 60))
        if colon < 0 or end - colon < _SHORTEST_SPEECH or page.char(colon + 1) == "/":
            continue
        begin = start
        if zone == "title":
            begin = max(start, *(page.folded.rfind(seam, start, colon) + 1 for seam in _SEAMS))
        speaker = _whole_speaker(speakers, begin, colon)
        said = page.skip(colon + 1, end)
        if speaker is None or said + 1 in page.by_start:
            continue
        if zone == "title":
            stop = min((at for at in (page.folded.find(seam, said, end) for seam in _ENDS) if at > 0), default=end)
            headlines.append(Turn(said, stop, "indirect", speaker, "indirect.headline"))
        elif zone == "content":
            turns.append(Turn(said, end, "direct", speaker, "direct.turn"))
    return [*headlines, *(turns if len({t.speaker.start for t in turns}) > 1 else [])]


def _whole_speaker(speakers: SpeakerFinder, start: int, colon: int) -> Speaker | None:
    """Give the speaker that fills the words before a colon, titles and all."""
    if not 1 <= colon - start <= _LONGEST_NAME:
        return None
    choice: Choice | None = speakers.subjects.choose(start, colon)
    if choice is None or not choice.is_near or choice.candidate.end != colon:
        return None
    kind = choice.candidate.kind
    if kind not in ("name", "person", "body") or (kind == "name" and choice.candidate.type == "product"):
        return None
    return speakers.resolve(choice)
