"""All figures in one table: `make bench`.

Each module of this folder that has a function `figures(*, full)` yields figures (`bench.figures`), each a ratio against
a named peer or limit, taken in one run. What can't be measured here is listed with the reason.

usage: .venv/bin/python -m bench [--only NAME ...] [--full] [--write FILE]

--full measures at full size: minutes become hours. --write puts the table into a Markdown file, between the lines
`<!-- bench -->` and `<!-- /bench -->`.
"""

import argparse
import importlib
import platform
import time
from pathlib import Path

from bench.figures import Figure, LeftOut, write_between

MODULES = [
    path.stem
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if "\ndef figures(" in path.read_text(encoding="utf-8")
]
_HEAD = ("measured", "value", "against", "ratio", "spread", "bar")


def measure(names: list[str], *, full: bool) -> list[Figure | LeftOut]:
    """Run the modules one after the other and print each figure as it comes."""
    found: list[Figure | LeftOut] = []
    for name in names:
        begun = time.monotonic()
        module = importlib.import_module(f"bench.{name}")
        for figure in module.figures(full=full):
            print(_line(figure), flush=True)
            found.append(figure)
        print(f"  ({name}: {time.monotonic() - begun:.0f} s)", flush=True)
    return found


def table(found: list[Figure | LeftOut], *, full: bool) -> str:
    """Write the figures as a Markdown table."""
    rows: list[tuple[str, ...]] = [_HEAD, ("---", "---:", "---", "---:", "---:", "---:")]
    rows += [_cells(figure) for figure in found if isinstance(figure, Figure)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines += [f"\nNot measured: {left.name} ({left.reason})." for left in found if isinstance(left, LeftOut)]
    size = "full size" if full else "quick size"
    lines.append(
        f"\nPython {platform.python_version()}, {platform.machine()}, {size}; ratios are medians of rounds in turn."
    )
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    bar = "" if figure.bar is None else f"{'≤' if figure.is_cost else '≥'} {figure.bar:g}"
    mark = "" if figure.has_passed else " **short**"
    spread = f"{figure.low:.2f} to {figure.high:.2f}"
    return figure.name, figure.value, figure.peer, f"{figure.ratio:.2f}{mark}", spread, bar


def _line(figure: Figure | LeftOut) -> str:
    if isinstance(figure, LeftOut):
        return f"{figure.name}: left out: {figure.reason}"
    name, value, peer, ratio, spread, bar = _cells(figure)
    return f"{name:40s} {value:>22s}  {ratio:>6s} of {peer} ({spread}) {bar}"


def main() -> int:
    """Print the figures, then the table; exit status 1 where one is short of its bar."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=MODULES, default=MODULES, metavar="NAME")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    found = measure(options.only, full=options.full)
    text = table(found, full=options.full)
    print(f"\n{text}")
    if options.write:
        write_between(options.write, "bench", text)
    return 0 if all(figure.has_passed for figure in found if isinstance(figure, Figure)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
