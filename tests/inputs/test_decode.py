import codecs

import pytest

from pipelines.inputs.decode import DecodeError, decode

HANS = "市交通局昨天说，新开的三条公交线路将覆盖北部六个街道，预计每天服务约两万名乘客。"
HANT = "市交通局昨天說，新開的三條公車路線將覆蓋北部六個街道，預計每天服務約兩萬名乘客。"


@pytest.mark.parametrize(
    ("payload", "declared", "encoding", "text"),
    [
        pytest.param(HANS.encode(), None, "utf-8", HANS, id="strict utf-8"),
        pytest.param(HANS.encode(), "gb2312", "utf-8", HANS, id="bytes beat the declared charset"),
        pytest.param(codecs.BOM_UTF8 + HANS.encode(), None, "utf-8", HANS, id="utf-8 mark is no text"),
        pytest.param(codecs.BOM_UTF16_LE + HANS.encode("utf-16-le"), None, "utf-16-le", HANS, id="utf-16 by its mark"),
        pytest.param(HANS.encode("gb18030"), None, "gb18030", HANS, id="gb18030 by plausibility"),
        pytest.param(HANT.encode("big5"), None, "big5hkscs", HANT, id="big5 is not read as gb18030 in silence"),
        pytest.param(HANS.encode("gb18030"), "big5", "gb18030", HANS, id="a wrong declaration does not win"),
        pytest.param(b"plain\r\ntext", None, "ascii", "plain\r\ntext", id="newlines are not translated"),
    ],
)
def test_decode(payload: bytes, declared: str | None, encoding: str, text: str) -> None:
    decoded = decode(payload, declared=declared)
    assert (decoded.encoding, decoded.text) == (encoding, text)
    assert 0.5 <= decoded.confidence <= 1.0


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b" \n\t", "empty", id="blanks alone"),
        pytest.param("　　\n".encode(), "no text", id="wide blanks alone"),
        pytest.param(b"PK\x03\x04\x00\x00", "NUL", id="an archive"),
        pytest.param("今天\0明天".encode(), "NUL", id="a NUL in text"),
        pytest.param(b"\xff\xfe\x00\xd8", "utf-16-le", id="a lone surrogate in utf-16"),
        pytest.param((HANS * 3).encode()[:-1], "breaks off", id="utf-8 cut in a character"),
    ],
)
def test_decode_refuses(payload: bytes, says: str) -> None:
    with pytest.raises(DecodeError, match=says) as refused:
        decode(payload)
    assert refused.value.advice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("锟斤拷锟斤拷" * 3 + HANS, True, id="replacement characters read as gbk"),
        pytest.param("\ufffd" * 5 + HANS, True, id="replacement characters"),
        pytest.param(HANS.encode().decode("latin-1"), True, id="utf-8 read as latin-1"),
        pytest.param(HANS, False, id="sound text"),
        pytest.param("Café Müller über alles", False, id="sound Latin text with accents"),
    ],
)
def test_mojibake_is_flagged(text: str, expected: bool) -> None:
    assert decode(text.encode()).is_mojibake is expected
