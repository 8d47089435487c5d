"""What an incremental build costs as the warehouse grows, part by part.

Each case runs in a process of its own, as on the command line, and is told in seconds and CPU seconds. Documents come
from `bench.corpus`; one line a case, then how the cost grew from the smallest number of documents to the largest.
`own` is what a case takes over the fixed cost of starting (the program, then rules and dictionaries), publishing apart.

usage: .venv/bin/python -m bench.incremental [--documents 1000 10000 100000] [--format files jsonl] [--chars 300]
"""

import argparse
import dataclasses
import functools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.corpus import (
    FILES_A_FOLDER,
    RECORDS_A_FILE,
    SETTLED_SECONDS,
    SHORT_CHARS,
    article,
    write_containers,
    write_files,
)
from bench.figures import Figures, cost
from bench.multiply import copy_files, multiply_state
from pipelines.settings import InputFolder, Settings, StageSettings

BUMPED = "sentences"
GROWTH = 1.5  # of a build's cost, however many more documents there are
PARTS = (
    "start",
    "rules",
    "scan",
    "ledger",
    "staleness",
    "reading",
    "stages",
    "writes",
    "corpus",
    "checks",
    "publish",
    "other",
)
# Where the time of a part is spent: the functions of it that a build calls. What is called inside of another part's is
# taken off from that. Rules and dictionaries are loaded once a process, by whichever stage needs them first.
CALLS = {
    "rules": ("pipelines.stages.loading._make", "pipelines.text.segmenter._load"),
    "scan": ("pipelines.warehouse.scan.list_folder", "pipelines.warehouse.scan._read_changed"),
    "ledger": ("pipelines.warehouse.scan.apply_scan",),
    "staleness": ("pipelines.warehouse.build.make_plan",),
    "stages": ("pipelines.engine.local.run_chunk",),
    "writes": ("pipelines.warehouse.build.load_chunk",),
    "corpus": ("pipelines.warehouse.build.run_corpus_stage",),
    "checks": ("pipelines.warehouse.build.run_checks", "pipelines.warehouse.build.require_passed"),
    "publish": ("pipelines.warehouse.build.publish",),
    "start": ("pipelines.warehouse.build.open_state",),
}


def settings_of(root: Path) -> Settings:
    """Give the settings of a measurement: no tagger, as most of a build's time would be its."""
    return Settings((InputFolder("", root / "in"),), root / "warehouse.duckdb", StageSettings(tagger="none"))


def run_case(root: Path, *, bump: int, workers: int) -> dict[str, Any]:
    """Build once in this process, with each part timed, and give seconds by part."""
    started = time.perf_counter()
    spent = dict.fromkeys(PARTS, 0.0)

    from pipelines.stages import STAGES  # noqa: PLC0415 - imports are what is timed
    from pipelines.warehouse import build, plan  # noqa: PLC0415

    spent["start"] += time.perf_counter() - started

    inside = [0.0]  # seconds of the parts called from the one that runs, from the outermost on

    def timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*arguments: Any, **options: Any) -> Any:
            begun = time.perf_counter()
            inside.append(0.0)
            try:
                return function(*arguments, **options)
            finally:
                took = time.perf_counter() - begun
                spent[part] += took - inside.pop()
                inside[-1] += took

        return call

    stages = tuple(dataclasses.replace(s, version=s.version + bump) if s.name == BUMPED else s for s in STAGES)
    settings = settings_of(root)
    with ExitStack() as stack:
        for part, places in CALLS.items():
            for place in places:
                module, _, name = place.rpartition(".")
                function = getattr(sys.modules[module], name)
                if workers == 1 or name != "run_chunk":
                    stack.enter_context(patch(place, timed(part, function)))
        make_chunks = plan.make_chunks

        def reading(*arguments: Any, **options: Any) -> Any:
            chunks = make_chunks(*arguments, **options)
            while (chunk := timed("reading", lambda: next(chunks, None))()) is not None:
                yield chunk

        stack.enter_context(patch("pipelines.warehouse.build.make_chunks", reading))
        outcome = build.build_warehouse(settings, stages=stages, workers=workers)
    total = time.perf_counter() - started
    spent["other"] = total - sum(spent.values())
    redone = {name: report.redone for name, report in outcome.stages.items() if report.redone}
    corpus = {name: round(report.seconds, 2) for name, report in outcome.stages.items() if report.seconds > 0.05}
    return {"total": total, "parts": spent, "redone": redone, "is_published": outcome.is_published, "slow": corpus}


