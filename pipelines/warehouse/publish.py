"""Publish the state as a file that analysts open: copy, add the views, swap a symbolic link in one step.

Readers keep the snapshot that they opened; the writer waits for nobody. Two generations are kept.
"""

import fcntl
import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.sqlfiles import SQL_DIR, comments, read_folder, reads
from pipelines.warehouse.errors import WarehouseError, storage_errors, unwritable
from pipelines.warehouse.interrupts import open_database
from pipelines.warehouse.state import LAST_RESORT, Connection, limits, meta

GENERATIONS_KEPT = 2
_FICLONE = 0x40049409  # from linux/fs.h: share the blocks of another file, where the file system can
_LAYERS = (("macros", "macro"), ("views", "view"))


def published_path(settings: Settings, con: Connection) -> Path:
    """Name the generation that the state as it is now is published as.

    The name holds the generation's number and a hash of the state's identity and of `sql/`, so the link alone tells
    what is published.
    """
    generation = int(meta(con, "generation"))
    parts = [meta(con, "state_id"), str(generation)]
    for layer in ("tables", "ledger", *(layer for layer, _ in _LAYERS)):
        parts += [path.read_text(encoding="utf-8") for path in sorted((SQL_DIR / layer).glob("*.sql"))]
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    return settings.state_dir / "published" / f"{generation:08d}-{digest}.duckdb"


def is_published(settings: Settings, target: Path) -> bool:
    """Tell whether the warehouse file is this generation already."""
    link = settings.warehouse
    if link.is_symlink():
        return link.resolve() == target.resolve() and target.exists()
    marker = target.with_suffix(".plain")
    return link.exists() and marker.exists()


def publish(settings: Settings, state: Path, target: Path) -> None:
    """Make `target` from the state file and point the warehouse at it.

    The state must be closed, and all of it in the file (a checkpoint). A kill at any instant leaves the old
    warehouse or the new one.

    Raises:
        WarehouseError: No room, no right to write, or a view that does not bind.
    """
    making = target.with_suffix(".making")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_unfinished(target.parent)
        _copy(state, making)
        _add_views(making)
        sync(making)
        making.chmod(0o444)
        making.replace(target)
        _point(settings.warehouse, target)
        sync(target.parent)
        sync(settings.warehouse.parent)
    except OSError as error:
        raise unwritable(settings.warehouse, error.strerror or str(error)) from None
    finally:
        # After a success there is nothing to remove; on a full disk the half-made copy must not stay.
        with suppress(OSError):
            _remove_unfinished(target.parent)
    _remove_old(target)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        try:
            fcntl.ioctl(written.fileno(), _FICLONE, read.fileno())
        except OSError:
            shutil.copyfileobj(read, written, 1 << 20)


def _add_views(path: Path) -> None:
    """Make the macros and views, and give every object the comments of its header as it is now."""
    con = open_database(str(path), config=limits(path.parents[1], LAST_RESORT))
    label = ""
    try:
        con.execute("begin")
        for file, statement in (*_table_comments(con), *_view_statements()):
            label = file
            con.execute(statement)
        with storage_errors(path):
            con.execute("commit")
            con.execute("checkpoint")
    except duckdb.Error as error:
        raise WarehouseError(f"{label}: {str(error).splitlines()[0]}") from None
    finally:
        con.close()


def _table_comments(con: Connection) -> Iterator[tuple[str, str]]:
    # The state has the comments that its tables were made with; a header may have been edited since.
    held = con.execute("select schema_name, table_name, comment from duckdb_tables()").fetchall()
    tables = {(schema, name): comment for schema, name, comment in held}
    columns: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    query = "select schema_name, table_name, column_name, comment from duckdb_columns() where not internal"
    for schema, name, column, comment in con.execute(query).fetchall():
        columns[schema, name][column] = comment
    for folder, schema in (("tables", "main"), ("ledger", "state")):
        for file in read_folder(folder):
            key = (schema, file.name)
            if key in tables and (tables[key], columns[key]) != (file.comment, file.columns):
                for statement in comments(file, "table", f"{schema}.{file.name}"):
                    yield f"sql/{folder}/{file.name}.sql", statement


def _view_statements() -> Iterator[tuple[str, str]]:
    """Yield what makes each macro and view, after those that its header says it reads."""
    files = {file.name: (file, layer, kind) for layer, kind in _LAYERS for file in read_folder(layer)}
    graph = {name: [read for read in reads(file) if read in files] for name, (file, *_) in files.items()}
    for name in TopologicalSorter(graph).static_order():
        file, layer, kind = files[name]
        commented = "macro table" if kind == "macro" and " as table" in file.body else kind
        for statement in (file.body, *comments(file, commented, name)):
            yield f"sql/{layer}/{name}.sql", statement


def sync(path: Path) -> None:
    """Make sure that a file, or a folder's names, are on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _point(link: Path, target: Path) -> None:
    """Swap the link in one step. Where links can't be made, put a plain copy in its place, in one step too."""
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    is_link = True
    try:
        beside.symlink_to(os.path.relpath(target, link.parent))
    except OSError:
        is_link = False
        _copy(target, beside)
        sync(beside)
    beside.replace(link)
    if not is_link:
        # After the swap: a kill between the two makes the next run publish once more, never once too little.
        target.with_suffix(".plain").touch()
    # Only a plain file can have had a log of its own beside it, and it belongs to what was just replaced.
    link.with_name(f"{link.name}.wal").unlink(missing_ok=True)


def _remove_unfinished(folder: Path) -> None:
    for left in folder.glob("*.making*"):
        left.unlink()


def remove_generations(*, keep: Path) -> None:
    """Remove every generation but one, and what a killed publish left; a reader keeps what they have open."""
    for path in keep.parent.iterdir():
        if path.stem != keep.stem:
            path.unlink()
    sync(keep.parent)


def _remove_old(target: Path) -> None:
    generations = sorted(target.parent.glob("*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    for old in [path for path in generations if path != target][: -(GENERATIONS_KEPT - 1)]:
        for left in target.parent.glob(f"{old.stem}.*"):
            left.unlink(missing_ok=True)
