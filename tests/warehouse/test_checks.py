"""Every check finds what it is for, in a state broken on purpose; errors block the publish, warnings do not."""

import re

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.sqlfiles import read_folder
from pipelines.stages import STAGES
from pipelines.warehouse import checks
from pipelines.warehouse.build import Build, open_build
from pipelines.warehouse.checks import is_blocking, require_passed
from pipelines.warehouse.errors import CheckError
from tests.made import write_pages
from tests.warehouses import Prepare, build, query

CHECKS = {file.name: is_blocking(file) for file in read_folder("checks")}

# Check → what breaks the state so that it fires; the first document's rows where one is enough.
ONE = "doc_id = (select min(doc_id) from texts)"
NAMED = f"(select min(surface) from document_names where {ONE})"
BREAKS = {
    "blocks_tile_text": f"update blocks set end_char = end_char - 1 where block_no = 0 and {ONE}",
    "dates_match_text": f"update dates set surface = surface || '年' where {ONE}",
    "documents_are_dated": f"update document_metadata set published_date = null where {ONE}",
    "documents_have_content": "; ".join(
        f"update {table} set zone = 'boilerplate' where zone = 'content' and {ONE}"
        for table in ("blocks", "sentences", "mention_spans", "numbers", "dates", "quotes")
    ),
    "duplicates_are_groups": f"insert into duplicates select doc_id, doc_id, 1.0, true from texts where {ONE}",
    "edits_match_text": (
        "insert into edits by name select doc_id, 2 as version_no, 0 as edit_no, 1 as old_version_no, 'added' as kind, "
        "'甲' as old_text, '乙' as new_text, "
        + "".join(f"[] as {what}_before, [] as {what}_after, " for what in ("numbers", "dates", "names"))
        + f"from texts where {ONE}"
    ),
    "keys_are_unique": f"insert into sentences select * from sentences where sentence_no = 1 and {ONE}",
    "mention_spans_match_text": f"update mention_spans set start_char = start_char + 1 where {ONE}",
    "mentions_are_linked": f"delete from mention_links where {ONE}",
    "metadata_match_text": f"update metadata set end_char = 99999 where start_char is not null and {ONE}",
    "names_are_counted": f"update entity_names set mention_count = 0 where surface = {NAMED}",
    "nothing_is_rejected": "insert into rejects values ('a.txt', 'x', 'files', 'empty', 'remove it', now())",
    "numbers_are_plausible": f"update numbers set kind = 'money', value = 2e18 where zone = 'content' and {ONE}",
    "numbers_match_text": f"update numbers set surface = '0' where {ONE}",
    "claims_match_text": f"update claims set number_id = 'none' where {ONE}",
    "quotes_lie_in_text": f"update quotes set sentence_no = 0 where {ONE}",
    "quotes_match_text": f"update quotes set cue = cue || '的' where {ONE}",
    "rows_have_documents": f"delete from texts where {ONE}",
    "sentences_lie_in_blocks": f"update sentences set zone = 'summary' where sentence_no = 0 and {ONE}",
    "spans_lie_in_sentences": f"update mention_spans set sentence_no = 99 where {ONE}",
    "tags_match_text": f"insert into tags select doc_id, 0, 0, 2, '甲乙', 'person' from texts where {ONE}",
    "text_is_not_mojibake": f"update texts set is_mojibake = true where {ONE}",
    "values_are_known": f"update numbers set bound = 'more' where {ONE}",
}


def break_state(settings: Settings, *statements: str) -> None:
    with duckdb.connect() as con:
        con.execute(f"attach '{settings.state_dir / 'state.duckdb'}' as w")
        con.execute("use w")
        for statement in "; ".join(statements).split("; "):
            assert con.execute(statement).fetchall()[0][0] > 0, f"broke nothing: {statement}"


def publish(opened: Build, *, everything: bool) -> None:
    opened.check(everything=everything)
    opened.publish()


def test_there_is_a_break_for_every_check() -> None:
    assert BREAKS.keys() == CHECKS.keys()


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_check_finds_what_it_is_for(settings: Settings, name: str) -> None:
    break_state(settings, BREAKS[name])
    with open_build(settings) as opened:
        (found,) = opened.check(everything=True, names={name})
        assert not found.has_passed
        assert found.examples
        if CHECKS[name]:
            with pytest.raises(CheckError, match=rf"check {name} found .* nothing was published"):
                require_passed(opened.con, {name: found})
        else:
            require_passed(opened.con, {name: found})


def test_an_example_names_the_document_by_where_it_came_from(settings: Settings) -> None:
    break_state(settings, BREAKS["numbers_match_text"])
    with open_build(settings) as opened:
        (found,) = opened.check(everything=True, names={"numbers_match_text"})
    assert re.fullmatch(r"\d{5}\.txt: start_char \d+, end_char \d+, surface .+", found.examples[0])


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_good_warehouse_passes(name: str, good: dict[str, bool]) -> None:
    assert good[name]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, prepare: Prepare) -> dict[str, bool]:
    with open_build(prepare(tmp_path_factory.mktemp("good"), 2)) as opened:
        return {result.name: result.has_passed for result in opened.check(everything=True)}


def test_a_run_checks_only_what_was_written(settings: Settings) -> None:
    break_state(settings, BREAKS["numbers_match_text"])
    with open_build(settings) as opened:
        assert all(result.has_passed for result in opened.check())


@pytest.mark.parametrize("name", ["blocks_tile_text", "keys_are_unique", "mentions_are_linked", "rows_have_documents"])
def test_a_check_of_few_documents_finds_what_one_of_all_does(
    settings: Settings, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "FEW", 1)
    written = f"insert into state.changes select 1000000, 'texts', doc_id from texts where {ONE}"
    break_state(settings, written, BREAKS[name])
    with open_build(settings) as opened:
        temporary = "select table_name from duckdb_tables() where temporary"
        before = opened.con.execute(temporary).fetchall()
        assert {result.name for result in opened.check() if result.problem_count} >= {name}
        assert opened.con.execute(temporary).fetchall() == before


def test_what_a_killed_run_wrote_is_checked_by_the_next(settings: Settings) -> None:
    break_state(
        settings,
        BREAKS["numbers_match_text"],
        f"insert into state.changes select 1000000, 'texts', doc_id from texts where {ONE}",
    )
    with pytest.raises(
        CheckError, match=r"check numbers_match_text found 1?[\d,]+ rows, e\.g\. .*the last warehouse stays"
    ):
        build(settings)
    with pytest.raises(CheckError, match="check numbers_match_text"):
        build(settings)


def test_a_row_of_no_document_is_found_by_a_check_of_everything(settings: Settings) -> None:
    break_state(settings, "insert into tokens values ('芯片', 'nobody', 1)")
    with open_build(settings) as opened:
        failed = [result.name for result in opened.check(everything=True) if not result.has_passed]
    assert failed == ["rows_have_documents"]


def test_a_text_without_metadata_is_found(settings: Settings) -> None:
    break_state(settings, f"delete from document_metadata where {ONE}")
    with open_build(settings) as opened:
        failed = [result.name for result in opened.check(everything=True) if not result.has_passed]
    assert failed == ["rows_have_documents"]


def test_unchecked_rows_are_not_published(settings: Settings) -> None:
    write_pages(settings.inputs[0].path, 2, first=2)
    with open_build(settings) as opened:
        opened.scan()
        for stage in STAGES:
            opened.run_segment([stage])
        with pytest.raises(CheckError, match=r"documents were written and check \w+ was not run"):
            opened.publish()
        publish(opened, everything=False)
    assert query(settings.warehouse, "select count(*) from documents") == [(4,)]
