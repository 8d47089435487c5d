"""Bytes to text, by evidence: byte order mark, strict UTF-8, then GB18030 against Big5-HKSCS by plausibility.

The declared charset speaks last, because pages lie about it: it only breaks a tie. What was chosen is kept with a
confidence. Mojibake (text that was decoded wrongly before it was saved) is flagged, never repaired.
"""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs")
_SAMPLE = 1 << 16  # characters looked at for control characters and mojibake
_JUDGED = 1 << 13  # characters that plausibility is judged on; all bytes are still decoded strictly
# The character set, and the last lead byte of its frequent characters (level 1).
_FREQUENT = {"gb18030": ("gb2312", 0xD7), "big5hkscs": ("big5", 0xC6)}
_MARKS = "，。、：；？！「」“”‘’《》（）　…—·％"

# The commonest characters of running Chinese; a wrong decoding hits them by chance only.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
    "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第"
    "公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合"
    "這個們來為國說時會對後裡動過發現當沒還進樣學經開從實軍無與長機關點業將兩間問並應戰頭體見產話"
    "，。、：；？！「」“”《》（）"
)
# Runs that only a wrong decoding leaves behind.
_TRAIL = r"[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_MOJIBAKE = re.compile(rf"锟斤拷|烫烫烫|屯屯屯|ï»¿|(?:[\xe3-\xe9\xef]{_TRAIL}{{2}}){{2}}|[涓鍦鏄浜鐨鍙绗銆鈥锛]{{4}}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how sure the reading of its bytes is (0 to 1)."""

    text: str
    encoding: str
    confidence: float
    is_mojibake: bool


class DecodeError(ValueError):
    """The bytes are no text. `advice` says what would do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def decode(payload: bytes, *, declared: str | None = None) -> Decoded:
    """Decode bytes into text; newlines are not translated.

    Args:
        payload: The bytes of a file or of one record.
        declared: The charset that the file or its container names; it only breaks a tie.

    Raises:
        DecodeError: Empty, binary (NUL bytes, control characters), or no known encoding fits.

    >>> decode("深度求索".encode("gb18030")).encoding
    'gb18030'
    """
    if not payload.strip():
        raise DecodeError("the file is empty", "remove the file, or save the page again")
    text, encoding, confidence = _by_mark(payload) or _by_utf8(payload) or _by_plausibility(payload, declared)
    if "\0" in text:
        place = text.index("\0")
        raise DecodeError(f"a NUL character at {place}: binary, not text", "remove it from the input folder")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise DecodeError("control characters all over: binary, not text", "remove it from the input folder")
    if not text.strip("\ufeff \t\r\n\u3000\xa0"):
        raise DecodeError("there is no text in the file", "remove the file, or save the page again")
    return Decoded(text, encoding, confidence, is_mojibake(sample))


def is_mojibake(text: str) -> bool:
    """Tell whether a text looks as if it had been decoded wrongly before it was saved.

    >>> is_mojibake("锟斤拷锟斤拷")
    True
    """
    broken = text.count("\ufffd") + sum(len(hit) for hit in _MOJIBAKE.findall(text))
    return broken >= 3 and broken > 0.002 * len(text)


def _by_mark(payload: bytes) -> tuple[str, str, float] | None:
    for mark, encoding in _BOMS:
        if payload.startswith(mark):
            try:
                return payload[len(mark) :].decode(encoding), encoding, 1.0
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return None
                message = (
                    f"byte 0x{payload[len(mark) + error.start]:02X} at {len(mark) + error.start} is not {encoding}"
                )
                raise DecodeError(message, "save the page again as UTF-8") from None
    return None


def _by_utf8(payload: bytes) -> tuple[str, str, float] | None:
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = len(payload) - error.start
        if cut < 4 and error.reason == "unexpected end of data" and error.start > 64:
            raise DecodeError(f"utf-8 breaks off in a character, {cut} bytes before the end", "save it again") from None
        return None
    return text, "ascii" if text.isascii() else "utf-8", 1.0


def _by_plausibility(payload: bytes, declared: str | None) -> tuple[str, str, float]:
    if b"\0" in payload:
        raise DecodeError(f"a NUL byte at {payload.index(0)}: binary, not text", "remove it from the input folder")
    scored = []
    for encoding in _CANDIDATES:
        try:
            text = payload.decode(encoding)
        except UnicodeDecodeError as error:
            failure = error
            continue
        scored.append((_plausibility(text[:_JUDGED], encoding) + 0.01 * _names(declared, encoding), encoding, text))
    if not scored:
        where = f"byte 0x{payload[failure.start]:02X} at {failure.start} is not {failure.encoding}"
        raise DecodeError(f"{where}; tried utf-8, gb18030, big5", "save the page again as UTF-8")
    scored.sort(key=lambda entry: entry[0], reverse=True)
    best, encoding, text = scored[0]
    if best <= 0:
        raise DecodeError("no encoding gives plausible text; tried utf-8, gb18030, big5", "save it as UTF-8")
    rival = max(scored[1][0], 0.0) if len(scored) > 1 else 0.0
    return text, encoding, round(min(0.99, 0.5 + 0.5 * (best - rival) / best), 3)


def _names(declared: str | None, encoding: str) -> bool:
    family = {"gb18030": ("gb",), "big5hkscs": ("big5", "hkscs")}[encoding]
    return declared is not None and declared.lower().replace("-", "").startswith(family)


def _plausibility(text: str, encoding: str) -> float:
    """Share of common characters among the non-ASCII ones; private and unassigned-looking ones count against."""
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    common = sum(char in _COMMON for char in foreign)
    frequent = sum(_is_frequent(char, encoding) for char in foreign)
    odd = sum("\ue000" <= char <= "\uf8ff" or "\u0080" <= char <= "\u009f" or char == "\ufffd" for char in foreign)
    marks = sum(char in _MARKS for char in foreign)
    rare = max(len(foreign) - len(_HAN.findall(text)) - marks, 0)
    return (common + 0.5 * frequent - 3 * odd - 0.3 * rare) / len(foreign)


def _is_frequent(char: str, encoding: str) -> bool:
    """Tell whether a character is in the block of its character set that holds the frequent ones."""
    codec, last_lead = _FREQUENT[encoding]
    code = char.encode(codec, "ignore")
    return len(code) == 2 and 0xB0 * (codec == "gb2312") <= code[0] <= last_lead
