"""texts: the bytes of each input, decoded, and HTML rendered."""

import json
from collections.abc import Iterator

import polars as pl

from pipelines.inputs.decode import DecodeError, decode
from pipelines.settings import StageSettings
from pipelines.stages.base import REJECTS, DocumentStage, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows, reject_frame
from pipelines.text.html import Renderer
from pipelines.text.script import detect_script

RULES = ("pages.toml", "simplified.csv")


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Decode the bytes of each input, and render HTML to text: the raw text that every offset points into."""
    renderer = loaded(Renderer, RULES, settings.rules_dir)
    rows = Rows("texts")
    rejects: list[tuple[str, str, str]] = []
    columns = ("doc_id", "content_hash", "media", "payload", "given", "facts")
    for doc_id, content_hash, media, payload, given_json, facts_json in batch["inputs"].select(columns).iter_rows():
        given, facts = json.loads(given_json), json.loads(facts_json)
        try:
            decoded = decode(payload, declared=given.get("charset"))
        except DecodeError as error:
            rejects.append((doc_id, str(error), error.advice))
            continue
        hints = list(_hints(given, facts))
        text, layout = decoded.text, None
        if media == "html":
            rendered = renderer.render(text)
            text = rendered.text
            layout = json.dumps(rendered.marks, ensure_ascii=False)
            hints += [{"field": h.field, "value": h.value, "rule_id": h.rule_id} for h in rendered.hints]
        if not text.strip():
            rejects.append((doc_id, "no text in it", "see whether the page loads its text by script"))
            continue
        if len(text) > settings.max_characters:
            message = f"{len(text)} characters in one page, over the {settings.max_characters} of max_characters"
            rejects.append((doc_id, message, "split it into pages, or raise max_characters in newsledger.toml"))
            continue
        rows.add(
            doc_id,
            content_hash,
            text,
            media,
            detect_script(text),
            decoded.encoding,
            decoded.confidence,
            decoded.is_mojibake,
            json.dumps(hints, ensure_ascii=False),
            layout,
        )
    return {"texts": rows.frame(), REJECTS: reject_frame(rejects)}


def _hints(given: dict[str, str], facts: dict[str, str]) -> Iterator[dict[str, str]]:
    for origin, fields in (("record", given), ("folder", facts)):
        for name, value in sorted(fields.items()):
            if name != "charset" and value:
                yield {"field": name, "value": value, "rule_id": f"{origin}.{name}"}


STAGE = DocumentStage(
    name="texts",
    version=2,
    reads=("inputs",),
    tables=("texts",),
    run=run,
    rules=RULES,
    settings=("max_characters",),
    group="pages",
)
