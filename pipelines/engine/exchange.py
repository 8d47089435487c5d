"""Files that engine and workers hand each other: a shared folder, or a prefix in an object store.

A place is a path or a URL that Arrow knows (`s3://`, `gs://`, `abfss://`). A file is whole or not there: in a folder it
gets its name last, and an object store shows an object only when it is complete.
"""

import os
import shutil
import uuid
from functools import cache
from pathlib import Path

from pyarrow.fs import FileSystem, FileType


def is_url(place: str) -> bool:
    """Tell a place in an object store from a folder."""
    return "://" in place


def join(place: str, name: str) -> str:
    """Name a file or folder in a place. The options of a URL (`?region=…`) stay at its end."""
    if not is_url(place):
        return str(Path(place) / name)
    folder, mark, options = place.partition("?")
    return f"{folder.rstrip('/')}/{name}{mark}{options}"


def write_file(place: str, content: bytes) -> None:
    """Write a file whole, or not at all; one of the same name is replaced."""
    if is_url(place):
        store, path = _store(place)
        with store.open_output_stream(path) as stream:
            stream.write(content)
        return
    target = Path(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def read_file(place: str) -> bytes:
    """Read a file.

    Raises:
        OSError: It is not there, or the place can't be reached.
    """
    if not is_url(place):
        return Path(place).read_bytes()
    store, path = _store(place)
    with store.open_input_stream(path) as stream:
        content: bytes = stream.readall()
        return content


def has_file(place: str) -> bool:
    """Tell whether a file is there."""
    if not is_url(place):
        return Path(place).exists()
    store, path = _store(place)
    return bool(store.get_file_info(path).type == FileType.File)


def remove_file(place: str) -> None:
    """Remove a file, if it is there."""
    if not is_url(place):
        Path(place).unlink(missing_ok=True)
    elif has_file(place):
        store, path = _store(place)
        store.delete_file(path)


def remove_folder(place: str) -> None:
    """Remove a folder and all that is in it, if it is there."""
    if not is_url(place):
        shutil.rmtree(place, ignore_errors=True)
        return
    store, path = _store(place)
    store.delete_dir_contents(path, missing_dir_ok=True)


def _store(place: str) -> tuple[FileSystem, str]:
    # A connection is kept for each bucket and its options, whatever the path.
    scheme, _, rest = place.partition("://")
    rest, mark, options = rest.partition("?")
    bucket, _, path = rest.partition("/")
    store, root = _connect(f"{scheme}://{bucket}/{mark}{options}")
    return store, f"{root.rstrip('/')}/{path}"


@cache
def _connect(bucket: str) -> tuple[FileSystem, str]:
    store, root = FileSystem.from_uri(bucket)
    return store, root
