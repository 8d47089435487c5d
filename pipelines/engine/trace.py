"""Which node began and ended which partition: a file a process, a line an event, in the exchange folder."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipelines.engine.exchange import is_url, join

START, END = "start", "end"


@contextmanager
def traced(place: str, partition: str, node: str) -> Iterator[None]:
    """Note the start and the end of a partition; one that fails or dies has no end.

    Each process writes a file of its own, so that no two machines append to one. An object store has no appending:
    there, nothing is noted.
    """
    _note(place, START, partition, node)
    yield
    _note(place, END, partition, node)


def read_trace(place: str) -> list[dict[str, str]]:
    """Read all events (event, partition, node, process, at), process by process, in the order they came about."""
    events = []
    for path in sorted(_folder(place).glob("*.jsonl")):
        # What a killed process wrote last may lack its end.
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        events += [json.loads(line) for line in lines if line.endswith("\n")]
    return events


def clear_trace(place: str) -> None:
    """Begin a new trace."""
    if not is_url(place):
        shutil.rmtree(_folder(place), ignore_errors=True)


def _note(place: str, event: str, partition: str, node: str) -> None:
    if is_url(place):
        return
    now = datetime.now(UTC).isoformat()
    line = {"event": event, "partition": partition, "node": node, "process": str(os.getpid()), "at": now}
    folder = _folder(place)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{node}-{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _folder(place: str) -> Path:
    return Path(join(place, "trace"))
