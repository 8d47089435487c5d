"""Walk an input folder: which files there are, and what each folder's `_folder.toml` says of its pages."""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote_to_bytes
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.inputs.readers import is_readable
from pipelines.settings import InputFolder

_ESCAPED = re.compile("[%#\\x00-\\x1f\\x7f\\udc80-\\udcff]")  # the last are bytes that are not UTF-8
FACTS_FILE = "_folder.toml"
FACTS = ("collected_on", "timezone", "source")


class FolderError(ValueError):
    """An input folder can't be used at all: a run must stop rather than take its documents for removed."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may hold documents.

    Attributes:
        path: Path below the folder, escaped: bytes that are not UTF-8, control characters, `%` and `#` as %XX.
        size: Bytes.
        mtime_ns: Modification time.
        facts: What the `_folder.toml` files above it state, as JSON; inner folders win.
    """

    path: str
    size: int
    mtime_ns: int
    facts: str


@dataclass(slots=True)
class Listing:
    """What a folder holds. `rejects` are (escaped path, error, advice)."""

    folder: InputFolder
    files: list[FoundFile] = field(default_factory=list)
    rejects: list[tuple[str, str, str]] = field(default_factory=list)
    ignored_count: int = 0


def list_folder(folder: InputFolder) -> Listing:
    """Walk a folder, in order of name. Hidden files and files of other kinds are left out; links are not followed.

    Raises:
        FolderError: The folder is missing or can't be read.
    """
    require_folder(folder)
    listing = Listing(folder)
    try:
        os.listdir(folder.path)  # noqa: PTH208 - only asks whether it may be read
    except OSError as error:
        raise FolderError(f"input folder {folder.path} can't be read: {error.strerror}; nothing was changed") from None
    _walk(os.fsencode(folder.path), b"", {}, listing)
    return listing


def require_folder(folder: InputFolder) -> None:
    """Make sure that an input folder is there.

    Raises:
        FolderError: It is missing, or no folder.
    """
    if not folder.path.is_dir():
        problem = "is not a folder" if folder.path.exists() else "does not exist"
        raise FolderError(f"input folder {folder.path} {problem}; nothing was changed")


def source_uri(folder: str, path: str, record: str | None) -> str:
    """Name a document: `folder/path#record`, without the parts that it doesn't have."""
    uri = f"{folder}/{path}" if folder else path
    return uri if record is None else f"{uri}#{record}"


def clean_key(key: str) -> str:
    """Make a record's id storable: a lone surrogate is shown as an escape."""
    return key.encode("utf-8", "backslashreplace").decode("utf-8")


def real_path(folder: InputFolder, path: str) -> Path:
    """Undo the escapes of `FoundFile.path`."""
    return Path(os.fsdecode(os.path.join(os.fsencode(folder.path), unquote_to_bytes(path))))  # noqa: PTH118


def _walk(root: bytes, below: bytes, facts: dict[str, str], listing: Listing) -> None:
    """List what lies in `root` below a folder (empty, or ending in a slash). A run that finds nothing new walks all."""
    try:
        entries = sorted(os.scandir(root + b"/" + below), key=attrgetter("name"))
    except OSError as error:
        listing.rejects.append(
            (_escape(below.rstrip(b"/")), f"folder can't be read: {error.strerror}", "grant read access")
        )
        return
    if any(entry.name == FACTS_FILE.encode() for entry in entries):
        facts = facts | _read_facts(root, below, listing)
    shown, above = json.dumps(facts, ensure_ascii=False, sort_keys=True), _escape(below)
    for entry in entries:
        if entry.name.startswith(b".") or entry.name == FACTS_FILE.encode():
            continue
        path = above + _escape(entry.name)
        if entry.is_symlink():
            listing.rejects.append((path, "symbolic link", "links are not followed; put the file itself here"))
        elif entry.is_dir(follow_symlinks=False):
            if is_readable(path):
                advice = "rename it; the pages in it are read all the same"
                listing.rejects.append((path, "a folder with the name of a page", advice))
            _walk(root, below + entry.name + b"/", facts, listing)
        elif not is_readable(path):
            listing.ignored_count += 1
        else:
            _add_file(entry, path, shown, listing)


def _add_file(entry: os.DirEntry[bytes], path: str, facts: str, listing: Listing) -> None:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError as error:
        listing.rejects.append((path, f"file can't be read: {error.strerror}", "see whether it still exists"))
        return
    if not entry.is_file(follow_symlinks=False):
        listing.rejects.append((path, "not a regular file", "remove it from the input folder"))
        return
    listing.files.append(FoundFile(path, stat.st_size, stat.st_mtime_ns, facts))


def _read_facts(root: bytes, below: bytes, listing: Listing) -> dict[str, str]:
    path = Path(os.fsdecode(root + b"/" + below + FACTS_FILE.encode()))
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return dict(_checked_facts(found))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        advice = 'it may hold collected_on = 2025-04-03, timezone = "Asia/Shanghai", source = "…"'
        listing.rejects.append((_escape(below) + FACTS_FILE, f"not a usable {FACTS_FILE}: {error}", advice))
        return {}


def _checked_facts(found: dict[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if key == "collected_on" and isinstance(value, date):
            yield key, value.isoformat()[:10]
        elif key == "timezone" and isinstance(value, str):
            try:
                yield key, ZoneInfo(value).key
            except (ZoneInfoNotFoundError, ValueError):
                raise ValueError(f'timezone "{value}" is not known') from None
        elif key == "source" and isinstance(value, str):
            yield key, value
        else:
            raise ValueError(f"{key} is not one of {', '.join(FACTS)}, or has another type")


def _escape(path: bytes) -> str:
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]) & 0xFF:02X}", path.decode("utf-8", "surrogateescape"))
