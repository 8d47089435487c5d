"""Insertions into an article that say where they begin and end: `Skip X and continue reading` … `End of X`."""

import re

from pipelines.text.pages.draft import Draft

_END = re.compile(r"end of .+|.+?\s?(?:结尾|末尾|结束)")
_REACH = 30  # lines
_LENGTH = 60


def mark_insertions(draft: Draft) -> None:
    """Give every line of such an insertion the cue of its first, so that none of them is prose or begins the tail."""
    for place, cue in enumerate(draft.cues):
        if cue is None or cue.kind != "skip":
            continue
        for end in range(place + 1, min(place + _REACH, len(draft.lines))):
            line = draft.lines[end]
            if line.size <= _LENGTH and _END.fullmatch(line.folded) is not None:
                draft.cues[place + 1 : end + 1] = [cue] * (end - place)
                draft.headers[place + 1 : end + 1] = [None] * (end - place)
                break
