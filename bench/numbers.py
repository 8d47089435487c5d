"""Numbers and dates against JioNLP: characters a second of both, value F1 of both, and time on long digits.

usage: python -m bench.numbers --gold DIR [--jionlp PYTHON] [--repeats N]

JioNLP (Apache-2.0) pulls in jiojio, which is under the GPL: it is a bench-only extra and never a dependency. Put it
into an environment of its own, `python -m venv X && X/bin/pip install jionlp`, and give that environment's `python`.

The gold stays outside of the project. DIR holds `*.jsonl`, one row a line: `id`, `text`, `reference_date` (ISO or
null), `mentions`, and where they apply `scope` (the kinds that the row annotates, or `all`), `ignore` (spans that
count for nothing), `body` (the span that counts). A mention has `start`, `end` (code points, end exclusive), `kind`,
`value`, `value_high`, `unit`, `iso`, and `alt_spans`, `value_alt`, `unit_alt`, `iso_alt`, `approx`, `optional` where
more than one reading is right. A hit has the span, the value and the unit, or the days.

Speed is CPU time over articles of `bench/corpus.py`: in each turn both read the same ones, which neither has seen,
so that nothing that remembers a word or a figure is flattered.
"""

import argparse
import json
import statistics
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.corpus import article
from bench.number_scores import Mention, Tally, add_row
from pipelines.text.numbers import Anchor, QuantityFinder
from pipelines.text.sentences import split_sentences

_PEER = Path(__file__).with_name("jionlp_peer.py")
_ARTICLES_A_TURN = 40
# What a backtracking reader would choke on, each repeated to the length wanted.
_ADVERSARIAL = {
    "digits": "7", "grouped": "1,", "dots": "1.", "chinese": "三", "powers": "万亿", "dates": "1月", "ranges": "3到",
    "fractions": "3/", "addresses": "a/", "blanks": "3 ",
}  # fmt: skip


class Peer:
    """JioNLP in a process of its own."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-I", str(_PEER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8",
        )  # fmt: skip

    def find(self, texts: list[str], today: str | None = None) -> tuple[float, list[list[Mention]]]:
        """Return the seconds it took and what it found in each text."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"texts": texts, "today": today}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["seconds"], answer["found"]


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
    begun = time.process_time()
    for text, sentences in cut:
        finder.find(text, sentences, published=Anchor(date(2025, 1, 30), "published"))
    return time.process_time() - begun


def show_speed(finder: QuantityFinder, peer: Peer | None, repeats: int) -> None:
    """Read fresh articles in each turn and print characters a second, with the spread; the first turn warms up."""
    own: list[float] = []
    other: list[float] = []
    read = 0
    for turn in range(repeats + 1):
        texts = [article(turn * _ARTICLES_A_TURN + number) for number in range(_ARTICLES_A_TURN)]
        size = sum(map(len, texts))
        seconds, theirs = seconds_own(finder, texts), peer.find(texts, "2025-01-30")[0] if peer else 0.0
        if turn:
            read += size
            own.append(size / seconds)
            other += [size / theirs] if peer else []
    print(f"\n{repeats} turns of {_ARTICLES_A_TURN} articles, {read:,} characters\n")
    print(f"{'characters/s':14}{'median':>12}{'lowest':>12}{'highest':>12}")
    for name, rates in (("newsledger", own), ("JioNLP", other)):
        if rates:
            print(f"{name:14}{statistics.median(rates):12,.0f}{min(rates):12,.0f}{max(rates):12,.0f}")
    if other:
        ratios = sorted(a / b for a, b in zip(own, other, strict=True))
        print(f"{'ratio':14}{statistics.median(ratios):12.1f}{ratios[0]:12.1f}{ratios[-1]:12.1f}")


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


def show_growth(finder: QuantityFinder, size: int = 25_000) -> None:
    """Print the CPU time on adversarial text of one, two and four sizes: linear is 1, 2, 4."""
    print(f"\n{'milliseconds on':16}{size:>10,}{2 * size:>10,}{4 * size:>10,}{'growth':>10}")
    for name, piece in _ADVERSARIAL.items():
        times = []
        for factor in (1, 2, 4):
            text = piece * (size * factor // len(piece))
            times.append(min(seconds_own(finder, [text]) for _ in range(3)) * 1000)
        print(f"{name:16}" + "".join(f"{ms:10.1f}" for ms in times) + f"{times[2] / times[0]:10.1f}")


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--jionlp", metavar="PYTHON", help="an interpreter that has jionlp")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    finder = QuantityFinder()
    peer = Peer(options.jionlp) if options.jionlp else None
    show_scores(finder, peer, options.gold)
    show_speed(finder, peer, options.repeats)
    show_growth(finder)


if __name__ == "__main__":
    main()
