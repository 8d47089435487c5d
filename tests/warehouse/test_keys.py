"""Corpus stages with a key or sums: redoing or adding what changed gives what redoing all would."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.settings import StageSettings
from pipelines.stages import STAGES
from pipelines.stages.base import CorpusStage
from pipelines.stages.rows import Rows
from pipelines.warehouse.changes import forget_cursors, log_changes
from pipelines.warehouse.corpus import run_corpus_stage
from pipelines.warehouse.keys import log_keys_of_documents
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.state import Connection, open_state
from pipelines.warehouse.sums import log_sums_of_going

KEYED = tuple(stage for stage in STAGES if isinstance(stage, CorpusStage) and (stage.key or stage.sums))
# Names that may be one, by each of the reasons there are.
NAMES = (
    ("卡罗琳", "person"),
    ("卡洛琳", "person"),
    ("卡罗琳", "location"),
    ("阿尔蒂姆斯", "person"),
    ("阿尔蒂姆特", "person"),
    ("晨星科技", "organization"),
    ("晨兴科技", "product"),
    ("Kestrell", "product"),
    ("Kestrel", "organization"),
    ("大卫·萨克斯", "person"),
    ("杰弗里·萨克斯", "person"),
    ("罗伯特·萨克斯", "person"),
    ("莉莉·萨克斯", "person"),
    ("萨克斯", "person"),
    ("北岸", "location"),
)
# What is made up of a document: the tables that stages with a key read.
TABLES = (
    "document_names",
    "sentences",
    "texts",
    "document_metadata",
    "edge_lines",
    "signature_anchors",
)
LINES = ("版权所有", "责任编辑", "扫码关注", "点击阅读")
DOCUMENTS = 12


@pytest.fixture
def con(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    monkeypatch.setattr("pipelines.warehouse.corpus.ROWS_AT_ONCE", 3)  # a table comes in several parts
    con = open_state(tmp_path / "state.duckdb", STAGES, say=print)
    yield con
    con.close()


def rows_of(doc_id: str, rng: random.Random, names: Sequence[tuple[str, str]] | None = None) -> dict[str, pl.DataFrame]:
    """Make up rows of a document: a few names, lines at the edge, anchors."""
    made = {table: Rows(table) for table in TABLES}
    called, sentences, texts, metadata, lines, anchors = made.values()
    name_nos = Counter[str]()
    for number, (name, kind) in enumerate(names or rng.choices(NAMES, k=rng.randrange(4))):
        # A second mention stands for one by another rule.
        is_shown = bool(names) or rng.random() < 0.7
        name_nos[f"{name}-{kind}"] += 1
        cells = (
            f"{name}-{kind}",
            name_nos[f"{name}-{kind}"],
            name,
            kind,
            f"rule {number}",
            1,
            int(is_shown),
            number if is_shown else None,
        )
        called.add(doc_id, *cells)
        if is_shown:
            sentences.add(doc_id, number, number, "content", 0, 1)
    for line in rng.sample(LINES, 2):
        lines.add(doc_id, rng.choice("ab"), f"body-{rng.randrange(6)}", line)
    for anchor in rng.sample(range(5), 3):
        anchors.add(doc_id, anchor)
    day, source = date(2025, 1, 1 + rng.randrange(3)), rng.choice(["晨星网", None])
    stated: dict[str, object] = {"doc_id": doc_id, "published_date": day, "source": source}
    stated["raw_text"] = rng.choice("甲乙丙丁")  # what the first sentence of a name says
    for rows in (texts, metadata):
        rows.add(*(stated.get(column, _filler(wanted)) for column, wanted in rows.schema.items()))
    return {table: rows.frame() for table, rows in made.items()}


def _filler(wanted: pl.DataType) -> object:
    if wanted == pl.Boolean:
        return False
    return "x" if wanted == pl.String else 0 if wanted.is_numeric() else None


def replace(
    con: Connection, doc_ids: list[str], rng: random.Random, names: Sequence[tuple[str, str]] | None = None
) -> None:
    """Write documents anew, or take them away, as a chunk and a scan do: what they had is logged before."""
    con.register("docs", pl.DataFrame({"doc_id": doc_ids}))
    con.execute("begin")
    log_keys_of_documents(con, STAGES, "docs")
    log_sums_of_going(con, STAGES, "docs")
    for table in TABLES:
        con.execute(f"delete from {table} where doc_id in (select doc_id from docs)")
    for doc_id in doc_ids:
        if names or rng.random() < 0.7:
            for table, frame in rows_of(doc_id, rng, names).items():
                con.register("made", frame)
                con.execute(f"insert into {table} by name from made")
    owners = sorted({stage.name for stage in STAGES for table in stage.tables if table in TABLES})
    log_changes(con, f"select stage, doc_id from docs, unnest({owners}) as s (stage)")
    con.execute("commit")


def run_all(con: Connection, rules: Path) -> dict[str, bool]:
    """Run the stages with a key; tell which tables came out different."""
    run, settings = Run("made-up", datetime.now(UTC)), StageSettings(tagger="none", rules_dir=rules)
    return {stage.name: run_corpus_stage(con, stage, STAGES, settings, run=run).is_changed for stage in KEYED}


def test_redoing_all_finds_nothing_that_redoing_keys_left(con: Connection, small_rules: Path) -> None:
    rng = random.Random(0)
    documents = [f"doc-{number}" for number in range(DOCUMENTS)]
    replace(con, documents, rng)
    run_all(con, small_rules)
    changed = set()
    for _ in range(8):
        replace(con, rng.sample(documents, 2), rng)
        changed |= {name for name, is_changed in run_all(con, small_rules).items() if is_changed}
        for log in ("changed_keys", "changed_sums"):
            assert con.execute(f"select count(*) from state.{log}").fetchall() == [(0,)]
        forget_cursors(con, [stage.name for stage in KEYED])
        assert not any(run_all(con, small_rules).values())
    assert {
        "entity_counts",
        "entities",
        "entity_totals",
        "name_forms",
        "alike_names",
        "review_queue",
        "learnt_lines",
    } <= changed


def test_who_comes_to_share_a_last_part_changes_the_pairs_of_others(con: Connection, small_rules: Path) -> None:
    rng, seen = random.Random(0), list[tuple[object, ...]]()
    replace(con, ["short"], rng, [("萨克斯", "person")])
    for number, name in enumerate(("大卫·萨克斯", "杰弗里·萨克斯", "罗伯特·萨克斯", "莉莉·萨克斯")):
        replace(con, [f"full-{number}"], rng, [(name, "person")])
        run_all(con, small_rules)
        seen += con.execute("select list(distinct reason), count(*) from review_queue").fetchall()
    assert seen == [
        (["last part of a name"], 1),
        (["last part of several names"], 2),
        (["last part of several names"], 3),
        (None, 0),
    ]


def test_a_form_that_many_come_to_share_is_a_pattern_and_pairs_none(con: Connection, small_rules: Path) -> None:
    rng, seen = random.Random(0), list[int]()
    bridges = [(f"bridge-{number}", f"{first}溪跨江大桥") for number, first in enumerate("青白金银石木柳竹梅")]
    for written in (bridges[:8], bridges[8:], [("bridge-0", "北岸")]):
        for doc_id, name in written:
            replace(con, [doc_id], rng, [(name, "organization")])
        run_all(con, small_rules)
        seen += [count for (count,) in con.execute("select count(*) from review_queue").fetchall()]
    assert seen == [28, 0, 28]


def test_a_stage_that_redoes_all_anyway_gets_no_keys_and_no_sums(con: Connection) -> None:
    replace(con, ["doc-1", "doc-2"], random.Random(1))
    for log in ("changed_keys", "changed_sums"):
        assert con.execute(f"select count(*) from state.{log}").fetchall() == [(0,)]


def test_a_first_sentence_is_that_of_its_document_as_it_is_now(con: Connection, small_rules: Path) -> None:
    rng, told = random.Random(0), set[tuple[str, ...]]()
    for _ in range(6):
        replace(con, ["doc-1"], rng, [("北岸", "location")])
        con.execute("update document_metadata set published_date = null")
        run_all(con, small_rules)
        told.update(con.execute("select sentence, raw_text, first_doc_id from entity_totals, texts").fetchall())
    assert len(told) > 1
    assert all(sentence == text and doc_id == "doc-1" for sentence, text, doc_id in told)


def test_a_row_that_changes_in_what_a_stage_does_not_use_is_no_change_to_it(con: Connection, small_rules: Path) -> None:
    rng, counts = random.Random(0), next(stage for stage in KEYED if stage.name == "entity_counts")
    settings, told = StageSettings(tagger="none", rules_dir=small_rules), list[set[str]]()
    for number, name in enumerate(("北岸", "北岸", "北崖")):
        replace(con, [f"doc-{number}"], rng, [(name, "location")])
        run_corpus_stage(con, counts, STAGES, settings, run=Run("made-up", datetime.now(UTC)))
        told.append({stage for (stage,) in con.execute("select distinct stage from state.changed_keys").fetchall()})
        run_all(con, small_rules)
    # How often a name stands somewhere orders the names of an entity, and makes no form of a name.
    assert [stages & {"entities", "name_forms"} for stages in told] == [set(), {"entities"}, {"entities", "name_forms"}]


def test_a_table_longer_than_a_row_group_of_the_database_comes_in_whole(
    con: Connection, small_rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.warehouse.corpus.ROWS_AT_ONCE", 130_000)
    named = "'doc', n::varchar, 1, n::varchar, 'person', 'rule', 1, 1, 0"
    con.execute(f"insert into document_names select {named} from range(200_000) as r (n)")
    stage = next(stage for stage in KEYED if stage.name == "entity_counts")
    settings = StageSettings(tagger="none", rules_dir=small_rules)
    for _ in range(2):  # again, where it is there already
        run_corpus_stage(con, stage, STAGES, settings, run=Run("made-up", datetime.now(UTC)))
        assert con.execute("select count(*) from entity_names").fetchall() == [(200_000,)]
        forget_cursors(con, [stage.name])
