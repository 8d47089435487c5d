"""What an incremental build costs, as a share of the first build of the same documents.

usage: .venv/bin/python -m bench.incremental [--documents N]
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.made import page, write_pages
from tests.warehouses import build, make_settings


def timed(action: Callable[[], object]) -> float:
    """Give the seconds that an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def main() -> None:
    """Print one line a case: seconds, and the share of the first build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        settings = make_settings(root, tagger="jieba")
        folder = root / "in"
        write_pages(folder, 20)
        build(settings)  # dictionaries and rules are loaded before anything is timed
        write_pages(folder, count, first=20)
        for file in folder.iterdir():
            os.utime(file, (1_700_000_000, 1_700_000_000))
        first = timed(lambda: build(settings))
        link = settings.warehouse.resolve()
        cases = {"first build": first, "no-op": timed(lambda: build(settings))}
        assert settings.warehouse.resolve() == link, "a no-op build published"
        write_pages(folder, 10, first=count + 20)
        cases["10 new documents"] = timed(lambda: build(settings))
        for seed in range(max(count // 100, 1)):
            (folder / f"{seed:05d}.txt").write_text(page(seed + 7_000_000), encoding="utf-8")
        cases["1 % changed"] = timed(lambda: build(settings))
        for seed in range(max(count // 100, 1)):
            (folder / f"{seed:05d}.txt").unlink()
        cases["1 % removed"] = timed(lambda: build(settings))
    print(f"{count:,} documents")
    for name, seconds in cases.items():
        print(f"{name:20s} {seconds:8.2f} s {seconds / first:8.3f} of the first build")


if __name__ == "__main__":
    main()
