"""What holds for every stage: its tables, its independence of batches and order, and that it can travel."""

import pickle

import polars as pl
import pytest

from pipelines.settings import StageSettings
from pipelines.sqlfiles import table_files
from pipelines.stages import STAGES
from pipelines.stages.base import DocumentStage, summary_of
from pipelines.stages.rows import Rows, table_schema
from tests.made import page
from tests.stages.running import batch_of, run_stages

SETTINGS = StageSettings(tagger="jieba")
PAGES = {f"doc{number}": page(number) for number in range(5)}
DOCUMENT_STAGES = [stage for stage in STAGES if isinstance(stage, DocumentStage)]
by_name = pytest.mark.parametrize("stage", DOCUMENT_STAGES, ids=lambda stage: stage.name)


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return run_stages(PAGES, SETTINGS)


def rows_of(frame: pl.DataFrame, doc_id: str) -> list[tuple[object, ...]]:
    return frame.filter(pl.col("doc_id") == doc_id).rows()


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_gives_its_tables_in_their_types(tables: dict[str, pl.DataFrame], stage: DocumentStage) -> None:
    for table in stage.tables:
        # The tables of a corpus stage are brought into their types by the warehouse.
        if isinstance(stage, DocumentStage):
            assert dict(tables[table].schema) == table_schema(table)
        assert set(table_schema(table)) <= set(tables[table].columns)


@pytest.mark.parametrize(
    "name", ["texts", "blocks", "sentences", "numbers", "dates", "tags", "mention_spans", "tokens"]
)
def test_every_page_has_rows(tables: dict[str, pl.DataFrame], name: str) -> None:
    assert set(tables[name].get_column("doc_id")) == set(PAGES)


@by_name
def test_what_may_not_be_null_is_not(tables: dict[str, pl.DataFrame], stage: DocumentStage) -> None:
    for table in stage.tables:
        needed = [line.split()[0] for line in table_files()[table].body.splitlines() if "not null" in line]
        assert {name: tables[table].get_column(name).null_count() for name in needed} == dict.fromkeys(needed, 0)


@by_name
def test_a_document_has_the_same_rows_alone_and_among_others(
    tables: dict[str, pl.DataFrame], stage: DocumentStage
) -> None:
    batch = batch_of(stage, tables)
    alone = {name: frame.filter(pl.col("doc_id") == "doc3") for name, frame in batch.items()}
    found = stage.run(alone, SETTINGS)
    for table in stage.tables:
        assert found[table].rows() == rows_of(tables[table], "doc3")


@by_name
def test_the_order_of_documents_does_not_count(tables: dict[str, pl.DataFrame], stage: DocumentStage) -> None:
    batch = batch_of(stage, tables)
    found = stage.run({name: frame.reverse() for name, frame in batch.items()}, SETTINGS)
    for table in stage.tables:
        for doc_id in PAGES:
            assert rows_of(found[table], doc_id) == rows_of(tables[table], doc_id)


@by_name
def test_no_documents_give_no_rows(stage: DocumentStage) -> None:
    found = stage.run(batch_of(stage, {}), SETTINGS)
    assert all(found[table].is_empty() for table in stage.tables)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_can_be_sent_to_a_worker(stage: DocumentStage) -> None:
    assert pickle.loads(pickle.dumps(stage)) == stage


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_says_what_it_does(stage: DocumentStage) -> None:
    assert len(summary_of(stage).splitlines()[0]) > len("Do something.")
    assert stage.version >= 1


def test_a_stage_reads_only_what_an_earlier_one_makes() -> None:
    made = {"inputs"}
    for stage in STAGES:
        assert set(stage.reads) <= made, f"{stage.name} comes too early"
        assert made.isdisjoint(stage.tables), f"{stage.name} takes a table that has an owner"
        made |= set(stage.tables)


@pytest.mark.parametrize("table", ["tags", "mention_spans", "numbers", "dates"])
def test_a_span_is_its_surface_and_lies_in_its_sentence(tables: dict[str, pl.DataFrame], table: str) -> None:
    texts = dict(tables["texts"].select("doc_id", "raw_text").iter_rows())
    columns = ("doc_id", "sentence_no", "start_char", "end_char")
    sentences = {(doc, no): (start, end) for doc, no, start, end in tables["sentences"].select(columns).iter_rows()}
    for doc_id, sentence_no, start, end, surface in tables[table].select(*columns, "surface").iter_rows():
        first, last = sentences[doc_id, sentence_no]
        assert texts[doc_id][start:end] == surface
        assert first <= start < end <= last


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        pytest.param(b"\x00\x01\x02\xff" * 40, "", id="binary"),
        pytest.param(" \n　\n".encode(), "no text in", id="blanks alone"),
    ],
)
def test_a_text_that_is_none_is_a_reject(payload: bytes, error: str) -> None:
    tables = run_stages({"bad": payload, "good": page(1)}, SETTINGS, stages=STAGES[:1])
    assert set(tables["texts"].get_column("doc_id")) == {"good"}
    ((doc_id, found, advice),) = tables["rejects.texts"].rows()
    assert doc_id == "bad"
    assert error in found
    assert advice


def test_links_lead_to_entities_that_are_listed(tables: dict[str, pl.DataFrame]) -> None:
    listed = set(tables["entities"].get_column("entity_id"))
    assert set(tables["mention_links"].get_column("entity_id")) <= listed
    assert tables["mention_links"].height == tables["mention_spans"].height


def test_a_row_with_a_cell_too_few_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        Rows("tokens").add("芯片", "doc1")
