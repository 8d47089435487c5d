"""Make pipelines/rules/simplified.csv, the one-to-one map from Traditional to Simplified characters.

Source: the dictionary TSCharacters of OpenCC (Apache-2.0), as packed in `opencc-python-reimplemented`. Where it
lists several Simplified forms the first is taken, except for the characters in `OWN`.

usage: pip install opencc-python-reimplemented==0.1.7 && python scripts/build_simplified.py
"""

import csv
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

PACKAGE = "opencc-python-reimplemented"
TARGET = Path(__file__).parents[1] / "pipelines" / "rules" / "simplified.csv"
# 瞭解, 藉口 and 祇有 are far more common in news than the senses that keep their shape.
OWN = {"瞭": "了", "藉": "借", "祇": "只", "妳": "你", "牠": "它", "裡": "里", "峯": "峰", "啓": "启", "衆": "众"}


def main() -> None:
    """Write the table, sorted by character."""
    lines = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = {source: targets.split()[0] for source, targets in (line.split("\t") for line in lines if line)}
    rows = [(s, t, f"{PACKAGE}@{version(PACKAGE)}") for s, t in pairs.items() if s not in OWN]
    rows += [(s, t, "own") for s, t in OWN.items()]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("traditional", "simplified", "source"))
        writer.writerows(sorted(row for row in rows if row[0] != row[1] and len(row[0]) == len(row[1]) == 1))


if __name__ == "__main__":
    main()
