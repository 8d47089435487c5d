"""What is known of a number's quantity, and what one mention of it leaves to the others of its page."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import unit_class
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.subjects import Holder, SubjectFinder
from pipelines.text.claims.values import Reading, agree

_APART = ("norm", "degree", "group", "unit", "window", "item")
# Values that agree differ by a fifth at most; a page of tables has many of each.
_NARROWEST, _WIDEST, _PEERS = 0.75, 1.35, 50
_SURE, _EVENTS = 2, 3
_HAPPENED = frozenset(("event", "place"))
# What a paragraph tells once of all its numbers.
_SHARED = ("period", "currency")
_NOUN = 2
_LEAST_AMOUNT = 10_000


class Draft(NamedTuple):
    """What is known of a number's quantity before the document has been read to its end."""

    frame: Frame
    reading: Reading | None
    measure: str | None
    measure_trust: int
    traits: frozenset[str]
    holder: Holder | None
    place: str | None
    change: str | None
    is_share: bool
    qualifiers: dict[str, str]
    named: tuple[int, int] | None = None  # where a word names the measure


def settle(drafts: Sequence[Draft], page: PageNames, main: str | None, place: str | None) -> list[Draft]:
    """Fill what one mention leaves open from the other mentions of the same value, then from the document.

    An outlet tells a number in full once, and again in the headline or in passing. A mention without a subject, a
    measure or a place takes those of the surest mention whose value agrees. What is left open after that is about the
    thing and at the place that the document is about.
    """
    drafts = _in_period(drafts)
    by_class: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for no, draft in enumerate(drafts):
        if draft.reading is not None and _kind(draft) in ("money", "percent", "count"):
            by_class[_kind(draft)].append((draft.reading.value, no))
            if draft.measure is None and _is_bare(draft):
                by_class["money"].append((draft.reading.value, no))
    settled = list(drafts)
    for members in by_class.values():
        members.sort()
        for value, no in members:
            settled[no] = _filled(settled[no], _peers(drafts, no, value, members))
    return [
        draft._replace(place=place)
        if place is not None and draft.place is None and (draft.holder is None or page.slug(draft.holder.name) == main)
        else draft
        for draft in settled
    ]


def laid_off(drafts: Sequence[Draft]) -> list[Draft]:
    """Let those whom a page about layoffs calls affected be the laid off: 波及2600人, 受影响的雇员少于500名."""
    if not any(draft.measure == "layoffs" and draft.measure_trust >= _SURE for draft in drafts):
        return list(drafts)
    return [
        d._replace(measure="layoffs", traits=d.traits | {"portion"})
        if d.measure == "affected" and unit_class(d.frame) == "count"
        else d
        for d in drafts
    ]


def _kind(draft: Draft) -> str:
    """Give the class of a number among its peers."""
    return "money" if "priced" in draft.traits else unit_class(draft.frame)


def _is_bare(draft: Draft) -> bool:
    """Tell whether a number may be an amount whose currency goes without saying: 所谓350亿 is 350亿元 told before."""
    figure = draft.frame.figure
    return figure.kind == "cardinal" and figure.unit is None and (figure.value or 0) >= _LEAST_AMOUNT


def _in_period(drafts: Sequence[Draft]) -> list[Draft]:
    """Let the period of a quarter's revenue reach the profit that the next sentence of the paragraph tells."""
    out: list[Draft] = []
    told: dict[int, dict[str, str]] = {}
    for draft in drafts:
        timed = draft
        if "flow" in draft.traits:
            before = told.setdefault(draft.frame.block_start, {})
            timed = draft._replace(qualifiers=before | draft.qualifiers)
            before |= {kind: timed.qualifiers[kind] for kind in _SHARED if kind in timed.qualifiers}
        out.append(timed)
    return out


