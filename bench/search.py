"""`search()`: its cost against a `LIKE` scan, the room that its terms take, and how well it ranks.

Ranking is judged on short made-up articles (`search_judged.toml`): nDCG at 10 of `search`, of the order by how
often the phrases occur (`LIKE`), and of plain BM25 over jieba's words. They are few and plain: they show what is
grossly wrong.

usage: .venv/bin/python -m bench.search [--documents 100000] [--keep DIR] [--ranking]
"""

import argparse
import math
import statistics
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import jieba

from bench.figures import Figure, Figures, cost, cpu_seconds, in_turn, share
from bench.views import make_warehouse
from pipelines.settings import InputFolder, Settings, StageSettings
from pipelines.warehouse.build import build_warehouse

JUDGED = Path(__file__).with_name("search_judged.toml")
QUERIES = ("出口管制", "算力 出口管制", "人工智能 芯片", "关税", "火星移民")
DEPTH = 10
TOKEN_SHARE = 1 / 3


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, with gain 2^grade - 1 (Järvelin and Kekäläinen 2002).

    >>> ndcg(["a", "b"], {"a": 2, "b": 1}), round(ndcg(["x", "a"], {"a": 2}), 2)
    (1.0, 0.63)
    """

    def gain(found: Sequence[int]) -> float:
        return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:DEPTH])))

    return gain([grades.get(name, 0) for name in ranked]) / gain(sorted(grades.values(), reverse=True))


def by_count(texts: Mapping[str, str], query: str) -> list[str]:
    """Rank texts as `LIKE` and counting would: by how often the phrases occur."""
    counts = {name: sum(text.count(phrase) for phrase in query.split()) for name, text in texts.items()}
    return [name for name in sorted(counts, key=lambda name: (-counts[name], name)) if counts[name]]


def by_words(texts: Mapping[str, str], query: str) -> list[str]:
    """Rank texts by BM25 (k1 1.2, b 0.75) over jieba's words, with no more knowledge than that."""
    words = {name: Counter(jieba.lcut(text)) for name, text in texts.items()}
    mean = statistics.mean(counts.total() for counts in words.values())
    scores: defaultdict[str, float] = defaultdict(float)
    for term in {word for word in jieba.lcut(query) if word.strip()}:
        holders = [name for name, counts in words.items() if counts[term]]
        idf = math.log(1 + (len(texts) - len(holders) + 0.5) / (len(holders) + 0.5))
        for name in holders:
            count, length = words[name][term], words[name].total()
            scores[name] += idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / mean))
    return sorted(scores, key=lambda name: (-scores[name], name))


def ranking() -> dict[str, float]:
    """Give the mean nDCG at 10 of each way to rank, over the judged queries."""
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    texts, queries = judged["documents"], judged["queries"]
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        (root / "in").mkdir()
        for name, text in texts.items():
            (root / "in" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        folder = InputFolder("", root / "in")
        build_warehouse(Settings((folder,), root / "w.duckdb", StageSettings(tagger="none")), workers=1)
        with duckdb.connect(str(root / "w.duckdb"), read_only=True) as con:
            asked = "select source_uri from search(?) as s inner join documents as d on d.doc_id = s.doc_id "
            order = "order by s.phrases_found desc, s.score desc, s.doc_id"
            found = {
                query: [uri.removesuffix(".txt") for (uri,) in con.execute(asked + order, [query]).fetchall()]
                for query in queries
            }
    ranked = {
        "search": found,
        "LIKE, by count": {query: by_count(texts, query) for query in queries},
        "BM25 over jieba's words": {query: by_words(texts, query) for query in queries},
    }
    return {
        way: statistics.mean(ndcg(lists[query], queries[query]) for query in queries) for way, lists in ranked.items()
    }


def measure(warehouse: Path) -> Figures:
    """Yield the cost of a search against a scan with `LIKE`, and the share of the file that its terms take."""
    con = duckdb.connect(str(warehouse), read_only=True)
    con.execute("set enable_progress_bar = false")
    for query in QUERIES:
        like = " and ".join("raw_text like ?" for _ in query.split())
        phrases = [f"%{phrase}%" for phrase in query.split()]

        def ours(query: str = query) -> float:
            return cpu_seconds(lambda: con.execute("from search(?) limit 20", [query]).fetchall())

        def theirs(like: str = like, phrases: list[str] = phrases) -> float:
            return cpu_seconds(lambda: con.execute(f"select doc_id from texts where {like}", phrases).fetchall())

        yield cost(f"search('{query}')", "a LIKE scan of the texts", in_turn(ours, theirs, rounds=3))
    blocks = "select count(distinct block_id) * 262144 from pragma_storage_info('tokens') where block_id >= 0"
    ((used,),) = con.execute(blocks).fetchall()
    yield share("room of the search terms", used / 1e6, "MB", warehouse.stat().st_size / 1e6 * TOKEN_SHARE, "a third")
    con.close()


def figures(*, full: bool) -> Figures:
    """Yield how `search` ranks against others and, at full size, what it costs."""
    means = ranking()
    for way, mean in means.items():
        ratio = means["search"] / mean
        if way != "search":
            yield Figure("search: ranking", f"nDCG@10 {means['search']:.3f}", way, ratio, ratio, ratio, 1.0)
    if full:
        with tempfile.TemporaryDirectory() as temporary:
            yield from measure(make_warehouse(Path(temporary), 100_000, 1_000, 1_000))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--built", type=int, default=1_000, help="documents that go through the stages")
    parser.add_argument("--keep", type=Path, help="the folder of bench.views, whose warehouse is taken over")
    parser.add_argument("--ranking", action="store_true", help="the ranking alone")
    options = parser.parse_args(argv)
    for way, mean in ranking().items():
        print(f"nDCG@10 {mean:.3f}  {way}")
    if not options.ranking:
        with tempfile.TemporaryDirectory() as temporary:
            warehouse = make_warehouse(options.keep or Path(temporary), options.documents, options.built, 1_000)
            for figure in measure(warehouse):
                print(figure)


if __name__ == "__main__":
    main()
