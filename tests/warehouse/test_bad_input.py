"""A folder full of what the world throws at it: every bad thing is a row that says what to do; every page is there."""

import dataclasses
import gzip
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.inputs import readers
from pipelines.inputs.records import Record, Reject
from pipelines.settings import Settings
from pipelines.warehouse import scan
from tests.made import page, write_pages
from tests.warehouses import build, make_settings, query

MANY = 10_000
REJECT = "select stage, error, advice from rejects where source_uri = ?"


def bomb(size: int = 80 << 20) -> bytes:
    """Pack a line without end: what a megabyte of gzip may claim to hold."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as stream:
        for _ in range(size >> 20):
            stream.write(b"a" * (1 << 20))
    return packed.getvalue()


def warc_bomb() -> bytes:
    """Pack a web archive whose one answer goes on and on."""
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 83886080\r\n\r\n"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as stream:
        stream.write(head + answer)
        for _ in range(80):
            stream.write(b"a" * (1 << 20))
    return packed.getvalue()


def parquet_bomb() -> bytes:
    """Pack a table whose one group of rows says the same again and again."""
    packed = io.BytesIO()
    table = pa.table({"text": ["a" * (1 << 20)] * 80})
    pq.write_table(table, packed, compression="zstd", use_dictionary=False)
    return packed.getvalue()


@pytest.fixture(scope="module")
def thrown(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Settings:
    """A folder with one page and all kinds of traps, and its warehouse."""
    root = tmp_path_factory.mktemp("thrown")
    folder = root / "in"
    write_pages(folder, 1)
    outside = root / "outside"
    outside.mkdir()
    (outside / "private.txt").write_text("这是别人的文件。", encoding="utf-8")
    (folder / "out.txt").symlink_to(outside / "private.txt")
    (folder / "out").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").mkdir()
    (folder / "a.txt" / "b.txt").write_text(page(1), encoding="utf-8")
    (folder / "bomb.jsonl.gz").write_bytes(bomb())
    (folder / "bomb.warc.gz").write_bytes(warc_bomb())
    (folder / "cut.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999\r\n\r\nHTTP/1.1 200 OK\r\n"
    )
    (folder / "bomb.parquet").write_bytes(parquet_bomb())
    (folder / "cut.parquet").write_bytes(b"PAR1\x15\x04")
    (folder / "torn.html").write_bytes("<p>新闻".encode("utf-16")[:-1])
    (folder / "surrogate.jsonl").write_text('{"id": "x", "text": "\\ud800坏"}\n', encoding="utf-8")
    (folder / "book.txt").write_text(page(2) * 20, encoding="utf-8")
    records = [{"id": "book", "text": page(3) * 20}, {"id": "page", "text": page(3)}]
    (folder / "books.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    settings = make_settings(root, rules=small_rules)
    settings = dataclasses.replace(settings, stage=dataclasses.replace(settings.stage, max_characters=2_000))
    build(settings)
    return settings


@pytest.mark.parametrize(
    ("uri", "stage", "error", "advice"),
    [
        pytest.param("out.txt", "folders", "symbolic link", "not followed", id="a link out of the folder"),
        pytest.param("out", "folders", "symbolic link", "not followed", id="a link to another folder"),
        pytest.param("loop", "folders", "symbolic link", "not followed", id="a link to the folder itself"),
        pytest.param("self.txt", "folders", "symbolic link", "not followed", id="a link to itself"),
        pytest.param("pipe.txt", "folders", "not a regular file", "remove it", id="a pipe that nobody writes"),
        pytest.param("a.txt", "folders", "a folder", "rename it", id="a folder named as a page"),
        pytest.param("bomb.jsonl.gz#1", "files", "unpacks to over", "leave it out", id="a gzip bomb"),
        pytest.param("bomb.warc.gz#2", "files", "unpacks to over", "leave it out", id="a WARC bomb"),
        pytest.param("cut.warc#2", "files", "breaks off", "fetch it again", id="an archive cut short"),
        pytest.param("cut.parquet", "files", "not Parquet", "write the file again", id="half a Parquet file"),
        pytest.param("bomb.parquet#1", "files", "unpacks to over", "leave it out", id="a Parquet bomb"),
        pytest.param("book.txt", "texts", "over the 2000 of max_characters", "split it", id="a page as long as a book"),
        pytest.param("books.jsonl#book", "texts", "over the 2000 of", "split it", id="a record as long as a book"),
        pytest.param("torn.html", "texts", "utf-16", "save the page again", id="half a character"),
        pytest.param("surrogate.jsonl#x", "files", "lone surrogate", "valid UTF-8", id="a lone surrogate"),
    ],
)
def test_a_trap_is_one_row_with_stage_reason_and_advice(
    thrown: Settings, uri: str, stage: str, error: str, advice: str
) -> None:
    rows = query(thrown.warehouse, REJECT, [uri])
    assert len(rows) == 1
    assert rows[0][0] == stage
    assert error in rows[0][1]
    assert advice in rows[0][2]


def test_every_page_goes_through_and_nothing_from_outside(thrown: Settings) -> None:
    found = query(thrown.warehouse, "select source_uri from documents order by all")
    assert found == [("00000.txt",), ("a.txt/b.txt",), ("books.jsonl#page",)]
    assert query(thrown.warehouse, "select count(*) from rejects") == [(15,)]


NAMES = [
    pytest.param(b'o\'brien "x".txt', 'o\'brien "x".txt', id="quotation marks"),
    pytest.param(b"two\nlines\t.txt", "two%0Alines%09.txt", id="a newline and a tab"),
    pytest.param(b"gbk-\xd0\xc2.txt", "gbk-%D0%C2.txt", id="bytes that are not UTF-8"),
    pytest.param(b"50%25#1.txt", "50%2525%231.txt", id="signs that the uri uses itself"),
    pytest.param("新闻 — 稿.txt".encode(), "新闻 — 稿.txt", id="Chinese and spaces"),
    pytest.param(b"'); drop table texts; --.txt", "'); drop table texts; --.txt", id="a name that would be SQL"),
    pytest.param(b"-rf.txt", "-rf.txt", id="a name that would be an option"),
    pytest.param(b"$(touch x)`y`.txt", "$(touch x)`y`.txt", id="a name that would be a command"),
]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Settings:
    """Pages with hostile names and hostile words, built, edited and built again."""
    root = tmp_path_factory.mktemp("named")
    settings = make_settings(root, rules=small_rules)
    texts = [*HOSTILE, *(page(seed) for seed in range(len(NAMES) - len(HOSTILE)))]
    for again in ("", "修改后的一行。\n"):
        for case, text in zip(NAMES, texts, strict=True):
            name = case.values[0]
            assert isinstance(name, bytes)
            (root / "in" / os.fsdecode(name)).write_text(text + again, encoding="utf-8")
        build(settings)
    return settings


HOSTILE = [
    "标题'); drop table texts; --\n来源:晨星网 2025-01-01\n\n他说:\"'; delete from documents; --\"。\n",
    "select * from read_text('/etc/passwd')\n\n{{ query }} ${jndi:ldap://x} %s %(name)s ? $1\n",
    "\\'; attach '/tmp/x' as y; --\n\n公司投入3亿元'||(select 1)||'。\n",
]


@pytest.mark.parametrize(("name", "uri"), NAMES)
def test_a_page_has_any_name(named: Settings, name: bytes, uri: str) -> None:
    query_of_one = "select version_no from documents where source_uri = ?"
    assert query(named.warehouse, query_of_one, [uri]) == [(2,)]
    assert (named.inputs[0].path / os.fsdecode(name)).exists()


def test_pages_with_hostile_names_can_be_removed(named: Settings, tmp_path: Path, small_rules: Path) -> None:
    shutil.copytree(named.warehouse.parent, tmp_path / "root", symlinks=True)
    settings = make_settings(tmp_path / "root", rules=small_rules)
    for path in (tmp_path / "root" / "in").iterdir():
        path.unlink()
    assert build(settings).scan.removed == len(NAMES)
    assert query(settings.warehouse, "select count(*) from documents") == [(0,)]


def test_words_that_would_be_sql_are_words(named: Settings) -> None:
    found = {text for (text,) in query(named.warehouse, "select raw_text from texts")}
    assert {text + "修改后的一行。\n" for text in HOSTILE} <= found
    assert query(named.warehouse, "select count(*) from rejects") == [(0,)]
    tables = query(named.warehouse, "select count(*) from duckdb_tables() where table_name in ('texts', 'numbers')")
    assert tables == [(2,)]


HOW = ("grows", "is replaced by a link", "vanishes")


@dataclasses.dataclass(frozen=True, slots=True)
class Moved:
    """What is known after a run while which files changed, and after the next run."""

    unsettled: list[str]
    first: dict[str, str]
    then: dict[str, str]
    rejects: list[tuple[str, str]]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Moved:
    """Two runs on a page that stands still and one for each way to change while it is read."""
    root = tmp_path_factory.mktemp("moved")
    settings = make_settings(root, rules=small_rules)
    write_pages(root / "in", 1)
    (root / "secret").write_text("这是别人的文件。", encoding="utf-8")
    grows, is_replaced, vanishes = (root / "in" / f"{how}.txt" for how in HOW)
    for path in (grows, is_replaced, vanishes):
        path.write_text(page(1), encoding="utf-8")

    def reading(path: Path) -> Iterator[Record | Reject]:
        if path == is_replaced:
            path.unlink()
            path.symlink_to(root / "secret")
        yield from readers.read_records(path)
        if path == grows:
            path.write_text(page(7) + page(8), encoding="utf-8")
        elif path == vanishes:
            path.unlink()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scan, "read_records", reading)
        report = build(settings).scan
    texts = "select source_uri, raw_text from documents"
    first = dict(query(settings.warehouse, texts))
    build(settings)
    rejects = [(uri, error) for uri, error in query(settings.warehouse, "select source_uri, error from rejects")]
    return Moved(report.unsettled, first, dict(query(settings.warehouse, texts)), rejects)


@pytest.mark.parametrize("how", HOW)
def test_a_file_that_changes_while_it_is_read_waits_for_the_next_run(moved: Moved, how: str) -> None:
    uri = f"{how}.txt"
    assert moved.first == {"00000.txt": page(0)}
    assert (uri in moved.unsettled) == (how != "vanishes")
    assert moved.then.get(uri) == (page(7) + page(8) if how == "grows" else None)
    assert [error for where, error in moved.rejects if where == uri] == (
        ["symbolic link"] if how == "is replaced by a link" else []
    )


def test_ten_thousand_rejects_at_once(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 1)
    (tmp_path / "in" / "junk.jsonl").write_text("no json\n" * MANY, encoding="utf-8")
    outcome = build(settings)
    warned = {result.name: result.problem_count for result in outcome.checks if not result.has_passed}
    assert warned["nothing_is_rejected"] == MANY
    asked = "select count(*), count(distinct source_uri), bool_and(advice <> '') from rejects where stage = 'files'"
    assert query(settings.warehouse, asked) == [(MANY, MANY, True)]
    assert query(settings.warehouse, "select count(*) from documents") == [(1,)]
    assert not build(settings).is_published
    (tmp_path / "in" / "junk.jsonl").unlink()
    build(settings)
    assert query(settings.warehouse, "select count(*) from rejects") == [(0,)]
