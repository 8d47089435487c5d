"""One writer at a time: an `flock` held from a run's first write to its publish. The kernel frees it at any death."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.warehouse.errors import WarehouseError, unwritable

POLL_SECONDS = 0.1


@contextmanager
def run_lock(state_dir: Path, *, wait_seconds: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a state folder.

    Args:
        state_dir: The folder; it exists.
        wait_seconds: How long to wait for another run to end.
        say: Told once, when there is another run to wait for.

    Raises:
        WarehouseError: Another run held it all the while.
    """
    path = state_dir / "lock"
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from None
    try:
        deadline = time.monotonic() + wait_seconds
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                holder = os.pread(file, 32, 0).decode(errors="replace").strip() or "unknown"
                if time.monotonic() >= deadline:
                    raise WarehouseError(
                        f"{path}: another run (process {holder}) is writing; try again when it has ended"
                    ) from None
                if not told:
                    say(f"waiting for another run (process {holder}) to end")
                    told = True
                time.sleep(POLL_SECONDS)
        _sign(file, path)
        yield
    finally:
        os.close(file)


def is_locked(state_dir: Path) -> bool:
    """Tell whether a run holds the lock of a state folder at this moment."""
    try:
        file = os.open(state_dir / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _sign(file: int, path: Path) -> None:
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from None
