"""JioNLP behind a pipe: finds times and money in texts, and times itself. Run by `bench.numbers` as a process.

Imports nothing of this project; JioNLP and what it pulls in come from the folder that the one argument names, so that
they stay out of the project's environment.
Reads one JSON object a line: `{"texts": [...], "today": "2025-01-30"}`; answers `{"seconds": ..., "found": [...]}`.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import time
from typing import Any

_CODES = {"元": "CNY", "美元": "USD", "港元": "HKD", "日元": "JPY", "欧元": "EUR", "英镑": "GBP", "韩元": "KRW",
          "澳元": "AUD", "台币": "TWD", "卢布": "RUB", "加元": "CAD", "泰铢": "THB", "新加坡元": "SGD"}  # fmt: skip
_LETTERS = {"year": "Y", "month": "M", "day": "D", "hour": "H", "minute": "M", "second": "S"}


def times(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write its times as the gold does: ISO 8601, open ends as two dots."""
    rows = []
    for mention in found:
        detail, kind = mention["detail"], mention["type"]
        row = {"start": mention["offset"][0], "end": mention["offset"][1], "kind": "date"}
        stated = detail.get("time")
        if kind in {"time_span", "time_point"} and isinstance(stated, list) and len(stated) == 2:
            first, last = (".." if "inf" in end else end.replace(" ", "T") for end in stated)
            row["iso"] = first if first == last else f"{first}/{last}"
        elif kind == "time_delta" and isinstance(stated, dict):
            row["kind"] = "duration"
            units = [(unit, value) for unit, value in stated.items() if unit in _LETTERS]
            if len(units) == 1:
                row["unit"], row["value"] = units[0]
        rows.append(row)
    return rows


def money(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write its money as the gold does: a value, or two, and ISO 4217."""
    rows = []
    for mention in found:
        number = mention["detail"]["num"]
        low, high = number if isinstance(number, list) else (number, None)
        row = {"start": mention["offset"][0], "end": mention["offset"][1], "kind": "money"}
        row |= {"value": low, "value_high": high, "unit": _CODES.get(mention["detail"]["case"])}
        rows.append(row)
    return rows


def main() -> None:
    """Answer requests until the pipe closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.path.insert(0, sys.argv[1])
    with contextlib.redirect_stdout(io.StringIO()):
        jionlp = importlib.import_module("jionlp")
    for line in sys.stdin:
        request = json.loads(line)
        base = None
        if request.get("today"):
            base = time.mktime(time.strptime(request["today"], "%Y-%m-%d"))
        results = []
        begun = time.process_time()
        for text in request["texts"]:
            try:
                results.append((jionlp.ner.extract_time(text, time_base=base), jionlp.ner.extract_money(text)))
            except Exception:  # it raises on some texts; a crash there finds nothing
                results.append(([], []))
        seconds = time.process_time() - begun
        found = [times(dates) + money(sums) for dates, sums in results]
        answers.write(json.dumps({"seconds": seconds, "found": found}, ensure_ascii=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
