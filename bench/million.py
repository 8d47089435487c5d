"""A million documents on one machine: time, size, memory, the views, and what a thousand more cost then.

Made-up short texts in ten `.jsonl.gz` files go through a whole build (no tagger, rjieba, two workers). Then files of
1,000 new ones come, each of them an increment, held against the same increments to 50,000 documents.

What is done is noted in DIR/figures.json, so a run that was ended (`--minutes`, or Ctrl-C) goes on from there: a build
goes on with the first chunk that was not committed.

usage: .venv/bin/python -m bench.million DIR [--documents 1000000] [--small 50000] [--chars 300] [--minutes M]
"""

import argparse
import gzip
import itertools
import json
import os
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from bench.corpus import SETTLED_SECONDS, SHORT_CHARS, article
from bench.memory import run_watched
from bench.views import CHOICES, TYPICAL, ask
from pipelines.settings import InputFolder, Settings, StageSettings
from pipelines.warehouse.build import open_build, segments

PARTS = 10
INCREMENT, INCREMENTS = 1_000, 3
FIRST_NEW = 100_000_000  # numbers of the articles that come later
GROWTH_BAR, MEMORY_MB = 1.5, 1_500
VIEWS = (
    "v_articles",
    "v_claim_conflicts",
    "v_claims",
    "v_cooccurrence",
    "v_doc_entities",
    "v_entities",
    "v_entity_timeline",
    "v_mentions",
    "v_quotes",
    "search",
)
VIEW_RUNS = 3
SWAPPED = 0.4  # words of a sentence that are others in each article, so that they have no more in common than real ones
Notes = dict[str, Any]


class OutOfTimeError(Exception):
    """The time is up; what was done is noted."""


def settings_of(root: Path) -> Settings:
    """Give the settings of a warehouse in a folder."""
    stage = StageSettings(tagger="none", segmenter="rjieba")
    return Settings((InputFolder("", root / "in"),), root / "warehouse.duckdb", stage)


def write_part(folder: Path, first: int, count: int, *, chars: int) -> None:
    """Write a file of articles, unless it is there."""
    path = folder / f"{first:09d}.jsonl.gz"
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(".making")
    with gzip.open(making, "wt", encoding="utf-8", compresslevel=1) as file:
        for number in range(first, first + count):
            text = article(number, chars=chars, swapped=SWAPPED)
            file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    os.utime(making, (SETTLED_SECONDS, SETTLED_SECONDS))
    making.rename(path)


def run_build(root: Path, told: Path) -> None:
    """Build in this process and write the seconds of each step to a file, also when it is interrupted."""
    spent: dict[str, float] = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            spent[step] = spent.get(step, 0.0) + time.perf_counter() - begun
            told.write_text(json.dumps({"steps": spent, "cpu": time.process_time()}))

    def say(message: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)

    with open_build(settings_of(root), workers=2 if len(os.sched_getaffinity(0)) > 1 else 1, say=say) as build:
        with timed("scan"):
            build.scan()
        for segment in segments():
            with timed(segment[0].name if len(segment) == 1 else f"{segment[0].name} to {segment[-1].name}"):
                build.run_segment(segment)
        with timed("checks"):
            build.check()
        with timed("publish"):
            build.publish()


