"""The safety: where what is cut may be most of an article, nothing that may be one is cut.

It holds whatever cut the lines: a cue, a learnt line, a footer glued to the prose, or structure. Against what is kept
stands what may be an article's, in Han characters:

* prose that was cut, where it stands next to other prose: a lone sentence among titles is a teaser, and a disclaimer
  by its wording below the last line of the article is one, however short the article;
* lists of titles that were cut for their form alone;
* footers split off the end of a line;
* where no prose is kept (a poem, a list, code), every line but those that a cue gives whole, word for word.

Title, front matter and lines of metadata are on neither side. Nor, while prose is kept, is what the layout of an HTML
page sets apart: the comments may well be longer than the article.
"""

import re
from collections.abc import Iterator

from pipelines.text.pages.cues import Cue
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.model import Label

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KEPT = Label("content", "paragraph", "page.kept_for_safety", 0.3)
_LISTS = frozenset({"page.trailing_titles", "page.insertion"})
_CUT = frozenset({"boilerplate", "summary"})
_MAY_BE_CUT = _CUT | {"metadata"}
_BODY = 60  # characters without prose: a poem, a digest
_FEW = 0.25  # so much less was cut than kept that it need not be weighed, in whatever script


def keep_safe(draft: Draft, share: float) -> None:
    """Give back all that may be an article's, where less than `share` of its Han characters would remain."""
    lines, labels, sizes = draft.lines, draft.labels, draft.sizes
    zones = [(place, label.zone) for place in draft.labelled if (label := labels[place]) is not None]
    cuts = [place for place, zone in zones if zone in _MAY_BE_CUT]
    footers = list(_footers(draft)) if draft.parts else []
    most = sum([sizes[place] for place in cuts]) + sum([end - start for _, start, end in footers])
    if most <= _FEW * (sum(sizes) - sum([sizes[place] for place, zone in zones if zone != "content"])):
        return
    kept = [line for line, label in zip(lines, labels, strict=True) if label is None or label.zone == "content"]
    has_prose = any(line.is_prose for line in kept)
    has_body = has_prose or sum(line.size for line in kept) >= _BODY
    last = kept[-1].number if has_body else len(lines)
    doubtful = [place for place in cuts if _is_doubtful(draft, place, has_prose, last)]
    cut = [lines[place].folded for place in doubtful] + [draft.folded[start:end] for _, start, end in footers]
    if not cut or sum(map(len, cut)) <= _FEW * sum(line.size for line in kept):
        return
    lost = _count_han(cut)
    split_off = _count_han(cut[len(doubtful) :])
    left = _count_han([line.folded for line in kept]) - split_off
    if left >= share * (left + lost):
        return
    for place in doubtful:
        draft.labels[place] = _KEPT
    for place, start, _ in footers:
        draft.parts[place] = [part if part[0] != start else (start, _KEPT) for part in draft.parts[place]]


def _is_doubtful(draft: Draft, place: int, has_prose: bool, last: int) -> bool:
    """Tell whether a line that has a label was cut, and may be an article's, the last line of which is `last`."""
    label = draft.labels[place]
    assert label is not None
    if has_prose and not draft.lines[place].is_prose and label.rule_id not in _LISTS:
        return False
    if label.kind == "disclaimer" and place > last and isinstance(draft.cues[place], Cue):
        return False
    if label.zone not in _CUT and (draft.cues[place] is None or label.zone != "metadata"):
        return False
    if not has_prose:
        cue = draft.cues[place]
        return not (isinstance(cue, Cue) and cue.at in {"line", "word"})
    return label.rule_id in _LISTS or (not label.rule_id.startswith("html.") and _stands_by_prose(draft, place))


def _stands_by_prose(draft: Draft, place: int) -> bool:
    return any(0 <= other < len(draft.lines) and draft.lines[other].is_prose for other in (place - 1, place + 1))


def _footers(draft: Draft) -> Iterator[tuple[int, int, int]]:
    """Give the pieces `[start, end)` that were split off lines of content, each with its line."""
    for place, parts in draft.parts.items():
        label = draft.labels[place]
        if label is not None and label.zone != "content":
            continue
        ends = [start for start, _ in parts[1:]] + [draft.lines[place].end]
        for (start, own), end in zip(parts, ends, strict=True):
            if own.zone in _CUT:
                yield place, start, end


def _count_han(texts: list[str]) -> int:
    return sum(len(run) for text in texts for run in _HAN.findall(text))
