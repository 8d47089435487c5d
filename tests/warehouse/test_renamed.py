"""A folder that gets another name does not double its documents."""

import dataclasses
import re
from pathlib import Path

import pytest

from pipelines.settings import InputFolder, Settings
from pipelines.warehouse.errors import WarehouseError
from tests.made import write_pages
from tests.warehouses import Prepare, assert_equal_tables, build, query

URIS = "select source_uri from documents order by all"


def named(settings: Settings, *names: str) -> Settings:
    """The same folder under other names."""
    folders = tuple(InputFolder(name, settings.inputs[0].path) for name in names)
    return dataclasses.replace(settings, inputs=folders)


def test_a_folder_that_gets_a_name_is_an_error_until_its_documents_may_move(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path / "root", 3)
    message = '3 of 3 documents of the folder without a name come in again as those of "news", and would stand twice'
    with pytest.raises(WarehouseError, match=re.escape(message)):
        build(named(settings, "news"), allow_removal=False)
    assert query(settings.warehouse, URIS) == [("00000.txt",), ("00001.txt",), ("00002.txt",)]
    scanned = build(named(settings, "news")).scan
    assert (scanned.new, scanned.removed) == (3, 3)
    assert query(settings.warehouse, URIS) == [("news/00000.txt",), ("news/00001.txt",), ("news/00002.txt",)]
    fresh = dataclasses.replace(named(settings, "news"), warehouse=tmp_path / "fresh.duckdb")
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)
    with pytest.raises(WarehouseError, match=r'folder "news" come in again as those of "wire"'):
        build(named(settings, "wire"), allow_removal=False)


def test_a_folder_of_other_pages_and_a_second_name_in_one_run_are_no_renaming(settings: Settings) -> None:
    other = settings.warehouse.parent / "other"
    write_pages(other, 2, first=50)
    write_pages(other, 1)  # one of the two is there too
    build(dataclasses.replace(settings, inputs=(InputFolder("archive", other),)), allow_removal=False)
    assert query(settings.warehouse, "select count(*) from documents") == [(5,)]
    build(named(settings, "", "again"), allow_removal=False)
    assert query(settings.warehouse, "select count(*) from documents") == [(7,)]