def _peers(drafts: Sequence[Draft], no: int, value: float, members: Sequence[tuple[float, int]]) -> list[Draft]:
    """List the mentions of a value that agrees, the nearest first; `members` in order of their value."""
    low, high = sorted((value * _NARROWEST, value * _WIDEST))
    near = [
        k for _, k in members[bisect_left(members, (low, -1)) : bisect_left(members, (high, len(drafts)))] if k != no
    ]
    near = sorted(near, key=lambda k: abs(k - no))[:_PEERS]
    return [drafts[k] for k in sorted(near) if _is_peer(drafts[no], drafts[k])]


def _filled(draft: Draft, peers: Sequence[Draft]) -> Draft:
    if not peers:
        return draft
    if (draft.measure is None and not _counts_own(draft)) or (draft.measure and draft.measure_trust < 2):
        named = [p for p in peers if p.measure and p.measure_trust > draft.measure_trust]
        if named:
            best = max(named, key=lambda p: (p.measure_trust, -p.frame.no))
            traits = best.traits | {"priced"} if _kind(best) == "money" != _kind(draft) else best.traits
            draft = draft._replace(measure=best.measure, traits=traits, change=best.change, measure_trust=1)
    alike = [p for p in peers if p.measure == draft.measure]
    trust = draft.holder.trust if draft.holder else -1
    held = [p for p in alike if p.holder and p.holder.trust > max(trust, 1)]
    if held:
        best = max(held, key=lambda p: (p.holder.trust if p.holder else 0, -p.frame.no))
        if best.holder:
            draft = draft._replace(holder=Holder(best.holder.name, best.holder.trust, "subject.same_value"))
    if draft.place is None:
        placed = [p for p in alike if p.place]
        if placed:
            draft = draft._replace(place=placed[0].place)
    if "period" not in draft.qualifiers:
        timed = [p.qualifiers["period"] for p in alike if "period" in p.qualifiers]
        if timed:
            draft = draft._replace(qualifiers=draft.qualifiers | {"period": timed[0]})
    return draft


def _counts_own(draft: Draft) -> bool:
    """Tell whether a count says itself what it counts: 2名驾驶员 are not the 2人 who died elsewhere."""
    figure = draft.frame.figure
    return figure.unit is not None and unit_class(draft.frame) == "count" and len(figure.object or "") >= _NOUN


def _is_peer(draft: Draft, other: Draft) -> bool:
    if draft.reading is None or other.reading is None or not agree(draft.reading, other.reading):
        return False
    return all(draft.qualifiers.get(kind) == other.qualifiers.get(kind) for kind in _APART)


def implied(
    view: str, draft: Draft, page: PageNames, agents: SubjectFinder, main: str | None, place: str | None
) -> Holder | None:
    """Take what the document is about for the holder that a sentence leaves out: 此次裁员多达2万人.

    The sentence says which quantity it is, and names nobody else whose number it might be.
    """
    is_market = "daily" in draft.traits  # which shares fell is left open: 美股市值蒸发万亿
    if draft.holder is not None or draft.measure is None or draft.measure_trust < _SURE or is_market:
        return draft.holder
    wanted = place if "place" in draft.traits else main
    sentence = draft.frame.sentence
    low, high = bisect_left(page.starts, sentence.start), bisect_left(page.starts, sentence.end)
    others = (name for name in page.names[low:high] if page.slug(name) != wanted)
    if any(agents.is_agent(name) and not agents.tells_of_others(view, name) for name in others):
        return None
    meant = [group[0] for group in page.alike if page.slug(group[0]) == wanted]
    meant = [name for name in meant if name.type != "product"] or meant  # the firm, and no product of it
    return Holder(meant[0], 0, "subject.implied") if meant else None


def tells_of_event(drafts: Sequence[Draft]) -> bool:
    """Tell whether a page is about what happened at a place: three of its numbers, or one of the title, are."""
    events = [draft for draft in drafts if draft.traits >= _HAPPENED and "norm" not in draft.qualifiers]
    return len(events) >= _EVENTS or any(draft.frame.figure.zone == "title" for draft in events)
