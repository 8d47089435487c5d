"""Zoning: every line of a page gets a zone, a kind and the rule that gave them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipelines.text.pages.draft import Draft
from pipelines.text.pages.flat import split_flat
from pipelines.text.pages.frontmatter import read_front_matter
from pipelines.text.pages.head import label_front_matter, label_head
from pipelines.text.pages.insertions import mark_insertions
from pipelines.text.pages.judging import LineJudge
from pipelines.text.pages.layout import apply_marks, cut_by_layout
from pipelines.text.pages.lines import normalise_line, split_lines
from pipelines.text.pages.model import Label, Mark
from pipelines.text.pages.names import Names
from pipelines.text.pages.pagetext import PICTURE, PICTURES, fold_page
from pipelines.text.pages.replies import cut_replies
from pipelines.text.pages.safety import keep_safe
from pipelines.text.pages.splitdates import join_split_dates
from pipelines.text.pages.tail import find_cut, find_weak_cut, label_tail, label_trailing, split_footers
from pipelines.text.pages.titleline import find_title, letters
from pipelines.text.rulefiles import RuleError, read_toml

MAX_LINES = 20_000
_CONTENT = Label("content", "paragraph", "page.body", 0.9)
_LEARNT_LENGTH = 80
_SUMMARY_LINES = 10
_LATE_LINES = 8  # a disclaimer in the last lines is none of the article, whatever prose follows it


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of `pages.toml`."""

    prose_share_after_cut: float
    safe_share: float
    trailing_titles: int


class Zoner:
    """Labels the lines of pages, by the packs and thresholds of one rules folder."""

    def __init__(self, rules_dir: Path, names: Names) -> None:
        self._names = names
        self._judge = LineJudge(rules_dir)
        self.headers = self._judge.headers
        path = rules_dir / "pages.toml"
        try:
            self._thresholds = Thresholds(**read_toml(path)["window"])
        except (KeyError, TypeError) as error:
            raise RuleError(path, 1, f"[window]: {error}") from None

    def draft(self, text: str, marks: Sequence[Mark] = ()) -> Draft:
        """Lay a page out in lines, with the cue, shape or header that each may be."""
        page = fold_page(text)
        lines = split_lines(page)
        if len(lines) > MAX_LINES:
            lines = []
        found, cues, headers = self._judge.judge(page.folded, lines)
        draft = Draft(text, page.folded, lines, found.cues, cues, headers, [None] * len(lines), found.named)
        draft.front = read_front_matter(lines)
        join_split_dates(draft)
        apply_marks(draft, marks)
        mark_insertions(draft)
        draft.settle()
        return draft

    def label(
        self, draft: Draft, *, titles: Sequence[str] = (), sources: Sequence[str] = (), learnt: Collection[str] = ()
    ) -> None:
        """Give every line of a draft its label.

        Args:
            draft: The page, laid out.
            titles: What is known to be its title.
            sources: What is known to be its source.
            learnt: Normalised lines that are known to repeat within that source.
        """
        draft.sources = frozenset(filter(None, map(letters, sources)))
        label_front_matter(draft)
        find_title(draft, titles, self._names)
        label_head(draft, self._names)
        find_cut(draft, self._thresholds.prose_share_after_cut)
        cut_by_layout(draft)
        cut_replies(draft)
        find_weak_cut(draft)
        label_tail(draft)
        label_trailing(draft, self._thresholds.trailing_titles, self._names)
        self._label_inside(draft)
        _label_summary(draft)
        _label_copies(draft)
        _label_learnt(draft, learnt)
        split_footers(draft, self._judge.packs, self.headers)
        split_flat(draft, self.headers, self._names)
        draft.labelled = [place for place, label in enumerate(draft.labels) if label is not None]
        keep_safe(draft, self._thresholds.safe_share)
        draft.labels = [label or _CONTENT for label in draft.labels]

    def _label_inside(self, draft: Draft) -> None:
        for place in draft.notable:
            if not draft.first <= place < draft.cut or draft.labels[place] is not None:
                continue
            header, cue = draft.headers[place], draft.cues[place]
            if header is not None and any(item.field in {"editor", "original_title", "url"} for item in header.fields):
                draft.labels[place] = Label("metadata", "byline", "page.header_inside", 0.7)
            else:
                is_late = place >= draft.cut - _LATE_LINES and cue is not None and cue.kind == "disclaimer"
                draft.label_by_cue(place, at_edge=is_late)


def _label_summary(draft: Draft) -> None:
    """Label a platform's machine summary: points led by pictographs above the article, and the paragraph above them."""
    pictured = {line.number for line in draft.lines if line.bits & PICTURE and PICTURES.match(line.text)}
    if len(pictured) < 2:
        return
    unlabelled = (place for place in range(draft.first, draft.cut) if draft.labels[place] is None)
    body = list(islice(unlabelled, _SUMMARY_LINES))
    points = [place for place in body if place in pictured and draft.lines[place].size >= 20]
    if len(points) < 2:
        return
    body += unlabelled
    if points[-1] - points[0] > len(points) or len(body) < len(points) + 4 or body.index(points[0]) > 1:
        return
    if not pictured.isdisjoint(body[_SUMMARY_LINES:]):
        return
    for place in body[: body.index(points[-1]) + 1]:
        draft.labels[place] = Label("summary", "summary", "page.machine_summary", 0.8)


def _label_copies(draft: Draft) -> None:
    """Label a teaser that is the beginning of a later line, cut short."""
    for line in draft.lines[draft.first : min(draft.first + 6, draft.cut)]:
        if line.folded[-1] not in ".…":
            continue
        place = line.number
        if draft.labels[place] is not None or not line.folded.endswith(("...", "…")):
            continue
        stem = line.folded.rstrip(".…")
        if len(stem) >= 15 and any(other.folded.startswith(stem) for other in draft.lines[place + 1 : place + 12]):
            draft.labels[place] = Label("boilerplate", "summary", "page.truncated_copy", 0.9)


def _label_learnt(draft: Draft, learnt: Collection[str]) -> None:
    if not learnt:
        return
    for place, line in enumerate(draft.lines):
        label = draft.labels[place]
        if place == draft.title_at or (label is not None and label.zone != "content"):
            continue
        at_edge = place < draft.first + 3 or place > draft.cut - 8
        if (line.size <= _LEARNT_LENGTH or at_edge) and normalise_line(line.folded) in learnt:
            draft.labels[place] = Label("boilerplate", "learnt", "page.learnt", 0.95)
