"""Name the quantity that a number is about: one slug for one quantity of one thing, whatever the outlet calls it.

A slug is built of the document alone, so it hangs on no order of arrival:
`nvidia/market-cap-down/money/day`, `sinovac/efficacy/percent/brazil/severe`.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import unit_class
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.subjects import Holder, SubjectFinder
from pipelines.text.claims.values import Reading, agree
from pipelines.text.folding import fold

_UNSLUG = re.compile(r"[^0-9a-z\u4e00-\u9fff-]+")
_APART = ("norm", "degree", "group")
# Values that agree differ by a fifth at most; a page of tables has many of each.
_NARROWEST, _WIDEST, _PEERS = 0.75, 1.35, 50
_SURE = 2
_YEAR_AGO = "year-ago"
_ORDER = ("item", "part", "action", "degree", "group", "norm", "outlook", "period", "base")


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
        if draft.reading is not None and unit_class(draft.frame) in ("money", "percent", "count"):
            by_class[unit_class(draft.frame)].append((draft.reading.value, no))
    settled = list(drafts)
    for members in by_class.values():
        members.sort()
        for value, no in members:
            settled[no] = _filled(drafts[no], _peers(drafts, no, value, members))
    return [
        draft._replace(place=place)
        if draft.place is None and (draft.holder is None or page.slug(draft.holder.name) == main)
        else draft
        for draft in settled
    ]


def _in_period(drafts: Sequence[Draft]) -> list[Draft]:
    """Let the period of a quarter's revenue reach the profit that the next sentence of the paragraph tells."""
    out: list[Draft] = []
    told: dict[int, str] = {}
    for draft in drafts:
        timed = draft
        if "flow" in draft.traits:
            block = draft.frame.block_start
            if "period" not in draft.qualifiers and block in told:
                timed = draft._replace(qualifiers=draft.qualifiers | {"period": told[block]})
            if "period" in timed.qualifiers:
                told[block] = timed.qualifiers["period"]
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
    if draft.measure is None or draft.measure_trust < 2:
        named = [p for p in peers if p.measure and p.measure_trust > draft.measure_trust]
        if named:
            best = max(named, key=lambda p: (p.measure_trust, -p.frame.no))
            draft = draft._replace(measure=best.measure, traits=best.traits, change=best.change, measure_trust=1)
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
    if any(name.type != "person" and agents.is_agent(name) and not agents.assesses(view, name) for name in others):
        return None
    first = next((name for name in page.names if page.slug(name) == wanted), None)
    return Holder(first, 0, "subject.implied") if first is not None else None


def slug(draft: Draft, page: PageNames, main: str | None, place: str | None, families: Mapping[str, str]) -> str | None:
    """Write the topic of a draft, or None where nothing says which quantity it is.

    Args:
        draft: The number.
        page: The mentions of the document.
        main: The thing that the document is about.
        place: The place that it is about.
        families: Classifier to what is counted with it: people, kinds, times …
    """
    measure = draft.measure or object_slug(draft.frame)
    if draft.holder and page.is_programme(draft.holder.name) and unit_class(draft.frame) == "money":
        measure = "cost"
    if measure == "investment" and "weak" not in draft.traits and draft.holder and draft.holder.name.type == "work":
        measure = "cost"  # what is put into a film is what it costs
    if measure is None:
        return None
    subject = page.slug(draft.holder.name) if draft.holder else (place or main) if "place" in draft.traits else main
    qualifiers = dict(draft.qualifiers)
    if "norm" in qualifiers and "sited" in draft.traits:
        subject = "any"
    if draft.change is not None:
        measure += f"-{draft.change}" if draft.change else "-change"
    elif draft.is_share and "norm" not in qualifiers and "portion" not in draft.traits:
        measure += "-share"
    parts = [subject or "unknown", measure, class_slug(draft, families)]
    if draft.place and "sited" in draft.traits and "norm" not in qualifiers:
        parts.append(draft.place)
    if "daily" in draft.traits and draft.change is not None:
        qualifiers.setdefault("period", "day")
    elif "flow" not in draft.traits:
        qualifiers.pop("period", None)
    if draft.change is not None or "flow" not in draft.traits:
        qualifiers.pop("outlook", None)  # an estimate of a loss is one of the same loss
    if draft.change is None and qualifiers.get("base") != _YEAR_AGO:
        qualifiers.pop("base", None)
    if parts[2] not in ("count", "money"):
        qualifiers.pop("action", None)
    parts += [qualifiers[kind] for kind in _ORDER if kind in qualifiers]
    return "/".join(parts)


def class_slug(draft: Draft, families: Mapping[str, str]) -> str:
    """Give the class of the number, and of a count what is counted where the measure does not say."""
    kind = unit_class(draft.frame)
    if "priced" in draft.traits:
        return "money"
    family = families.get(draft.frame.figure.unit or "")
    if (
        kind != "count"
        or family in (None, "things")
        or (family == "points" and draft.measure)
        or (family == "firms" and "event" in draft.traits)  # 1.2万间房屋倒塌
        or (family == "people" and "people" in draft.traits)
    ):
        return kind
    return f"count-{family}"


def object_slug(frame: Frame) -> str | None:
    """Name a measure that no list knows by the word that the number counts."""
    figure = frame.figure
    return topic_noun(figure.object) or None if figure.object else None


def topic_noun(noun: str) -> str:
    """Write a noun as a measure of a slug."""
    return _plain(noun)[-6:].strip("-")


def _plain(text: str) -> str:
    return _UNSLUG.sub("-", fold(text)).strip("-")
