"""Other processes: one that holds a file open, and one that can be killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PATIENCE_SECONDS = 300.0  # no test hangs on how long a thing takes: what has not come by then does not come


class Talker:
    """A Python process that answers one line with one line."""

    def __init__(self, code: str, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.greeting = self._read()

    def ask(self, question: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")


@contextmanager
def talker(code: str, *arguments: object) -> Iterator[Talker]:
    """Start a process, and end it with the test, whatever came of it."""
    other = Talker(code, *arguments)
    try:
        yield other
    finally:
        other.process.kill()
        other.process.communicate()


def wait_until(condition: Callable[[], bool], *, what: str) -> None:
    """Wait for a condition; fail when it does not come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.02)
