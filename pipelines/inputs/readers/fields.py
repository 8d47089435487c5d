"""From the fields of a container's record to a `Record`."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipelines.inputs.records import GIVEN_FIELDS, Record, Reject

RECORD_FIELDS = ("id", "text", "html", *GIVEN_FIELDS)
MAX_RECORD_BYTES = 64 << 20  # of one page, and of one record with all its fields: what a reader may hold at once


def make_record(fields: Mapping[str, Any], number: int, raw: bytes | None = None) -> Record | Reject:
    """Make a record of the fields that a container gives.

    Args:
        fields: Names as in `RECORD_FIELDS`; others are left alone. Null and blank values are not given.
        number: The record's 1-based place, its key where it has no id.
        raw: The record's own bytes, hashed as they are; without them the fields are hashed in a canonical form.
    """
    given = {name: text for name in RECORD_FIELDS if (text := _as_text(fields.get(name))) is not None}
    key = given.pop("id", None) or str(number)
    media = "html" if "html" in given else "text"
    body = given.pop("html", None) or given.get("text")
    given.pop("text", None)
    if body is None:
        return Reject(_printable(key), "neither text nor html in the record", "give the page as text or as html")
    try:
        payload = body.encode("utf-8")
        canonical = raw if raw is not None else _canonical(fields)
        for value in (key, *given.values()):
            value.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"a lone surrogate U+{ord(error.object[error.start]):04X}: no character"
        return Reject(_printable(key), message, "write the record again as valid UTF-8")
    if len(payload) > MAX_RECORD_BYTES:
        return Reject(key, f"{len(payload)} bytes in one record", f"split it; a page may have {MAX_RECORD_BYTES} bytes")
    return Record(key, payload, media, given, hashlib.sha256(canonical).hexdigest())


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, (dict, list, bytes)):
        return None
    text = value if isinstance(value, str) else str(value)
    return text if text.strip() else None


def _canonical(fields: Mapping[str, Any]) -> bytes:
    known = {name: text for name in RECORD_FIELDS if (text := _as_text(fields.get(name))) is not None}
    return json.dumps(known, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _printable(key: str) -> str:
    return key.encode("utf-8", "backslashreplace").decode("utf-8")
