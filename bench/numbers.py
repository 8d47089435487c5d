"""Numbers and dates against JioNLP: characters a second of both, value F1 of both, and time on long digits.

usage: python -m bench.numbers --gold DIR [--peers DIR] [--repeats N]

JioNLP (Apache-2.0) pulls in jiojio, which is under the GPL: it runs in a process of its own, is only measured, and is
never a dependency. `make bench` installs it into the folder of the peers.

The gold stays outside of the project. DIR holds `*.jsonl`, one row a line: `id`, `text`, `reference_date` (ISO or
null), `mentions`, and where they apply `scope` (the kinds that the row annotates, or `all`), `ignore` (spans that
count for nothing), `body` (the span that counts). A mention has `start`, `end` (code points, end exclusive), `kind`,
`value`, `value_high`, `unit`, `iso`, and `alt_spans`, `value_alt`, `unit_alt`, `iso_alt`, `approx`, `optional` where
more than one reading is right. A hit has the span, the value and the unit, or the days.

Speed is CPU time over articles of `bench/corpus.py`: in each turn both read the same ones, which neither has seen,
so that nothing that remembers a word or a figure is flattered.
"""

import argparse
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bench.corpus import article
from bench.figures import PEERS, Figure, Figures, LeftOut, cost, cpu_seconds, in_turn, speed
from bench.number_scores import Mention, Tally, add_row
from pipelines.text.numbers import Anchor, QuantityFinder
from pipelines.text.sentences import split_sentences

_PEER = Path(__file__).with_name("jionlp_peer.py")
_ARTICLES_A_TURN = 40
_TODAY = "2025-01-30"
_BAR = 10.0
_LINEAR = 5.0  # time on four times the text, with room for noise
# What a backtracking reader would choke on, each repeated to the length wanted.
_ADVERSARIAL = {
    "digits": "7", "grouped": "1,", "dots": "1.", "chinese": "三", "powers": "万亿", "dates": "1月", "ranges": "3到",
    "fractions": "3/", "addresses": "a/", "blanks": "3 ",
}  # fmt: skip


class Peer:
    """JioNLP in a process of its own, from the folder that it is installed in."""

    def __init__(self, packages: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_PEER), str(packages)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def find(self, texts: list[str], today: str | None = None) -> tuple[float, list[list[Mention]]]:
        """Return the seconds it took and what it found in each text."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"texts": texts, "today": today}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["seconds"], answer["found"]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def open_peer(packages: Path) -> Iterator[Peer | None]:
    """Start JioNLP, if it is there."""
    if not (packages / "jionlp").exists():
        yield None
        return
    peer = Peer(packages)
    try:
        yield peer
    finally:
        peer.close()


def find_own(finder: QuantityFinder, text: str, today: str | None = None) -> list[Mention]:
    """Find with this project, in the form of the gold."""
    anchor = Anchor(date.fromisoformat(today), "published") if today else None
    found = finder.find(text, split_sentences(text, 0, len(text)), published=anchor)
    rows: list[Mention] = [
        {"start": n.start_char, "end": n.end_char, "kind": n.kind, "value": n.value, "value_high": n.value_high,
         "unit": n.unit, "iso": n.iso}
        for n in found.numbers
    ]  # fmt: skip
    rows += [{"start": d.start_char, "end": d.end_char, "kind": d.kind, "iso": d.iso} for d in found.dates]
    return rows


def seconds_own(finder: QuantityFinder, texts: list[str]) -> float:
    """Give the CPU seconds of reading all texts; their sentences are cut before, as another stage does it."""
    cut = [(text, split_sentences(text, 0, len(text))) for text in texts]
    anchor = Anchor(date.fromisoformat(_TODAY), "published")
    return cpu_seconds(lambda: [finder.find(text, sentences, published=anchor) for text, sentences in cut])


def measure_speed(finder: QuantityFinder, peer: Peer, *, rounds: int) -> Figure:
    """Read fresh articles in each round; the first warms up."""
    ours, theirs = map(article, itertools.count()), map(article, itertools.count())
    times = in_turn(
        lambda: seconds_own(finder, list(itertools.islice(ours, _ARTICLES_A_TURN))),
        lambda: peer.find(list(itertools.islice(theirs, _ARTICLES_A_TURN)), _TODAY)[0],
        rounds=rounds,
    )
    read = sum(len(article(n)) for n in range(_ARTICLES_A_TURN, (rounds + 1) * _ARTICLES_A_TURN))
    return speed("numbers and dates", "JioNLP", times, amount=read / rounds, bar=_BAR)


def figures(*, full: bool) -> Figures:
    """Yield the speed against JioNLP, and the growth on adversarial text against growth in proportion."""
    finder = QuantityFinder()
    with open_peer(PEERS) as peer:
        if peer is None:
            yield LeftOut("numbers and dates", f"JioNLP is not in {PEERS.name}/")
        else:
            yield measure_speed(finder, peer, rounds=9 if full else 5)
    yield worst_growth(finder)


def show_scores(finder: QuantityFinder, peer: Peer | None, folder: Path) -> None:
    """Print the value F1 of both on the same rows, file by file."""
    print(f"\n{'value F1':24}{'rows':>6}{'newsledger':>12}{'JioNLP':>10}")
    for path in sorted(folder.glob("*.jsonl")):
        rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        tallies = Tally(), Tally()
        for row in rows:
            today = row["reference_date"][:10] if row.get("reference_date") else None
            add_row(tallies[0], row, find_own(finder, row["text"], today))
            if peer is not None:
                add_row(tallies[1], row, peer.find([row["text"]], today)[1][0])
        theirs = f"{tallies[1].f1:10.3f}" if peer is not None else f"{'-':>10}"
        print(f"{path.stem:24}{len(rows):6}{tallies[0].f1:12.3f}{theirs}")


def worst_growth(finder: QuantityFinder, size: int = 8_000) -> Figure:
    """Read adversarial text of one size and of four times that: 4 times the time is linear. The worst kind counts."""
    grown = {}
    for name, piece in _ADVERSARIAL.items():
        small, large = (piece * (size * factor // len(piece)) for factor in (1, 4))
        times = in_turn(lambda: seconds_own(finder, [large]), lambda: seconds_own(finder, [small]), rounds=3)  # noqa: B023
        grown[name] = cost(f"numbers: 4 times the {name}", "a quarter of them", times, bar=_LINEAR)
    return max(grown.values(), key=lambda figure: figure.ratio)


def main() -> None:
    """Print the scores on gold, then the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--peers", type=Path, default=PEERS, metavar="DIR")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    finder = QuantityFinder()
    with open_peer(options.peers) as peer:
        show_scores(finder, peer, options.gold)
        print()
        if peer is not None:
            print(measure_speed(finder, peer, rounds=options.repeats))
    print(worst_growth(finder))


if __name__ == "__main__":
    main()