def measured(root: Path, *, bump: int = 0, workers: int = 1) -> dict[str, Any]:
    """Run a case in a process of its own; add its CPU seconds, those of its workers too, and its peak memory."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "bench.incremental", "--case", str(root), "--bump", str(bump)]
    found = subprocess.run([*command, "--workers", str(workers)], stdout=subprocess.PIPE, check=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    case: dict[str, Any] = json.loads(found.stdout)
    case["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    case["parts"]["start"] += wall - case["total"]
    case["total"] = wall
    return case


class Corpus:
    """The input folder of a measurement, and the changes made to it."""

    def __init__(self, folder: Path, count: int, kind: str, chars: int) -> None:
        self.folder, self.count, self.chars = folder, count, chars
        self.is_files = kind == "files"
        self.per_folder = FILES_A_FOLDER if self.is_files else RECORDS_A_FILE
        self.add(0, count)

    def add(self, first: int, count: int) -> None:
        """Write articles `first` and on, in files of their own."""
        write = write_files if self.is_files else write_containers
        write(self.folder, (article(n, chars=self.chars) for n in range(first, first + count)), first=first)

    def edit(self, count: int, change: Callable[[int], str | None]) -> None:
        """Change the first `count` articles, or remove those for which `change` gives nothing."""
        if self.is_files:
            for number in range(count):
                path = self.folder / f"{number // FILES_A_FOLDER:04d}" / f"{number:08d}.txt"
                text = change(number)
                if text is None:
                    path.unlink()
                else:
                    path.unlink()  # it may be a link to bytes that other documents share
                    path.write_text(text, encoding="utf-8")
                    os.utime(path, (SETTLED_SECONDS + 1, SETTLED_SECONDS + 1))
            return
        for path in sorted(self.folder.glob("*.jsonl")):
            lines = path.read_text(encoding="utf-8").splitlines()
            kept = []
            for line in lines:
                number = int(json.loads(line)["id"])
                text = change(number) if number < count else ""
                if text == "":
                    kept.append(line)
                elif text is not None:
                    kept.append(json.dumps({"id": str(number), "text": text}, ensure_ascii=False))
            if kept != lines:
                path.unlink()
                path.write_text("\n".join(kept) + "\n", encoding="utf-8")
                os.utime(path, (SETTLED_SECONDS + len(kept), SETTLED_SECONDS + len(kept)))


def measure(count: int, kind: str, chars: int, workers: int, built: int) -> dict[str, dict[str, Any]]:
    """Run all cases on a corpus of `count` documents, of which at most `built` go through the stages before."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        times = max(count // built, 1)
        corpus = Corpus(root / "in", count // times, kind, chars)
        part = max(count // 100, 1)
        cases = {"first build": measured(root, workers=workers)}
        print_case(count // times, kind, "first build", cases["first build"])
        if times > 1:
            copy_files(root / "in", times)
            subprocess.run(
                [sys.executable, "-m", "bench.incremental", "--case", str(root), "--times", str(times)], check=True
            )
            run_publish = measured(root)
            print_case(count, kind, "(multiplied)", run_publish)

        def run(name: str, **options: Any) -> None:
            cases[name] = measured(root, **options)
            print_case(count, kind, name, cases[name])

        run("no-op")
        assert not cases["no-op"]["is_published"], "a no-op build published"
        corpus.add(count, 10)
        run("10 new")
        corpus.edit(part, lambda number: article(number + 7_000_000, chars=chars))
        run("1 % changed")
        corpus.edit(part, lambda _: None)
        run("1 % removed")
        run(f"{BUMPED} bumped", bump=1)
        size = (root / "warehouse.duckdb").stat().st_size
        print(f"{count:>9,} {kind:6s} warehouse of {size / 1e6:,.1f} MB", flush=True)
    return cases


def figures(*, full: bool) -> Figures:
    """Yield what each case costs more where there are many times the documents, publishing apart."""
    small, large, built = (1_000, 100_000, 1_000) if full else (500, 2_000, 500)
    fewer, more = (measure(count, "jsonl", SHORT_CHARS, 2, built) for count in (small, large))
    for name in ("no-op", "10 new"):
        pair = [tuple(found[name]["total"] - found[name]["parts"]["publish"] for found in (more, fewer))]
        yield cost(f"{name} among {large:,} documents", f"among {small:,}", pair, bar=GROWTH)


def print_heading() -> None:
    """Print the heading of the table."""
    parts = " ".join(f"{part:>9s}" for part in PARTS)
    print(f"{'documents':>9s} {'inputs':6s} {'case':17s} {'seconds':>8s} {'own':>8s} {'CPU':>8s} {parts}")


def print_case(count: int, kind: str, name: str, case: dict[str, Any]) -> None:
    """Print a line of the table."""
    parts = " ".join(f"{case['parts'][part]:9.2f}" for part in PARTS)
    own = case["total"] - sum(case["parts"][part] for part in ("start", "rules", "publish"))
    print(f"{count:>9,} {kind:6s} {name:17s} {case['total']:8.2f} {own:8.2f} {case['cpu']:8.2f} {parts}", flush=True)
    if os.environ.get("BENCH_DETAIL"):
        print("    ", case["slow"], case["redone"])


def main() -> None:
    """Print one line a case, and the growth of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--format", nargs="+", choices=["files", "jsonl"], default=["files", "jsonl"])
    parser.add_argument("--chars", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2, help="processes of the first build; the others are serial")
    parser.add_argument("--case", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--built", type=int, default=5_000, help="documents that go through the stages; more are made of their rows"
    )
    parser.add_argument("--times", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--bump", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case and options.times > 1:
        multiply_state(settings_of(options.case), options.times)
        return
    if options.case:
        json.dump(run_case(options.case, bump=options.bump, workers=options.workers), sys.stdout)
        return
    for kind in options.format:
        print_heading()
        found = {
            count: measure(count, kind, options.chars, options.workers, options.built)
            for count in sorted(options.documents)
        }
        small, large = min(found), max(found)
        for name, case in found[large].items() if large > small else ():
            ratio = (case["total"] - case["parts"]["publish"]) / (
                found[small][name]["total"] - found[small][name]["parts"]["publish"]
            )
            print(f"{kind:6s} {name:17s} grows {ratio:6.1f} times from {small:,} to {large:,}, publishing apart")


if __name__ == "__main__":
    main()
