"""Say in a few words what was found: what a reader is told of a span."""

from datetime import date

_BOUNDS = {"approx": "about", "gt": "over", "ge": "at least", "lt": "under", "le": "at most"}
_EXACT = 1e15  # beyond this a float no longer shows every unit


def mention_note(entity: str | None, kind: str, rule: str) -> str:
    """Say who or what is named, and by which rule."""
    return f"{entity or 'no entity'} · {kind} · {rule}"


def number_note(
    kind: str,
    value: float | None,
    value_high: float | None,
    bound: str | None,
    unit: str | None,
    per: str | None,
    direction: str | None,
    counted: str | None,
    modality: str | None,
    stance: str | None,
    speaker: str | None,
    subject: str | None,
) -> str:
    """Say what a number comes to, of what, whose it is, and how it is claimed."""
    amount = _plain(value) + (f" to {_plain(value_high)}" if value_high is not None else "")
    said = " ".join(part for part in (_BOUNDS.get(bound or ""), amount, unit, f"per {per}" if per else None) if part)
    parts = [said, kind, direction, counted and f"of {counted}", subject and f"subject {subject}"]
    if modality:
        parts.append(f"{modality}, denied" if stance == "deny" else modality)
    parts.append(speaker and f"said by {speaker}")
    return " · ".join(part for part in parts if part)


def date_note(iso: str | None, precision: str | None, is_inferred: bool | None, anchor: date | None) -> str:
    """Say which day or time is meant, and whether that was worked out."""
    parts = [iso or "no anchor: left open", precision, f"worked out from {anchor}" if is_inferred and anchor else None]
    return " · ".join(part for part in parts if part)


def quote_note(kind: str, speaker: str | None, entity: str | None, is_anonymous: bool | None, cue: str | None) -> str:
    """Say whose words these are."""
    who = entity if entity and entity == speaker else f"{speaker} ({entity})" if entity and speaker else speaker
    parts = [f"{kind} quotation", who or "no speaker", "anonymous" if is_anonymous else None, cue]
    return " · ".join(part for part in parts if part)


def _plain(value: float | None) -> str:
    if value is None:
        return "no value"
    return f"{value:,.0f}" if value.is_integer() and abs(value) < _EXACT else f"{value:,.10g}"
