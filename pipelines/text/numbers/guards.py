"""Keep out what only looks like a number: addresses, model names, scores, idioms, numbered names."""

import re
from pathlib import Path

from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.lexicon import longest_first
from pipelines.text.numbers.wordtries import backward
from pipelines.text.rulefiles import read_csv

_ADDRESSES = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s\u3000-\u9fff，。；！？）”)\]]+"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9_/.-])(?:\.{0,2}/)?[A-Za-z0-9_-]{1,80}(?:/[A-Za-z0-9_.-]{1,80}){0,12}"
    r"\.(?:html?|php|aspx?|jpe?g|png|gif|com|cn|net|org|mp4|pdf)\b[^\s\u3000-\u9fff，。；）)\]]*"
)
# What every address holds; only the lines that hold it are read for one.
_ADDRESS_HINT = re.compile(r"://|www\.|@|\.(?:html?|php|aspx?|jpe?g|png|gif|com|cn|net|org|mp4|pdf)\b")
# What such an address holds: a plain search for these costs a tenth of one for the pattern.
_ADDRESS_MARKS = ("://", "www.", "@")
_FILE_MARK = re.compile(r"\.[hpajgcnom]")
_DOCUMENT_NUMBER = re.compile(r"[\u3014\[【（(](\d{4}[\u3015\]】）)]第?\d+号)")
_TOKEN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z_]|[.·:/+-](?=[0-9A-Za-z]))*")
_SCORE = re.compile(
    r"\d{1,3}(?:\.\d{1,3})?[ ]?(?:[:：\u2236]|比)[ ]?\d{1,3}(?:\.\d{1,3})?(?![\d.]*[%万亿年月日])"
    r"|[一二三四五六七八九十]{1,2}比[一二三四五六七八九十零]{1,2}"
    r"|\d{1,6}(?:\.\d{1,3})?[ ]?比[ ]?1(?![\d.%万亿年月日])"
)
# 102-98: what falls is no range. A unit behind it would make two amounts of it.
_FALLING = re.compile(r"(\d{1,3})[-–](\d{1,3})(?=$|[^\d.%‰℃°A-Za-z万亿千百年月日号点时分秒元个名人件吨米])")
_SERIAL = re.compile(
    r"\d+(?:\.\d+){2,}|\d+(?:-\d+){2,}|\d{1,2}[·•]\d{1,2}(?!\d)|1[3-9]\d{9}(?!\d|[ ]?[万亿元美])|\d{3,4}-\d{7,8}"
    r"|[0-9零〇一二三四五六七八九]{31,}"
)
# What a score or a serial number begins with, and what joins its parts; a telephone number has none.
_RUN = re.compile(r"[0-9零〇一二三四五六七八九十]*")
_RUN_JOINTS = frozenset(".-–·•:：\u2236比 ")
_LONG_RUN = 8
_LIST_MARK = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|\.(?!\d))")
_LONE = re.compile(r"[*#_|>\[\]\s]*\d[\d,.]*[*#_|\[\]\s]*")
_LATIN_WORD = re.compile(r"[ \xa0]([A-Za-z][A-Za-z0-9-]*)(?=[^A-Za-z]|$)")


class Guards:
    """The words and shapes that are no numbers; loaded once for a rules folder."""

    def __init__(self, rules_dir: Path) -> None:
        words = [fold_numerals(row["word"]) for row in read_csv(rules_dir / "number_guards.csv", ("word",))]
        names = [fold_numerals(row["name"]) for row in read_csv(rules_dir / "numbered_names.csv", ("name",))]
        self.all_words = words
        self._words: dict[str, list[str]] = {}
        for word in longest_first(words):
            self._words.setdefault(word[:2], []).append(word)
        self.names = backward(names)

    def word_end(self, folded: str, start: int, end: int) -> int:
        """Return the end of the longest guard word that begins at `start`, or `start`."""
        for beginning in (folded[start : start + 2], folded[start]):
            for word in self._words.get(beginning, ()):
                if folded.startswith(word, start, end):
                    return start + len(word)
        return start

    def addresses(self, folded: str) -> list[tuple[int, int]]:
        """List the ranges of URLs, e-mail addresses, file names and document numbers."""
        # One character is looked for a hundred times as fast as a pattern.
        found = [match.span(1) for match in _DOCUMENT_NUMBER.finditer(folded)] if "号" in folded else []
        is_likely = any(mark in folded for mark in _ADDRESS_MARKS) or _FILE_MARK.search(folded)
        hint = _ADDRESS_HINT.search(folded) if is_likely else None
        while hint:
            start, stop = folded.rfind("\n", 0, hint.start()) + 1, folded.find("\n", hint.end())
            stop = stop if stop >= 0 else len(folded)
            found += [match.span() for match in _ADDRESSES.finditer(folded, start, stop)]
            hint = _ADDRESS_HINT.search(folded, stop)
        return sorted(found)

    def is_lone(self, folded: str, start: int, end: int) -> bool:
        """Tell whether a line holds a figure and nothing else: a counter or a page number, no amount."""
        return _LONE.fullmatch(folded, start, end) is not None

    def list_mark(self, folded: str, start: int, end: int) -> int:
        """Return the end of a list number that opens a sentence (1、 and （一）), or `start`."""
        match = _LIST_MARK.match(folded, start, end)
        return match.end() if match else start

    def token(self, folded: str, start: int, end: int) -> int:
        """Return the end of the run of letters, digits and joints that begins at `start`."""
        match = _TOKEN.match(folded, start, end)
        return match.end() if match else start + 1

    def shape(self, folded: str, start: int, end: int) -> int:
        """Return the end of a score or a serial number that begins at `start`, or `start`."""
        run = _RUN.match(folded, start, end)
        stop = run.end() if run else start
        if stop - start < _LONG_RUN and (stop >= end or folded[stop] not in _RUN_JOINTS):
            return start
        match = _SERIAL.match(folded, start, end) or _SCORE.match(folded, start, end)
        if match is None:
            falling = _FALLING.match(folded, start, end)
            match = falling if falling and int(falling[1]) > int(falling[2]) else None
        return match.end() if match else start

    def follows_name(self, folded: str, start: int, floor: int) -> bool:
        """Tell whether the digits at `start` hang on a Latin word or hyphen (H100, GPT-4, 歼-20)."""
        if start == floor:
            return False
        before = folded[start - 1]
        if before.isascii() and before.isalpha():
            return True
        if before in "-–_./#=@" and start - 1 > floor:
            other = folded[start - 2]
            return (other.isalnum() or (before == "=" and not other.isspace())) and (other.isascii() or before in "-–")
        return False

    def follows_title(self, folded: str, start: int, floor: int) -> bool:
        """Tell whether a bare number at `start` completes a name before it (Claude 3.5, 昇腾910)."""
        tail = folded[max(floor, start - 24) : start][::-1]
        if self.names.match(tail, 1 if tail[:1] == " " else 0):
            return True
        word = _LATIN_WORD.match(tail)
        return word is not None and not word[1].islower()
