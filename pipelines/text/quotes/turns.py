"""Read speech that a name and a colon announce, with no marks: headlines (专家：…) and interviews (记者：…, 问：…)."""

from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.speakers import Speaker, SpeakerFinder
from pipelines.text.quotes.subjects import Choice

_LONGEST_NAME = 16
_LONGEST_LABEL = 60
_LONGEST_UNKNOWN = 8
_SHORTEST_SPEECH = 5
_LONGEST_ANSWER = 8  # paragraphs
_ASKED = ({"问", "答"}, {"q", "a"})  # labels that name nobody, in the fold
_FEWEST = 2
_ENDS = ";|_丨"
_SEAMS = "—-丨|｜·。!?;, 　"


class Turn(NamedTuple):
    """What one speaker says up to the end of the paragraph."""

    start: int
    end: int
    kind: str
    speaker: Speaker | None
    rule: str


class _Label(NamedTuple):
    """What stands before a colon that opens a paragraph, and what follows it."""

    paragraph: int
    start: int
    name: str
    said: int
    end: int
    speaker: Speaker | None


def find_turns(page: Page, speakers: SpeakerFinder) -> list[Turn]:
    """List the headlines and turns of a text; one turn alone makes no interview."""
    headlines: list[Turn] = []
    labels: list[_Label] = []
    for number, (start, end, zone) in enumerate(page.paragraphs):
        colon = page.folded.find(":", start, min(end, start + _LONGEST_LABEL))
        if colon - start > _LONGEST_NAME + 2 and zone != "title":
            continue
        if colon < 0 or end - colon < _SHORTEST_SPEECH or page.char(colon + 1) == "/":
            continue
        begin, stop = start, colon
        if page.char(begin) == "《" and page.char(colon - 1) == "》":
            begin, stop = begin + 1, colon - 1  # 《财新》：…
        if zone == "title":
            begin = max(start, *(page.folded.rfind(seam, start, colon) + 1 for seam in _SEAMS))
        said = page.skip(colon + 1, end)
        if said + 1 in page.by_start:
            continue
        speaker = _whole_speaker(speakers, begin, stop)
        if zone == "content" and (speaker is not None or stop - begin <= _LONGEST_UNKNOWN):
            labels.append(_Label(number, begin, page.folded[begin:stop], said, end, speaker))
        elif zone == "title" and speaker is not None:
            stop = min((at for at in (page.folded.find(seam, said, end) for seam in _ENDS) if at > 0), default=end)
            headlines.append(Turn(said, stop, "indirect", speaker, "indirect.headline"))
    return [*headlines, *_interview(page, labels)]


def _interview(page: Page, labels: Sequence[_Label]) -> list[Turn]:
    """Keep the turns of an interview: two at least; a name that no list knows counts where it stands again."""
    names = Counter(label.name for label in labels)
    asked = {name for pair in _ASKED if pair <= names.keys() for name in pair}
    turns = [label for label in labels if label.speaker is not None or label.name in asked]
    if len(turns) < _FEWEST:
        return []
    if len(turns) < len(labels):
        turns = [label for label in labels if label in turns or (names[label.name] > 1 and label.name.isalpha())]
    ends = [*(_end_of_answer(page, *pair) for pair in pairwise(turns)), turns[-1].end]
    is_long = len(turns) > _FEWEST
    return [
        Turn(turn.said, end if is_long else turn.end, "direct", _speaker_of(turn, asked), "direct.turn")
        for turn, end in zip(turns, ends, strict=True)
    ]


def _end_of_answer(page: Page, turn: _Label, following: _Label) -> int:
    """Give where a turn ends that goes on over paragraphs, up to the next one."""
    between = page.paragraphs[turn.paragraph + 1 : following.paragraph]
    is_one = len(between) <= _LONGEST_ANSWER and all(zone == "content" for *_, zone in between)
    return between[-1][1] if between and is_one else turn.end


def _speaker_of(turn: _Label, asked: Set[str]) -> Speaker | None:
    """Give who speaks; 问 and 答 name nobody."""
    if turn.speaker is not None or turn.name in asked:
        return turn.speaker
    return Speaker(turn.start, turn.start + len(turn.name), "person", None, is_anonymous=False, rule="speaker.phrase")


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
