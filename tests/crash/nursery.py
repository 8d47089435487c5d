"""A process that has loaded the program and its rules, and forks for every command: a start costs next to nothing.

It has opened no database, so nothing of DuckDB or Polars is at work when it forks. One JSON object a line comes in
(`Order`), and one goes out (`Outcome`).
"""

import gc
import importlib
import json
import mmap
import os
import pickle
import resource
import signal
import struct
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow  # noqa: F401 - DuckDB loads it with the first frame

from pipelines.stages import loading
from tests.crash.victim import Moments, count_moments, run_command

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Order:
    """A command to run in a process of its own.

    Attributes:
        root: Folder with the settings file.
        job: `build`, `compact` or `forget DOC`.
        kill_at: Die at this moment.
        kill_after: Be killed after so many seconds.
        file_limit: No file may grow over so many bytes: what a full disk is to a writer.
        as_nobody: Run as a user who may write nothing that is not his.
    """

    root: str
    job: str = "build"
    kill_at: int | None = None
    kill_after: float | None = None
    file_limit: int | None = None
    as_nobody: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: status (negative: the signal), what it said, its moments, those that it lived to, seconds."""

    status: int
    said: str
    moments: list[str]
    lived: int
    seconds: float


def carry_out(order: Order) -> Outcome:
    """Fork, run, kill where the order says so, and tell."""
    shared = mmap.mmap(-1, mmap.PAGESIZE)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        started = time.monotonic()
        process = os.fork()
        if process == 0:
            status = 70
            try:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                moments = Moments(shared, order.kill_at)
                status = _live(order, moments)
                sys.stdout.flush()
                sys.stderr.flush()
                told.write(json.dumps(moments.names).encode())
                told.flush()
            finally:
                os._exit(status)
        if order.kill_after is not None:
            _kill_after(process, order.kill_after)
        _, code = os.waitpid(process, 0)
        seconds = time.monotonic() - started
        said.seek(0)
        told.seek(0)
        names = told.read()
        return Outcome(
            os.waitstatus_to_exitcode(code),
            said.read().decode(errors="replace").strip(),
            json.loads(names) if names else [],
            struct.unpack("i", shared[:4])[0],
            seconds,
        )


def warm(root: Path) -> None:
    """Load what builds of a folder load: a child builds it, edits its pages, builds again, and tells what that was."""
    with tempfile.TemporaryFile() as told:
        process = os.fork()
        if process == 0:
            try:
                _tell_what_is_loaded(root, told)
            finally:
                os._exit(0)
        os.waitpid(process, 0)
        told.seek(0)
        modules, asked = pickle.load(told)
    for name in modules:
        with suppress(ImportError):
            importlib.import_module(name)  # nobody may be shut out of where Python lives, codecs and all
    for arguments in asked:
        loading._make(*arguments)
    gc.freeze()


def _tell_what_is_loaded(root: Path, told: IO[bytes]) -> None:
    asked = []
    make = loading._make

    def noting(*arguments: Any) -> Any:
        asked.append(arguments)
        return make(*arguments)

    loading._make = noting  # type: ignore[assignment]
    run_command(root, "build")
    for path in (root / "in").iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "他还说,公司明年再投入2亿元。\n", encoding="utf-8")
    run_command(root, "build")
    told.write(pickle.dumps((sorted(sys.modules), asked)))
    told.flush()


def _live(order: Order, moments: Moments) -> int:
    count_moments(moments)
    if order.file_limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.file_limit, order.file_limit))
    if order.as_nobody:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    return run_command(Path(order.root), order.job)


def _kill_after(process: int, seconds: float) -> None:
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)  # where it has ended, it waits to be reaped: the number is still its own


def main() -> None:
    """Load what the folder of the first line needs; then answer orders until there are no more."""
    print("ready", flush=True)
    warm(Path(sys.stdin.readline().rstrip("\n")))
    print("warm", flush=True)
    for line in sys.stdin:
        print(json.dumps(asdict(carry_out(Order(**json.loads(line))))), flush=True)


if __name__ == "__main__":
    main()
