"""Files that are one document each: .txt, .md, .html, .htm."""

import hashlib
from pathlib import Path

from pipelines.inputs.readers.fields import MAX_RECORD_BYTES
from pipelines.inputs.records import Record, Reject

MEDIA = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html"}


def read_page(path: Path, media: str) -> Record | Reject:
    """Read a file that is one document."""
    size = path.stat().st_size
    if size > MAX_RECORD_BYTES:
        return Reject(None, f"{size} bytes in one page", f"split it; a page may have {MAX_RECORD_BYTES} bytes")
    payload = path.read_bytes()
    if not payload.strip():
        return Reject(None, "the file is empty", "remove the file, or save the page again")
    return Record(None, payload, media, {}, hashlib.sha256(payload).hexdigest())
