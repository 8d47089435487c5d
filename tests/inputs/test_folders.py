"""Walking an input folder: what is listed, under which name, with which facts; and what is refused."""

import json
import os
from pathlib import Path

import pytest

from pipelines.inputs.folders import FolderError, Listing, clean_key, list_folder, real_path, source_uri
from pipelines.settings import InputFolder


def listed(folder: Path) -> Listing:
    return list_folder(InputFolder("", folder))


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("新闻", encoding="utf-8")


def test_files_are_listed_in_order_of_name_whatever_their_depth(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.html", "a.md", "c.jsonl.gz")
    assert [file.path for file in listed(tmp_path).files] == ["a/z.html", "a.md", "b.txt", "c.jsonl.gz"]


def test_hidden_files_and_other_kinds_are_left_out_and_other_kinds_counted(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "c.pdf", "d.png", "_folder.toml")
    listing = listed(tmp_path)
    assert [file.path for file in listing.files] == ["a.txt"]
    assert listing.ignored_count == 2


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(5, 1_700_000_000_123_456_789))
    (file,) = listed(tmp_path).files
    assert (file.size, file.mtime_ns) == (6, 1_700_000_000_123_456_789)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("新闻 1.txt".encode(), "新闻 1.txt", id="Chinese and blanks stay"),
        pytest.param(b"a#b.txt", "a%23b.txt", id="# parts the record from the file"),
        pytest.param(b"50%.txt", "50%25.txt", id="% is the escape itself"),
        pytest.param(b"a\nb.txt", "a%0Ab.txt", id="a newline"),
        pytest.param("新".encode("gb18030") + b".txt", "%D0%C2.txt", id="bytes that are not UTF-8"),
    ],
)
def test_names_are_escaped_and_lead_back_to_the_file(tmp_path: Path, name: bytes, path: str) -> None:
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123 - a name of bytes
        file.write(b"text")
    (found,) = listed(tmp_path).files
    assert found.path == path
    assert real_path(InputFolder("", tmp_path), path).read_bytes() == b"text"


@pytest.mark.parametrize(
    ("folder", "path", "record", "uri"),
    [
        pytest.param("", "a.txt", None, "a.txt", id="one folder"),
        pytest.param("news", "a.txt", None, "news/a.txt", id="a named folder"),
        pytest.param("news", "a.jsonl", "7", "news/a.jsonl#7", id="a record"),
        pytest.param("", "a.jsonl", "", "a.jsonl#", id="a record with an empty id is still a record"),
    ],
)
def test_source_uri(folder: str, path: str, record: str | None, uri: str) -> None:
    assert source_uri(folder, path, record) == uri


def test_a_key_with_half_a_character_can_be_stored() -> None:
    assert clean_key("a\ud83d") == "a\\ud83d"
    assert clean_key("新闻😀") == "新闻😀"


def test_facts_hold_for_all_below_and_inner_folders_win(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "in/b.txt", "in/deep/c.txt")
    facts = 'collected_on = 2025-04-03\ntimezone = "Asia/Shanghai"\n'
    (tmp_path / "_folder.toml").write_text(facts, encoding="utf-8")
    (tmp_path / "in" / "_folder.toml").write_text('source = "晨星网"\ntimezone = "UTC"\n', encoding="utf-8")
    found = {file.path: json.loads(file.facts) for file in listed(tmp_path).files}
    outer = {"collected_on": "2025-04-03", "timezone": "Asia/Shanghai"}
    assert found == {
        "a.txt": outer,
        "in/b.txt": outer | {"source": "晨星网", "timezone": "UTC"},
        "in/deep/c.txt": outer | {"source": "晨星网", "timezone": "UTC"},
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("collected_on = \n", "not a usable _folder.toml", id="not TOML"),
        pytest.param('collected_on = "2025-04-03"\n', "collected_on is not one of", id="a date in quotation marks"),
        pytest.param('timezone = "Asia/Peking"\n', 'timezone "Asia/Peking" is not known', id="an unknown time zone"),
        pytest.param('colour = "red"\n', "colour is not one of collected_on, timezone, source", id="an unknown key"),
    ],
)
def test_a_folder_file_that_is_wrong_is_one_reject_and_states_nothing(tmp_path: Path, text: str, problem: str) -> None:
    touch(tmp_path, "a.txt")
    (tmp_path / "_folder.toml").write_text(text, encoding="utf-8")
    listing = listed(tmp_path)
    ((path, error, advice),) = listing.rejects
    assert path == "_folder.toml"
    assert problem in error
    assert "collected_on = " in advice
    assert [(file.path, file.facts) for file in listing.files] == [("a.txt", "{}")]


def test_a_folder_file_that_cannot_be_read_is_a_reject(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "_folder.toml/x.txt")
    listing = listed(tmp_path)
    assert [reject[0] for reject in listing.rejects] == ["_folder.toml"]
    assert [file.path for file in listing.files] == ["a.txt"]


def test_links_are_rejected_and_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.txt", "out/b.txt")
    (tmp_path / "in" / "file.txt").symlink_to(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    listing = listed(tmp_path / "in")
    assert [file.path for file in listing.files] == ["a.txt"]
    assert [reject[:2] for reject in listing.rejects] == [
        ("file.txt", "symbolic link"),
        ("folder", "symbolic link"),
        ("loop", "symbolic link"),
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    listing = listed(tmp_path)
    assert listing.files == []
    assert [reject[:2] for reject in listing.rejects] == [("pipe.txt", "not a regular file")]


def test_an_input_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [file.path for file in listed(tmp_path / "link").files] == ["a.txt"]


@pytest.mark.parametrize(("name", "problem"), [("missing", "does not exist"), ("file.txt", "is not a folder")])
def test_what_is_no_folder_is_an_error(tmp_path: Path, name: str, problem: str) -> None:
    touch(tmp_path, "file.txt")
    with pytest.raises(FolderError, match=rf"input folder .*/{name} {problem}; nothing was changed"):
        listed(tmp_path / name)


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pipelines.inputs.folders.os.listdir", refuse)
    with pytest.raises(FolderError, match="can't be read: Permission denied; nothing was changed"):
        listed(tmp_path)
