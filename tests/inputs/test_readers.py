import gzip
import json
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.inputs import readers
from pipelines.inputs.readers import fields, is_readable, pages, read_records, rows, unpack
from pipelines.inputs.records import Record, Reject


def read(path: Path) -> tuple[list[Record], list[Reject]]:
    found = list(read_records(path))
    return [item for item in found if isinstance(item, Record)], [item for item in found if isinstance(item, Reject)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", True),
        ("a.MD", True),
        ("a.htm", True),
        ("a.jsonl.gz", True),
        ("a.warc.gz", True),
        ("a.parquet", True),
        ("a.pdf", False),
        ("_folder.toml", False),
        ("a.gz", False),
        ("txt", False),
    ],
)
def test_is_readable(name: str, expected: bool) -> None:
    assert is_readable(name) is expected


@pytest.mark.parametrize(("name", "media"), [("a.txt", "text"), ("a.md", "markdown"), ("a.html", "html")])
def test_a_file_is_a_document(tmp_path: Path, name: str, media: str) -> None:
    path = tmp_path / name
    path.write_bytes("今天\r\n".encode())
    (record,), rejects = read(path)
    assert (record.key, record.payload, record.media, rejects) == (None, "今天\r\n".encode(), media, [])


def test_json_lines_give_records_and_reasons(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": "one", "text": "今天", "title": "题", "published_at": "2020-01-01", "junk": 1}),
        "",
        '{"id": "two", "text": ',
        "[1]",
        json.dumps({"id": "one", "text": "明天"}),
        json.dumps({"html": "<p>后天</p>"}),
        '{"id": "s", "text": "\\ud800"}',
        json.dumps({"id": "empty", "text": " "}),
        json.dumps({"id": 7, "text": "数字的名"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    records, rejects = read(path)
    assert [(record.key, record.media) for record in records] == [("one", "text"), ("6", "html"), ("7", "text")]
    assert records[0].given == {"title": "题", "published_at": "2020-01-01"}
    assert [reject.key for reject in rejects] == ["3", "4", "one", "s", "empty"]
    assert [
        word in reject.error
        for word, reject in zip(("JSON", "list", "twice", "surrogate", "neither"), rejects, strict=True)
    ]


def test_a_line_that_is_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_RECORD_BYTES", 100)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps({"text": "长" * 200}), json.dumps({"text": "短"})]), encoding="utf-8")
    records, rejects = read(path)
    assert [record.payload.decode() for record in records] == ["短"]
    assert [reject.key for reject in rejects] == ["1"]


@pytest.mark.parametrize(
    ("lines", "texts", "rejected"),
    [
        pytest.param(["a," + "长" * 200, "b,短"], ["短"], ["1"], id="one long line"),
        pytest.param(
            ["b,短", 'a,"' + "长\n" * 200 + '"', "c,也短"], ["短", "也短"], ["2"], id="many lines in one cell"
        ),
        pytest.param(['a,"' + '长""' * 200 + '"', "b,短"], ["短"], ["1"], id="doubled quotation marks"),
        pytest.param(["b,短", 'a,"' + "长" * 200, "c,也短"], ["短"], ["2"], id="a long cell that is never closed"),
        pytest.param(["b,短", 'a,"长', "c,也短"], ["短"], ["2"], id="a short cell that is never closed"),
        pytest.param(['b,5"屏', "", "c,也短"], ['5"屏', "也短"], [], id="a mark inside of a cell, and an empty line"),
    ],
)
def test_a_row_that_is_too_long_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], texts: list[str], rejected: list[str]
) -> None:
    monkeypatch.setattr(rows, "MAX_RECORD_BYTES", 100)
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["id,text", *lines]) + "\n", encoding="utf-8")
    records, rejects = read(path)
    assert [record.payload.decode() for record in records] == texts
    assert [reject.key for reject in rejects] == rejected
    assert all("quotation marks" in reject.advice for reject in rejects)


def test_a_page_and_a_cell_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (fields, pages):
        monkeypatch.setattr(module, "MAX_RECORD_BYTES", 100)
    table = {"id": ["a", "b"], "text": ["长" * 50, "短"]}
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    (tmp_path / "a.txt").write_text("长" * 50, encoding="utf-8")
    records, rejects = read(tmp_path / "a.parquet")
    assert [record.key for record in records] == ["b"]
    assert [(reject.key, reject.error) for reject in rejects] == [("a", "150 bytes in one record")]
    assert [reject.error for reject in read(tmp_path / "a.txt")[1]] == ["150 bytes in one page"]


