"""Unpacking within bounds: an archive of a megabyte may claim to hold a terabyte."""

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Text packs to a tenth of its size, a page of one repeated line to a fiftieth; gzip can do no better than 1032.
MAX_RATIO = 200
MAX_UNPACKED_BYTES = 1 << 38
# What may be unpacked before the ratio counts: small archives are small whatever they do.
FREE_FILE_BYTES = 64 << 20
FREE_ANSWER_BYTES = 1 << 20
BROKEN_ARCHIVE = (EOFError, gzip.BadGzipFile, zlib.error)
BOMB_ADVICE = "leave it out; if it is what it should be, unpack it by hand"
_BUFFER = 1 << 20


class ExpansionError(ValueError):
    """Unpacking gave more than an honest archive of this size holds."""


def open_maybe_gzip(path: Path) -> IO[bytes]:
    """Open a file for reading bytes, unpacking it where its name ends in .gz.

    Reading raises `ExpansionError` once it has given more than `MAX_RATIO` times the packed bytes.
    """
    if not path.name.lower().endswith(".gz"):
        return path.open("rb")
    return cast(IO[bytes], io.BufferedReader(_Unpacked(path), _BUFFER))


def check_expansion(packed: int, unpacked: int, *, free: int) -> None:
    """Raise `ExpansionError` where so many bytes can't honestly come out of so few."""
    if unpacked > MAX_UNPACKED_BYTES:
        raise ExpansionError(f"it unpacks to over {MAX_UNPACKED_BYTES} bytes")
    if unpacked > free and unpacked > MAX_RATIO * packed:
        raise ExpansionError(f"it unpacks to over {MAX_RATIO} times its size")


def unpack_answer(body: bytes, *, is_raw: bool, limit: int) -> bytes:
    """Unpack the body of an answer that was sent as gzip or deflate.

    Args:
        body: The packed bytes.
        is_raw: They are deflate without a header, as some servers send it.
        limit: The most bytes that may come out.
    """
    unpacker = zlib.decompressobj(wbits=-15 if is_raw else 47)
    unpacked = unpacker.decompress(body, limit + 1)
    if len(unpacked) > limit:
        raise ExpansionError(f"it unpacks to over {limit} bytes")
    check_expansion(len(body), len(unpacked), free=FREE_ANSWER_BYTES)
    return unpacked


class _Unpacked(io.RawIOBase):
    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._stream = gzip.GzipFile(fileobj=self._file)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        piece = self._stream.read1(len(view))
        self._given += len(piece)
        check_expansion(self._file.tell(), self._given, free=FREE_FILE_BYTES)
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        self._file.close()
        super().close()
