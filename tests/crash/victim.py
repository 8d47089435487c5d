"""What runs in a process that is to be killed: a command, with every commit and every step on the disk counted.

The product knows nothing of it: the connection is wrapped, and the calls that change a file are, in this process alone.
"""

import functools
import mmap
import os
import shutil
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import duckdb

from pipelines.cli import build as build_command
from pipelines.cli import compact as compact_command
from pipelines.cli import forget as forget_command
from pipelines.cli.main import main
from pipelines.settings import load_settings
from pipelines.warehouse import plan, publish

DOCS_A_CHUNK = 4
# Half of the time of a publish goes into comments, which are part of the transaction of the views.
WITHOUT_COMMENTS = [found for found in publish._view_statements() if not found[1].startswith("comment on")]
# Statements that reach the disk by themselves; inside of a transaction its commit does.
_WRITES = ("checkpoint", "copy from database", "update", "delete from", "insert into state", "create schema")


class Moments:
    """Counts the moments at which a kill would leave the disk different, and dies at the chosen one.

    Args:
        shared: Memory that outlives the process: the count so far.
        fatal: The moment to die at; none where it is null.
    """

    def __init__(self, shared: mmap.mmap, fatal: int | None) -> None:
        self.names: list[str] = []
        self._shared = shared
        self._fatal = fatal

    def pass_by(self, name: str) -> None:
        self.names.append(f"{_caller()}: {name}")
        self._shared[:4] = struct.pack("i", len(self.names))
        if self._fatal is not None and len(self.names) > self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def _caller() -> str:
    """Name the function of the warehouse that is at work."""
    frame = sys._getframe(2)
    while frame.f_back is not None:
        name = frame.f_code.co_name
        if "/pipelines/warehouse/" in frame.f_code.co_filename and not name.startswith(("<", "sync", "_write_")):
            return name
        frame = frame.f_back
    return "command"


class Connection:
    """A DuckDB connection whose commits are moments."""

    def __init__(self, real: duckdb.DuckDBPyConnection, moments: Moments) -> None:
        self._real = real
        self._moments = moments
        self._is_open = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, query: str, *arguments: Any) -> Any:
        statement = " ".join(query.split()).lower()
        is_moment = statement == "commit" or (not self._is_open and statement.startswith(_WRITES))
        self._is_open = statement == "begin" or (self._is_open and statement != "commit")
        name = " ".join(statement.split()[:3])
        if is_moment:
            self._moments.pass_by(f"before {name}")
        result = self._real.execute(query, *arguments)
        if is_moment:
            self._moments.pass_by(f"after {name}")
        return result

    def close(self) -> None:
        self._moments.pass_by("before close")
        self._real.close()
        self._moments.pass_by("after close")


def count_moments(moments: Moments) -> None:
    """Wrap, in this process, all that changes a file."""
    real_connect = duckdb.connect
    duckdb.connect = lambda *a, **k: Connection(real_connect(*a, **k), moments)  # type: ignore[assignment]
    for name in ("replace", "symlink", "unlink", "fsync", "mkdir"):
        setattr(os, name, _around(getattr(os, name), f"os.{name}", moments))
    shutil.copyfileobj = functools.partial(_copy_in_halves, moments)


def _around(real: Callable[..., Any], name: str, moments: Moments) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        if _caller() == "command":
            return real(*arguments, **options)
        moments.pass_by(f"before {name}")
        result = real(*arguments, **options)
        moments.pass_by(f"after {name}")
        return result

    return call


def _copy_in_halves(moments: Moments, source: IO[bytes], target: IO[bytes], _: int = 0) -> None:
    content = source.read()
    target.write(content[: len(content) // 2])
    target.flush()
    moments.pass_by("in the midst of the copy")
    target.write(content[len(content) // 2 :])


def _no_comments(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    del con
    return iter(())


def run_command(root: Path, job: str) -> int:
    """Run `build`, `compact` or `forget DOC` with the settings file of a folder, in small chunks; give the status."""
    plan.DOCS_A_CHUNK = DOCS_A_CHUNK
    publish._view_statements = lambda: iter(WITHOUT_COMMENTS)
    publish._table_comments = _no_comments
    load = functools.partial(load_settings, root / "newsledger.toml", environ={})
    for command in (build_command, compact_command, forget_command):
        command.load_settings = load  # type: ignore[attr-defined]
    return main([job, "--quiet"] if job == "build" else job.split())
