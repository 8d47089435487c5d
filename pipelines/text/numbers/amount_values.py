"""What an amount comes to: its value in its own unit, and in the base unit."""

from decimal import Decimal

from pipelines.text.numbers.amounts import Amount
from pipelines.text.numbers.durations import total, whole_halves, write_iso


def base_of(amount: Amount) -> tuple[Decimal | None, str | None]:
    """Return value and unit in the base unit, where there is one."""
    suffix = amount.suffix
    if suffix is None or suffix.factor is None:
        return None, None
    if amount.kind in {"percent", "money"}:
        return amount.low, suffix.base_unit
    return amount.low * suffix.factor, suffix.base_unit


def value_of(amount: Amount, has_half: bool) -> tuple[Decimal | None, str | None, str | None]:
    """Return value, unit and, for durations, ISO 8601."""
    unit = (amount.suffix.unit or None) if amount.suffix else None
    if amount.kind != "duration" or unit is None:
        return amount.low, unit, None
    parts = list(amount.parts or [(amount.low, unit)])
    if amount.high is not None:
        return amount.low, unit, None
    if has_half and len(parts) == 1:
        parts = [whole_halves(*parts[0])]
    value, unit = total(parts)
    return value, unit, write_iso(parts)
