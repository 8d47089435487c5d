"""Web archives (.warc, .warc.gz): the HTML answers in them, one document each."""

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import IO

from pipelines.inputs.readers.fields import MAX_RECORD_BYTES, make_record
from pipelines.inputs.readers.unpack import (
    BOMB_ADVICE,
    BROKEN_ARCHIVE,
    ExpansionError,
    open_maybe_gzip,
    unpack_answer,
)
from pipelines.inputs.records import Record, Reject

_MAX_HEADER = 1 << 20
_PIECE = 1 << 20


def read_warc(path: Path) -> Iterator[Record | Reject]:
    """Read the answers of a web archive that hold HTML or plain text.

    The time of the crawl is given as `collected_on`, never as a time of publication.
    """
    number = 0
    with open_maybe_gzip(path) as stream:
        try:
            while (head := _read_head(stream)) is not None:
                number += 1
                found = _read_entry(stream, head, number)
                if found is not None:
                    yield found
        except BROKEN_ARCHIVE as error:
            yield Reject(str(number + 1), f"the archive breaks off after record {number}: {error}", "fetch it again")
        except ExpansionError as error:
            yield Reject(str(number + 1), f"the archive is left after record {number}: {error}", BOMB_ADVICE)
        except _WarcError as error:
            yield Reject(str(number + 1), f"not WARC after record {number}: {error}", "fetch it again")


class _WarcError(ValueError):
    pass


def _read_head(stream: IO[bytes]) -> Message | None:
    line = stream.readline(_PIECE)
    while line in {b"\r\n", b"\n"}:
        line = stream.readline(_PIECE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise _WarcError(f"a record starts with {line[:20]!r}")
    lines: list[bytes] = []
    size = 0
    while (line := stream.readline(_PIECE)) not in {b"\r\n", b"\n", b""}:
        lines.append(line)
        size += len(line)
        if size > _MAX_HEADER:
            raise _WarcError("a header of over a megabyte")
    return BytesHeaderParser().parsebytes(b"".join(lines))


def _read_entry(stream: IO[bytes], head: Message, number: int) -> Record | Reject | None:
    length = str(head.get("Content-Length", ""))
    if not length.isdigit():
        raise _WarcError(f"Content-Length is {length!r}")
    key = str(head.get("WARC-Record-ID", number)).strip("<> ")
    if head.get("WARC-Type") != "response" or int(length) > MAX_RECORD_BYTES:
        _skip(stream, int(length))
        if head.get("WARC-Type") != "response":
            return None
        return Reject(key, f"an answer of {length} bytes", f"a page may have {MAX_RECORD_BYTES} bytes")
    answer = stream.read(int(length))
    if len(answer) < int(length):
        raise EOFError(f"{len(answer)} of {length} bytes")
    return _read_answer(answer, head, key)


def _skip(stream: IO[bytes], length: int) -> None:
    while length > 0:
        piece = stream.read(min(length, _PIECE))
        if not piece:
            raise EOFError("the last record is cut short")
        length -= len(piece)


def _read_answer(answer: bytes, head: Message, key: str) -> Record | Reject | None:
    top, _, body = answer.partition(b"\r\n\r\n")
    status, _, lines = top.partition(b"\r\n")
    http = BytesHeaderParser().parsebytes(lines)
    media = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}.get(http.get_content_type())
    if media is None or status.split()[1:2] != [b"200"]:
        return None
    try:
        body = _unpack(body, http)
    except ExpansionError as error:
        return Reject(key, f"the answer can't be unpacked: {error}", BOMB_ADVICE)
    except (ValueError, *BROKEN_ARCHIVE) as error:
        return Reject(key, f"the answer can't be unpacked: {error}", "fetch it again")
    if not body.strip():
        return Reject(key, "the answer is empty", "fetch it again")
    given = {
        "url": str(head.get("WARC-Target-URI", "")).strip("<> "),
        "collected_on": str(head.get("WARC-Date", ""))[:10],
    }
    charset = http.get_content_charset()
    made = make_record({"id": key, "text": "-", "charset": charset, **given}, 0, answer)
    if isinstance(made, Reject):
        return made
    return Record(made.key, body, media, made.given, made.content_hash)


def _unpack(body: bytes, http: Message) -> bytes:
    if str(http.get("Transfer-Encoding", "")).lower() == "chunked":
        body = _join_chunks(body)
    coding = str(http.get("Content-Encoding", "")).lower()
    if coding in {"gzip", "x-gzip", "deflate"}:
        is_raw = coding == "deflate" and body[:1] != b"\x78"
        body = unpack_answer(body, is_raw=is_raw, limit=MAX_RECORD_BYTES)
    elif coding not in {"", "identity"}:
        raise ValueError(f"the coding {coding} is not known")
    return body


def _join_chunks(body: bytes) -> bytes:
    pieces: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place)
        size = body[place:end].partition(b";")[0].strip() if end >= 0 else b""
        if not size:
            return b"".join(pieces) if pieces else body  # already joined by the crawler
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(pieces) if pieces else body
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + length])
        place = end + 4 + length
