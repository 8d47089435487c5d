"""The rows of the gazetteer's two files: reading, checking, merging, writing.

`entities.csv` and `aliases.csv` hold rows written by hand (`source` is `own`) and rows made from packages
(`source` is `package@version`, several with a blank between). Only the second kind is ever made anew.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

OWN = "own"


class Entity(NamedTuple):
    """A row of `entities.csv`."""

    entity_id: str
    type: str
    subtype: str
    name: str
    name_en: str
    wikidata_id: str
    description: str
    source: str


class Alias(NamedTuple):
    """A row of `aliases.csv`."""

    entity_id: str
    alias: str
    lang: str
    kind: str
    needs_context: str
    source: str


class Place(NamedTuple):
    """An entity from a package with its names: `(alias, lang)`, the first of a language being the best."""

    entity: Entity
    names: tuple[tuple[str, str], ...]


def slug(name: str) -> str:
    """Make a readable id of an English name.

    >>> slug("Côte d’Ivoire")
    'cote-d-ivoire'
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def read_cells(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header; no file is an empty one."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows sorted, so that a rebuild changes no more lines than it must."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(set(rows)))