class Measurement:
    """What was measured in a folder, so far.

    Args:
        folder: Holds a folder a warehouse, and the notes.
        minutes: When to stop; null for when all is done.
    """

    def __init__(self, folder: Path, minutes: float | None) -> None:
        self.folder = folder
        self._file = folder / "figures.json"
        self._ends = time.monotonic() + minutes * 60 if minutes else float("inf")
        folder.mkdir(parents=True, exist_ok=True)
        self.notes: Notes = json.loads(self._file.read_text()) if self._file.exists() else {}

    def note(self, name: str, found: Any) -> None:
        """Keep a finding, also if the machine goes down."""
        self.notes[name] = found
        self._file.write_text(json.dumps(self.notes, indent=1))

    def require_time(self) -> None:
        """Stop where the time is up.

        Raises:
            OutOfTimeError: It is.
        """
        if time.monotonic() >= self._ends:
            raise OutOfTimeError

    def build(self, name: str, root: Path) -> Notes:
        """Build under a watch; seconds of runs that were interrupted are added up.

        Raises:
            OutOfTimeError: The time is up; the next run goes on with the build.
        """
        found: Notes = self.notes.get(name, {"steps": {}, "cpu": 0.0, "seconds": 0.0, "peak_mb": 0.0, "is_done": False})
        if found["is_done"]:
            return found
        told = self.folder / "told.json"
        told.unlink(missing_ok=True)
        command = [sys.executable, "-m", "bench.million", str(root), "--build", str(told)]
        peak = run_watched(command, log=self.folder / f"{name}.memory", ends=self._ends, ending=signal.SIGINT)
        steps: Notes = json.loads(told.read_text()) if told.exists() else {"steps": {}, "cpu": 0.0}
        for step, seconds in steps["steps"].items():
            found["steps"][step] = found["steps"].get(step, 0.0) + seconds
        found["cpu"] += steps["cpu"]
        found["seconds"] += peak.seconds
        found["peak_mb"] = max(found["peak_mb"], peak.total)
        found["is_done"] = not peak.was_ended
        self.note(name, found)
        if peak.was_ended:
            raise OutOfTimeError
        return found

    def corpus(self, root: Path, documents: int, *, chars: int) -> None:
        """Write the files that are not there yet."""
        size = -(-documents // PARTS)
        for first in range(0, documents, size):
            self.require_time()
            write_part(root / "in", first, min(size, documents - first), chars=chars)

    def increment(self, label: str, number: int, root: Path, *, chars: int) -> Notes:
        """Add a file of new articles and build."""
        write_part(root / "in", FIRST_NEW + number * INCREMENT, INCREMENT, chars=chars)
        return self.build(f"{label} increment {number}", root)

    def views(self, root: Path) -> dict[str, float]:
        """Ask ten views what an analyst would: median seconds of each."""
        if "views" not in self.notes:
            con = duckdb.connect(str(root / "warehouse.duckdb"), read_only=True)
            con.execute("set enable_progress_bar = false")
            values = {name: con.execute(query).fetchall()[0][0] for name, query in CHOICES.items()}
            queries = {name: TYPICAL[name][0] for name in VIEWS}
            found: dict[str, list[float]] = {query: [] for query in queries.values()}
            for _, query in itertools.product(range(VIEW_RUNS), queries.values()):
                self.require_time()
                found[query].append(ask(con, query, values)[0])
            con.close()
            self.note("views", {query: statistics.median(times) for query, times in found.items()})
        asked: dict[str, float] = self.notes["views"]
        return asked

    def run(self, documents: int, small: int, *, chars: int) -> None:
        """Measure all of it, or go on with it, and print what there is.

        Raises:
            OutOfTimeError: The time is up.
        """
        roots = {"large": self.folder / "large", "small": self.folder / "small"}
        counts = {"small": small, "large": documents}
        for label, count in counts.items():
            self.corpus(roots[label], count, chars=chars)
            print_build(f"{count:,} documents", self.build(label, roots[label]))
            self.note(f"{label} bytes", self.notes.get(f"{label} bytes") or sizes(roots[label]))
        print_sizes(self.notes["large bytes"], documents)
        for query, seconds in self.views(roots["large"]).items():
            print(f"{seconds:9.3f} s  {query}", flush=True)
        spent: dict[str, list[float]] = {label: [] for label in counts}
        for number, label in itertools.product(range(INCREMENTS), counts):  # in turn: what else runs meets both
            found = self.increment(label, number, roots[label], chars=chars)
            print_build(f"{INCREMENT:,} more to {counts[label]:,}", found)
            spent[label].append(apart(found))
        costs = {label: statistics.median(seconds) for label, seconds in spent.items()}
        ratio = costs["large"] / costs["small"]
        print(
            f"{INCREMENT:,} more to {documents:,} cost {ratio:.2f} times those to {small:,}, "
            f"publishing apart (bar: {GROWTH_BAR})"
        )


def apart(found: Notes) -> float:
    """Give the seconds of a build without publishing."""
    return float(sum(seconds for step, seconds in found["steps"].items() if step != "publish"))


def sizes(root: Path) -> dict[str, int]:
    """Give the bytes of the inputs, the state and the published file."""
    return {
        "inputs": sum(path.stat().st_size for path in (root / "in").iterdir()),
        "state": (root / ".warehouse" / "state.duckdb").stat().st_size,
        "published": (root / "warehouse.duckdb").stat().st_size,
    }


def print_sizes(found: dict[str, int], documents: int) -> None:
    """Print sizes, also by document."""
    parts = ", ".join(
        f"{name} {size / 1e9:.2f} GB ({size / documents / 1e3:.1f} kB a document)" for name, size in found.items()
    )
    print(parts, flush=True)


def print_build(title: str, found: Notes) -> None:
    """Print what a build took, the longest steps first."""
    mark = "" if found["peak_mb"] <= MEMORY_MB else " SHORT"
    print(
        f"{title}: {found['seconds']:,.0f} s ({apart(found):,.1f} s without start and publishing), "
        f"driver CPU {found['cpu']:,.0f} s, peak {found['peak_mb']:,.0f} MB (bar: {MEMORY_MB:,}){mark}"
    )
    steps = sorted(found["steps"].items(), key=lambda step: -step[1])
    print("    " + ", ".join(f"{name} {seconds:,.1f}" for name, seconds in steps if seconds >= 0.1), flush=True)


def main() -> int:
    """Measure, or do one build under the watch of a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=50_000, help="documents of the warehouse to compare with")
    parser.add_argument("--chars", type=int, default=SHORT_CHARS, help="length of an article's text")
    parser.add_argument("--minutes", type=float, help="stop after so long; the same command goes on")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts behind itself would ignore it
        try:
            run_build(options.folder, options.build)
        except KeyboardInterrupt:
            return 130
        return 0
    try:
        Measurement(options.folder, options.minutes).run(options.documents, options.small, chars=options.chars)
    except OutOfTimeError:
        print("the time is up; the same command goes on from here")
        return 75
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