def test_a_truncated_archive_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress("".join(json.dumps({"text": f"{n}" * 50}) + "\n" for n in range(2000)).encode())
    path.write_bytes(packed[: len(packed) // 2])
    records, rejects = read(path)
    assert records
    assert len(rejects) == 1
    assert "breaks off" in rejects[0].error


def test_csv_and_parquet_give_the_same_records(tmp_path: Path) -> None:
    table = {"id": ["a", "b"], "text": ["今天，晴。\n明天，雨。", "后天"], "url": ["https://example.com/1", None]}
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    (tmp_path / "a.csv").write_text(
        'id,text,url\na,"今天，晴。\n明天，雨。",https://example.com/1\nb,后天,\n', encoding="gb18030"
    )
    from_parquet, from_csv = read(tmp_path / "a.parquet"), read(tmp_path / "a.csv")
    assert from_parquet == from_csv
    assert [record.key for record in from_csv[0]] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("a.csv", b"name,value\n1,2\n", id="csv without text"),
        pytest.param("a.csv", b"", id="empty csv"),
        pytest.param("a.parquet", b"PAR1 no", id="no parquet"),
        pytest.param("a.jsonl.gz", b"not gzip", id="no gzip"),
        pytest.param("a.warc", b"HTTP/1.1 200 OK", id="no warc"),
        pytest.param("a.txt", b"", id="empty file"),
    ],
)
def test_a_broken_file_is_one_reject(tmp_path: Path, name: str, payload: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(payload)
    records, rejects = read(path)
    assert records == []
    assert len(rejects) == 1
    assert rejects[0].advice


def warc_record(body: bytes, head: bytes = b"Content-Type: text/html; charset=gbk\r\n", number: int = 1) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\nWARC-Date: 2020-05-01T00:00:00Z\r\n"
            f"WARC-Target-URI: https://example.com/{number}\r\nContent-Length: {len(answer)}\r\n\r\n"
        ).encode()
        + answer
        + b"\r\n\r\n"
    )


def test_warc_gives_the_pages_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    chunked = b"5\r\n<p>ab\r\n2\r\nc<\r\n0\r\n\r\n"
    parts = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ninfo\r\n\r\n",
        warc_record("<p>今天</p>".encode("gbk")),
        warc_record(chunked, b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", 2),
        warc_record(gzip.compress(b"<p>packed</p>"), b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n", 3),
        warc_record(b"\x89PNG", b"Content-Type: image/png\r\n", 4),
    ]
    path.write_bytes(b"".join(gzip.compress(part) for part in parts))
    records, rejects = read(path)
    assert rejects == []
    assert [record.key for record in records] == ["urn:1", "urn:2", "urn:3"]
    assert [record.payload for record in records] == ["<p>今天</p>".encode("gbk"), b"<p>abc<", b"<p>packed</p>"]
    assert records[0].given == {"url": "https://example.com/1", "collected_on": "2020-05-01", "charset": "gbk"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.warc", "a.parquet", "a.jsonl.gz", "a.warc.gz", "a.txt"])
@given(payload=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_records_or_rejects(tmp_path: Path, name: str, payload: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(payload)
    for item in read_records(path):
        assert isinstance(item, Record | Reject)


BOMB = b"0" * (3 << 20)


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("a.jsonl.gz", gzip.compress(BOMB), id="one line without end"),
        pytest.param("a.jsonl.gz", gzip.compress(b'{"text": "' + BOMB + b'"}\n'), id="one record"),
        pytest.param("a.warc.gz", gzip.compress(warc_record(BOMB)), id="a web archive"),
        pytest.param(
            "a.warc",
            warc_record(gzip.compress(BOMB), b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
            id="an answer in a web archive",
        ),
        pytest.param(
            "a.warc",
            warc_record(zlib.compress(BOMB)[2:-4], b"Content-Type: text/html\r\nContent-Encoding: deflate\r\n"),
            id="an answer in bare deflate",
        ),
    ],
)
def test_a_bomb_is_one_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, payload: bytes) -> None:
    monkeypatch.setattr(unpack, "FREE_FILE_BYTES", 1 << 20)
    path = tmp_path / name
    path.write_bytes(payload)
    records, rejects = read(path)
    assert records == []
    assert [reject.advice for reject in rejects] == [unpack.BOMB_ADVICE]
    assert "times its size" in rejects[0].error


def test_what_packs_well_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    line = json.dumps({"text": "市交通局昨天表示，新开通的三条公交线路将覆盖北部六个街道。"}).encode() + b"\n"
    path.write_bytes(gzip.compress(line * 2000))
    records, rejects = read(path)
    assert (len(records), rejects) == (2000, [])


def test_a_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no reader"):
        list(readers.read_records(tmp_path / "a.pdf"))


def test_a_record_is_hashed_by_what_it_says() -> None:
    first, second = (fields.make_record({"id": "a", "text": "今天", "other": extra}, 1) for extra in (1, 2))
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.content_hash == second.content_hash


BOMB_TEXT = "国" * (1 << 16)


@pytest.mark.parametrize(
    ("use_dictionary", "row_group_size", "has_records"),
    [
        pytest.param(True, 4, True, id="one value named again and again"),
        pytest.param(False, 4, True, id="a run of one character"),
        pytest.param(False, 100, False, id="all in one group, which is not unpacked"),
    ],
)
def test_a_parquet_bomb_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use_dictionary: bool, row_group_size: int, has_records: bool
) -> None:
    monkeypatch.setattr(rows, "FREE_FILE_BYTES", 1 << 21)
    path = tmp_path / "a.parquet"
    table = pa.table({"id": range(100), "text": [BOMB_TEXT] * 100})
    pq.write_table(table, path, compression="zstd", use_dictionary=use_dictionary, row_group_size=row_group_size)
    records, rejects = read(path)
    assert bool(records) is has_records
    assert [(reject.key, reject.advice) for reject in rejects] == [(str(len(records) + 1), unpack.BOMB_ADVICE)]
    assert "unpacks to over" in rejects[0].error
