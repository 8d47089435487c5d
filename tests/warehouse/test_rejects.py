"""Bad input becomes one row in `rejects` that says what and what to do; everything else goes through."""

import dataclasses
import gzip
import os
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines.settings import Settings, StageSettings
from pipelines.stages import STAGES
from pipelines.stages.base import DocumentStage, Stage, Tables
from pipelines.warehouse.build import BuildOutcome
from tests.made import page, write_pages
from tests.warehouses import build, make_settings, query

REJECTS = "select source_uri, stage, error, advice from rejects order by source_uri"


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Settings:
    """A folder with one good page among all kinds of bad input, and its warehouse."""
    root = tmp_path_factory.mktemp("bad")
    folder = root / "in"
    write_pages(folder, 1)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "nul.txt").write_bytes("新闻".encode() + b"\x00" + "内容".encode())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n")
    packed = gzip.compress(b'{"id": "a", "text": "' + os.urandom(3000).hex().encode() + b'"}\n' * 2)
    (folder / "short.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    lines = ['{"id": "good", "text": "第一条新闻已经发布。"}', '{"id": "bad", ', '["no object"]']
    (folder / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder / "00000.txt")
    (folder / "sub").mkdir()
    (folder / "sub" / "_folder.toml").write_text("collected_on = \n", encoding="utf-8")
    (folder / "sub" / "00001.txt").write_text(page(1), encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    settings = make_settings(root, rules=small_rules)
    build(settings)
    return settings


@pytest.mark.parametrize(
    ("uri", "stage", "error"),
    [
        pytest.param("binary.txt", "texts", "", id="binary"),
        pytest.param("nul.txt", "texts", "NUL", id="a NUL byte"),
        pytest.param("empty.txt", "files", "empty", id="an empty file"),
        pytest.param("blank.txt", "files", "empty", id="blanks alone"),
        pytest.param("short.jsonl.gz#1", "files", "breaks off", id="an archive cut short"),
        pytest.param("lines.jsonl#2", "files", "not JSON", id="a broken line of JSON"),
        pytest.param("lines.jsonl#3", "files", "a JSON list, not an object", id="a line of JSON that is no record"),
        pytest.param("link.txt", "folders", "symbolic link", id="a link"),
        pytest.param("sub/_folder.toml", "folders", "not a usable _folder.toml", id="a broken folder file"),
    ],
)
def test_bad_input_is_one_row_with_stage_error_and_advice(bad: Settings, uri: str, stage: str, error: str) -> None:
    rows = [row[1:] for row in query(bad.warehouse, REJECTS) if row[0] == uri]
    assert len(rows) == 1
    assert rows[0][0] == stage
    assert error in rows[0][1]
    assert rows[0][1].strip()
    assert rows[0][2].strip()


def test_nothing_but_the_bad_is_rejected(bad: Settings) -> None:
    assert query(bad.warehouse, "select source_uri from documents order by all") == [
        ("00000.txt",),
        ("lines.jsonl#good",),
        ("sub/00001.txt",),
    ]
    assert len(query(bad.warehouse, REJECTS)) == 9
    assert query(bad.warehouse, "select distinct rejected from runs") == [(9,)]


def test_the_next_build_finds_nothing_new_in_the_bad(bad: Settings) -> None:
    outcome = build(bad)
    assert not outcome.is_published
    assert sum(report.redone for report in outcome.stages.values()) == 0


def test_a_reject_is_tried_again_when_its_file_changes(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 1)
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").write_bytes(b"a\x00b")
    build(settings)
    assert [row[0] for row in query(settings.warehouse, REJECTS)] == ["a.txt", "b.txt"]
    for name, seed in (("a.txt", 1), ("b.txt", 2)):
        (tmp_path / "in" / name).write_text(page(seed), encoding="utf-8")
    build(settings)
    assert query(settings.warehouse, REJECTS) == []
    assert query(settings.warehouse, "select count(*) from documents") == [(3,)]
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").unlink()
    build(settings)
    assert [row[:2] for row in query(settings.warehouse, REJECTS)] == [("a.txt", "files")]
    assert query(settings.warehouse, "select source_uri from documents") == [("00000.txt",)]


# Stage → the word in a page that it fails on.
TRAPS = {
    name: f"第{number}个陷阱"
    for number, name in enumerate(("pages", "sentences", "numbers", "mention_spans", "mention_links", "tokens"))
}
GOOD_PAGES = 5


def failing() -> tuple[Stage, ...]:
    """The pipeline, with stages that raise on every document whose text has their word."""

    def wrap(stage: DocumentStage, word: str) -> DocumentStage:
        def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
            if any(word in text for text in batch["texts"].get_column("raw_text")):
                raise ZeroDivisionError("a fault on purpose")
            return stage.run(batch, settings)

        return dataclasses.replace(stage, run=run)

    return tuple(
        wrap(stage, TRAPS[stage.name]) if stage.name in TRAPS and isinstance(stage, DocumentStage) else stage
        for stage in STAGES
    )


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Settings:
    """Good pages and one trap for each of some stages, built while these stages fail."""
    settings = make_settings(tmp_path_factory.mktemp("trapped"), rules=small_rules)
    write_pages(settings.inputs[0].path, GOOD_PAGES)
    for name, word in TRAPS.items():
        (settings.inputs[0].path / f"{name}.txt").write_text(page(5) + f"这里有{word}。\n", encoding="utf-8")
    build(settings, stages=failing())
    return settings


@pytest.fixture(scope="module")
def mended(trapped: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, BuildOutcome]:
    """The same, built again with stages that don't fail."""
    root = tmp_path_factory.mktemp("mended") / "root"
    shutil.copytree(trapped.warehouse.parent, root, symlinks=True)
    settings = make_settings(root, rules=trapped.stage.rules_dir)
    return settings, build(settings)


def done_by(settings: Settings, name: str) -> set[str]:
    """Name the documents that a stage made rows of."""
    table = next(stage.tables for stage in STAGES if stage.name == name)[0]
    found = query(settings.warehouse, f"select distinct source_uri from {table} inner join documents using (doc_id)")
    return {uri for (uri,) in found}


@pytest.mark.parametrize("name", TRAPS)
def test_a_stage_that_fails_on_one_document_rejects_that_one_alone(trapped: Settings, name: str) -> None:
    rejects = query(trapped.warehouse, REJECTS)
    assert len(rejects) == len(TRAPS)
    (told,) = [row for row in rejects if row[1] == name]
    assert told[:3] == (f"{name}.txt", name, "ZeroDivisionError: a fault on purpose")
    assert "report it" in told[3]
    done = done_by(trapped, name)
    assert f"{name}.txt" not in done
    assert {f"{number:05d}.txt" for number in range(GOOD_PAGES)} <= done
    # A trap of an earlier stage may have left it nothing to read; those of later stages did not.
    later = list(TRAPS)[list(TRAPS).index(name) + 1 :]
    assert {f"{other}.txt" for other in later} <= done


@pytest.mark.parametrize("name", TRAPS)
def test_a_fault_is_tried_again_once_the_program_is_mended(mended: tuple[Settings, BuildOutcome], name: str) -> None:
    settings, outcome = mended
    assert query(settings.warehouse, REJECTS) == []
    assert f"{name}.txt" in done_by(settings, name)
    assert 1 <= outcome.stages[name].redone <= len(TRAPS), "no good page is redone"
