"""Ctrl-C ends what a run is at, also a query, whatever error the library that it comes to makes of it."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from weakref import ref

import duckdb

_AGAIN_SECONDS = 0.05
_open = list[ref[duckdb.DuckDBPyConnection]]()


def open_database(
    database: str = ":memory:",
    *,
    read_only: bool = False,
    config: Mapping[str, str | bool | int | float | list[str]] | None = None,
) -> duckdb.DuckDBPyConnection:
    """Connect as `duckdb.connect` does; within `interruptible`, Ctrl-C ends what the connection is at."""
    con = duckdb.connect(database, read_only=read_only, config=dict(config or {}))
    _open[:] = [held for held in _open if held()] + [ref(con)]
    return con


@contextmanager
def interruptible() -> Iterator[None]:
    """Let a Ctrl-C be a Ctrl-C.

    Python's own handler runs when a library comes back to it, and DuckDB does so seldom in a long query; what it
    leaves then, its other threads take to the end. So a thread waits for the signal and tells the connections.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, also where a library made another error of it.
    """
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = list[int]()

    def note(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        before(number, frame)

    with _told_of_signals(_interrupt_all), _never_ignored():
        signal.signal(signal.SIGINT, note)
        try:
            yield
        except Exception:
            if pressed:
                raise KeyboardInterrupt from None
            raise
        finally:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _never_ignored() -> Iterator[None]:
    """Press Ctrl-C again where it came to a destructor, from which no error gets out."""
    before = sys.unraisablehook
    timers = list[threading.Timer]()

    def press_again(ignored: "sys.UnraisableHookArgs") -> None:
        if ignored.exc_type is KeyboardInterrupt:
            timers.append(threading.Timer(_AGAIN_SECONDS, os.kill, (os.getpid(), signal.SIGINT)))
            timers[-1].start()
        else:
            before(ignored)

    sys.unraisablehook = press_again
    try:
        yield
    finally:
        sys.unraisablehook = before
        for timer in timers:
            timer.cancel()
            timer.join()


@contextmanager
def _told_of_signals(tell: Callable[[], None]) -> Iterator[None]:
    """Call a function in a thread for each SIGINT, at once, whatever the main thread is at."""
    waits, told = socket.socketpair()

    def watch() -> None:
        while numbers := waits.recv(1):
            if numbers[0] == signal.SIGINT:
                tell()

    told.setblocking(False)
    watcher = threading.Thread(target=watch, name="interrupts", daemon=True)
    watcher.start()
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        told.close()
        watcher.join()
        waits.close()


def _interrupt_all() -> None:
    for con in [con for held in _open if (con := held())]:
        with suppress(duckdb.Error):  # it was closed meanwhile
            con.interrupt()
