"""Peak memory of a build and its workers, by number of documents: it must not grow with them.

A page that several processes share counts once (PSS, `/proc/<pid>/smaps_rollup`): what the machine must have. Sampled
four times a second by the process that started the build, which is not counted; less often where a look takes long.

usage: .venv/bin/python -m bench.memory [--documents 1000 5000 20000] [--chars 300] [--workers 2]
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import SHORT_CHARS, article, write_containers
from bench.figures import Figures, share

LIMIT_MB = 1_500
SAMPLE_SECONDS = 0.25
MOST_SHARE = 0.05  # of the time, for looking: the pages of a gigabyte are counted one by one


@dataclass(slots=True)
class Peak:
    """The highest memory of a process and its children.

    Attributes:
        total: Megabytes.
        parts: What each process had at that moment.
        seconds: How long it ran.
        was_ended: Its time was up before it was done.
    """

    total: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    was_ended: bool = False


def memory_of(process: int) -> float | None:
    """Give the proportional memory of a process in megabytes; null where it has ended."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1e3
    except OSError:
        pass
    return None


def descendants(process: int) -> list[int]:
    """List a process and all that it started, in the order of their numbers."""
    children = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.read_text().rpartition(")")[2].split()[1])].append(int(path.parent.name))
        except OSError:  # it has ended meanwhile
            continue
    found = [process]
    for parent in found:
        found += sorted(children[parent])
    return found


def run_watched(
    command: list[str], *, log: Path | None = None, ends: float = float("inf"), ending: signal.Signals = signal.SIGINT
) -> Peak:
    """Run a command and give the peak memory of it and its children.

    Args:
        command: What to run.
        log: Note each sample in this file: seconds, then megabytes of each process.
        ends: When the time is up, by `time.monotonic()`.
        ending: The signal that ends the command then.

    Raises:
        subprocess.CalledProcessError: It failed by itself.
    """
    peak, pause = Peak(), SAMPLE_SECONDS
    begun = time.monotonic()
    with subprocess.Popen(command) as process:
        while True:
            try:
                status = process.wait(pause)
                break
            except subprocess.TimeoutExpired:
                pass
            if time.monotonic() >= ends and not peak.was_ended:
                process.send_signal(ending)
                peak.was_ended = True
            looked = time.monotonic()
            held = [memory for child in descendants(process.pid) if (memory := memory_of(child)) is not None]
            pause = max(SAMPLE_SECONDS, (time.monotonic() - looked) / MOST_SHARE)
            if log is not None:
                with log.open("a") as file:
                    file.write(f"{time.monotonic() - begun:.1f} {' '.join(f'{memory:.0f}' for memory in held)}\n")
            if sum(held) > peak.total:
                names = ("build", *(f"child {number}" for number in range(1, len(held))))
                peak.total, peak.parts = sum(held), dict(zip(names, held, strict=True))
    peak.seconds = time.monotonic() - begun
    if status and not peak.was_ended:
        raise subprocess.CalledProcessError(status, command)
    return peak


def build_command(root: Path, workers: int) -> list[str]:
    """Give the command that builds the pages of `root/in` without a tagger."""
    options = ["--input", str(root / "in"), "--warehouse", str(root / "warehouse.duckdb"), "--workers", str(workers)]
    return [sys.executable, "-m", "pipelines", "build", *options, "--tagger", "none", "--segmenter", "rjieba"]


def measure(documents: int, *, chars: int, workers: int, log: Path | None = None) -> Peak:
    """Build so many made-up articles and give the peak."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        write_containers(root / "in", (article(number, chars=chars) for number in range(documents)))
        return run_watched([*build_command(root, workers), "--quiet"], log=log)


def figures(*, full: bool) -> Figures:
    """Yield the peak memory of a build with two workers against the limit."""
    for documents in (1_000, 5_000, 20_000) if full else (1_000,):
        peak = measure(documents, chars=SHORT_CHARS, workers=2)
        yield share(
            f"peak memory, {documents:,} documents", peak.total, "MB", LIMIT_MB, f"the limit of {LIMIT_MB:,} MB"
        )


def main() -> None:
    """Print one line a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 5_000, 20_000])
    parser.add_argument("--chars", type=int, default=SHORT_CHARS, help="length of an article's text")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--log", type=Path, help="note each sample in this file")
    options = parser.parse_args()
    print(f"{'documents':>9s} {'seconds':>8s} {'peak MB':>8s}  of which")
    for count in options.documents:
        peak = measure(count, chars=options.chars, workers=options.workers, log=options.log)
        parts = ", ".join(f"{name} {memory:,.0f}" for name, memory in peak.parts.items())
        print(f"{count:>9,} {peak.seconds:8.1f} {peak.total:8,.0f}  {parts}", flush=True)
    print(f"bar: {LIMIT_MB:,} MB whatever the number of documents")


if __name__ == "__main__":
    main()
