"""Forgetting: no version, no derived row and no byte of a document is left, and it doesn't come back."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.forget import forget_documents
from tests.made import page
from tests.warehouses import Prepare, assert_equal_tables, build, make_settings, query

MARKERS = ("瓴瑢珣", "骉掱飝")  # stand nowhere else: of the old version, of the new one


def marked(marker: str) -> str:
    text = page(7)
    assert len(text.splitlines()) > 3
    return text + f"记者{marker}从{marker}公司获悉,该公司将于下月开业。\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, prepare: Prepare) -> Path:
    """Two generations: one with the first version of a document, one with the second. Read it only."""
    root = tmp_path_factory.mktemp("forget") / "root"
    settings = prepare(root, 3)
    for marker in MARKERS:
        (settings.inputs[0].path / "marked.txt").write_text(marked(marker), encoding="utf-8")
        build(settings)
    return root


@pytest.fixture
def settings(built: Path, tmp_path: Path, small_rules: Path) -> Settings:
    """The settings of a copy that a test may change."""
    shutil.copytree(built, tmp_path / "root", symlinks=True)
    return make_settings(tmp_path / "root", rules=small_rules)


def holders(settings: Settings, marker: str) -> list[str]:
    """Name the files beside the warehouse that hold a text, compressed blocks not being searched."""
    files = [path for path in settings.state_dir.rglob("*") if path.is_file()]
    return [path.name for path in files if marker.encode() in path.read_bytes()]


def test_every_byte_of_a_document_goes_and_it_does_not_come_back(
    settings: Settings, tmp_path: Path, prepare: Prepare
) -> None:
    assert all(holders(settings, marker) for marker in MARKERS)
    (settings.state_dir / "state-v0.duckdb").write_bytes(MARKERS[0].encode())
    # A copy under another name has the bytes of one version.
    (settings.inputs[0].path / "copy.txt").write_text(marked(MARKERS[0]), encoding="utf-8")
    build(settings)
    done = forget_documents(settings, ["marked.txt"], say=lambda _: None)
    assert done.source_uris == ("copy.txt", "marked.txt")
    assert done.version_count == 3
    assert [holders(settings, marker) for marker in MARKERS] == [[], []]
    assert query(settings.warehouse, "select count(*) from document_versions where source_uri = 'marked.txt'") == [(0,)]

    rejects = "select source_uri, stage from rejects order by all"
    assert query(settings.warehouse, rejects) == [("copy.txt", "forget"), ("marked.txt", "forget")]
    # Neither with other words, nor under another name, nor with a full refresh.
    (settings.inputs[0].path / "marked.txt").write_text(marked("新来"), encoding="utf-8")
    (settings.inputs[0].path / "copy.txt").rename(settings.inputs[0].path / "other.txt")
    build(settings, full_refresh=True)
    assert query(settings.warehouse, rejects) == [("marked.txt", "forget"), ("other.txt", "forget")]
    assert query(settings.warehouse, "select count(*) from documents") == [(3,)]

    fresh = prepare(tmp_path / "fresh", 3)
    (settings.inputs[0].path / "marked.txt").unlink()
    (settings.inputs[0].path / "other.txt").unlink()
    build(settings)
    assert_equal_tables(settings.warehouse, fresh.warehouse)


def test_a_document_that_nobody_knows_is_named_and_nothing_is_done(settings: Settings) -> None:
    before = settings.warehouse.resolve()
    with pytest.raises(WarehouseError, match=r'no document "nobody\.txt" is known; give a doc_id or source_uri'):
        forget_documents(settings, ["marked.txt", "nobody.txt"], say=lambda _: None)
    assert settings.warehouse.resolve() == before
    assert not (settings.state_dir / "forgotten.csv").exists()


def test_what_was_broken_off_and_what_a_backup_brings_back_goes_with_the_next_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = (settings.state_dir / "state.duckdb").read_bytes()

    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("pipelines.warehouse.forgetting._delete", break_off)
        forget_documents(settings, ["marked.txt"], say=lambda _: None)
    assert all(holders(settings, marker) for marker in MARKERS)
    again = forget_documents(settings, ["marked.txt"], say=lambda _: None)
    assert (again.source_uris, again.version_count) == (("marked.txt",), 2)
    assert [holders(settings, marker) for marker in MARKERS] == [[], []]

    (settings.state_dir / "state.duckdb").write_bytes(backup)
    said: list[str] = []
    build(settings, say=said.append)
    assert "1 documents are on the list of forget and still in the state: they go now" in said
    assert [holders(settings, marker) for marker in MARKERS] == [[], []]
    assert query(settings.warehouse, "select count(*) from documents") == [(3,)]


def test_a_damaged_list_stops_the_build(settings: Settings) -> None:
    (settings.state_dir / "forgotten.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"forgotten\.csv:1: 2 cells instead of 4; restore the row from a backup"):
        build(settings)


def test_only_as_many_versions_are_kept_as_the_setting_says(settings: Settings) -> None:
    file = settings.inputs[0].path / "marked.txt"
    for number in (1, 2):
        file.write_text(marked(f"第{number}次"), encoding="utf-8")
        build(settings)
    versions = "select version_no from document_versions where source_uri = 'marked.txt' order by all"
    assert query(settings.warehouse, versions) == [(1,), (2,), (3,), (4,)]
    assert build(dataclasses.replace(settings, keep_versions=1)).is_published
    assert query(settings.warehouse, versions) == [(3,), (4,)]
    assert not build(dataclasses.replace(settings, keep_versions=1)).is_published
