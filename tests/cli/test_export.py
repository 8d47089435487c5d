"""`export`: files that hold what the warehouse holds, safe to open in a spreadsheet."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from pipelines.cli.main import main

DICTIONARY = "create view v_data_dictionary as select 'facts' as object_name, 'what is known' as comment"
CELLS = ["plain", "=1+1", "+cmd", "-2", "@sum", "\tx", "a=b", 'say "no"', "两行\n字", ""]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create table facts (name varchar, value double, names varchar[])")
        con.executemany("insert into facts values (?, -1.5, ['=a'])", [[cell] for cell in CELLS])
        con.execute("create schema state")
        con.execute("create table state.ledger (doc_id varchar)")
        con.execute(DICTIONARY)
    return path


def export(warehouse: Path, folder: Path, *options: str) -> int:
    return main(["export", str(folder), "--warehouse", str(warehouse), *options])


@pytest.mark.parametrize(("form", "ending"), [("parquet", "parquet"), ("csv", "csv"), ("json", "jsonl")])
def test_every_table_and_view_is_a_file(warehouse: Path, tmp_path: Path, form: str, ending: str) -> None:
    assert export(warehouse, tmp_path / "out", "--format", form) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"facts.{ending}",
        f"v_data_dictionary.{ending}",
    ]


def test_parquet_holds_the_same_rows(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path)
    with duckdb.connect() as con:
        rows = con.execute("select name, value, names from read_parquet(?)", [str(tmp_path / "facts.parquet")])
        assert rows.fetchall() == [(cell, -1.5, ["=a"]) for cell in CELLS]


def test_json_holds_the_same_rows(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path, "--format", "json")
    lines = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["name"] for line in lines] == CELLS


def test_no_cell_of_a_csv_is_a_formula(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path, "--format", "csv")
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["name", "value", "names"]
    assert [row[0] for row in rows] == ["'" + cell if cell[:1] in "=+-@\t" and cell else cell for cell in CELLS]
    assert {row[1] for row in rows} == {"-1.5"}


def test_only_what_was_asked_for(warehouse: Path, tmp_path: Path) -> None:
    assert export(warehouse, tmp_path, "--only", "facts") == 0
    assert {path.name for path in tmp_path.iterdir()} == {"facts.parquet", "v_data_dictionary.parquet"}


def test_a_name_that_is_not_there(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(warehouse, tmp_path, "--only", "'; drop") == 1
    assert (
        capsys.readouterr().err == "newsledger: '; drop: no such table or view; there are: facts, v_data_dictionary\n"
    )


def test_a_folder_whose_name_has_quotes(warehouse: Path, tmp_path: Path) -> None:
    assert export(warehouse, tmp_path / "it's", "--only", "facts") == 0
    assert (tmp_path / "it's" / "facts.parquet").exists()


def test_an_export_that_is_interrupted_leaves_whole_files_alone(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path, target: Path) -> Path:
        if "dictionary" in path.name:
            raise KeyboardInterrupt
        return path.rename(target)

    monkeypatch.setattr(Path, "replace", interrupted)
    assert export(warehouse, tmp_path / "out", "--format", "csv") == 130
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["facts.csv"]
