"""The curated gazetteer, linted: what a row must hold, and which names may stand without context."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pipelines.text.folding import fold
from pipelines.text.rulefiles import RULES_DIR, Row, read_csv

ENTITY_COLUMNS = (
    "entity_id", "type", "subtype", "name", "name_en", "wikidata_id", "description", "source",
)  # fmt: skip
ALIAS_COLUMNS = ("entity_id", "alias", "lang", "kind", "needs_context", "source")
TYPES = ("person", "organization", "location", "product", "work", "other")
KINDS = ("name", "translit", "abbr", "typo")
LANGS = ("zh", "zh-Hant", "en")
SOURCE = re.compile(r"own|[a-z]+@[0-9.]+( [a-z]+@[0-9.]+)*")
# How jieba's dictionary tags names of people, places and organisations, abbreviations and foreign words.
NAME_TAGS = frozenset(["nr", "nrt", "nrfg", "ns", "nt", "nz", "eng", "j"])


@cache
def entities() -> tuple[Row, ...]:
    return tuple(read_csv(RULES_DIR / "entities.csv", ENTITY_COLUMNS))


@cache
def aliases() -> tuple[Row, ...]:
    return tuple(read_csv(RULES_DIR / "aliases.csv", ALIAS_COLUMNS))


@cache
def by_fold() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in aliases():
        rows[fold(row["alias"])].append(row)
    return rows


def places(rows: Iterable[Row]) -> list[str]:
    """Say where each row is and what it holds, so that a failure can be mended without a search."""
    return [f"{row.path.name}:{row.line} {','.join(row.cells.values())}" for row in rows]


def test_there_is_a_world_of_names() -> None:
    assert len(entities()) >= 2_000
    assert len(by_fold()) >= 7_000
    assert {row["type"] for row in entities()} == set(TYPES)


def test_cells_hold_known_values() -> None:
    for row in entities():
        row.choice("type", TYPES)
    for row in aliases():
        row.choice("lang", LANGS)
        row.choice("kind", KINDS)
        row.flag("needs_context")


def test_entity_ids_are_slugs_and_unique() -> None:
    ids = [row["entity_id"] for row in entities()]
    assert len(ids) == len(set(ids))
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", name)] == []


def test_entities_have_names_and_aliases_have_entities() -> None:
    named, known = {row["entity_id"] for row in aliases()}, {row["entity_id"] for row in entities()}
    assert places(row for row in entities() if row["entity_id"] not in named or not row["name"]) == []
    assert places(row for row in aliases() if row["entity_id"] not in known or not row["alias"]) == []


def test_an_entity_goes_by_its_own_name() -> None:
    names = {(row["entity_id"], fold(row["alias"])) for row in aliases()}
    assert places(row for row in entities() if (row["entity_id"], fold(row["name"])) not in names) == []


def test_no_row_is_written_twice() -> None:
    pairs = [(row["entity_id"], row["alias"]) for row in aliases()]
    assert len(pairs) == len(set(pairs))


def test_wikidata_ids_come_from_packages() -> None:
    assert places(row for row in [*entities(), *aliases()] if not SOURCE.fullmatch(row["source"])) == []
    with_id = [row for row in entities() if row["wikidata_id"]]
    assert places(row for row in with_id if row["source"] == "own") == []
    assert places(row for row in with_id if not re.fullmatch(r"Q[1-9]\d*", row["wikidata_id"])) == []


def test_a_shared_alias_needs_context_everywhere() -> None:
    shared = [rows for rows in by_fold().values() if len({row["entity_id"] for row in rows}) > 1]
    assert [places(rows) for rows in shared if not all(row.flag("needs_context") for row in rows)] == []


def test_the_spellings_of_an_alias_agree_on_context() -> None:
    spellings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in aliases():
        spellings[row["entity_id"], fold(row["alias"])].append(row)
    assert [places(rows) for rows in spellings.values() if len({r["needs_context"] for r in rows}) > 1] == []


def test_one_character_is_never_enough() -> None:
    assert places(row for row in aliases() if len(row["alias"]) == 1 and not row.flag("needs_context")) == []


def test_a_word_of_the_dictionary_needs_context() -> None:
    """A word that is only ever a name, whatever jieba calls it, goes into `names_not_words.csv`."""
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    words = {fold(word) for word, _, tag in (line.split(" ") for line in lines) if tag not in NAME_TAGS}
    words -= {fold(row["word"]) for row in read_csv(RULES_DIR / "names_not_words.csv", ("word",))}
    assert places(row for row in aliases() if fold(row["alias"]) in words and not row.flag("needs_context")) == []
