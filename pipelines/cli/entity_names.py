"""Which entity an analyst means: by its id, or by a name that only one entity has."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.cli.reading import open_warehouse
from pipelines.text.mentions.gazetteer import ENTITY_COLUMNS
from pipelines.text.rulefiles import read_csv
from pipelines.warehouse.errors import WarehouseError

_SHOWN = 6


@dataclass(slots=True)
class Known:
    """What the rules list, and what the published warehouse holds, where there is one.

    Attributes:
        curated: Name of each entity in `entities.csv`.
        con: The warehouse.
    """

    curated: dict[str, str]
    con: duckdb.DuckDBPyConnection | None

    def find(self, given: str, *, follow: bool = True) -> str:
        """Find the entity_id that is meant.

        Args:
            given: An id, or a name.
            follow: Take an id that was merged away for the one that it leads to.

        Raises:
            WarehouseError: None or several answer to it.
        """
        now = self._rows("select entity_id from entity_redirects where old_id = ?", given)
        if now:
            return str(now[0][0]) if follow else given
        if given in self.curated or self._rows("select 1 from entities where entity_id = ?", given):
            return given
        found = self._by_name(given)
        if len(found) == 1:
            return found[0][0]
        if not found:
            where = "entities.csv" if self.con is None else "the warehouse"
            raise WarehouseError(f'"{given}" is neither an entity_id nor a name in {where}')
        listed = ", ".join(f"{entity_id} ({kind}, {count:,} mentions)" for entity_id, kind, count in found[:_SHOWN])
        raise WarehouseError(f'"{given}" names {len(found)} entities; give the id: {listed}')

    def is_curated(self, entity_id: str) -> bool:
        """Tell whether the rules list it."""
        return entity_id in self.curated

    def say(self, entity_id: str) -> str:
        """Show an entity by its name and id."""
        rows = self._rows("select name from entities where entity_id = ?", entity_id)
        name = rows[0][0] if rows else self.curated.get(entity_id, "")
        return f"{name} ({entity_id})" if name else entity_id

    def merged_into(self, entity_id: str) -> list[str]:
        """List the ids that lead to it."""
        rows = self._rows("select old_id from entity_redirects where entity_id = ? order by old_id", entity_id)
        return [str(old_id) for (old_id,) in rows]

    def counts(self, entity_id: str) -> tuple[int, int]:
        """Count its mentions, and the documents that they stand in."""
        rows = self._rows("select count(*), count(distinct doc_id) from mention_links where entity_id = ?", entity_id)
        return (rows[0][0], rows[0][1]) if rows else (0, 0)

    def _by_name(self, name: str) -> list[tuple[str, str, int]]:
        if self.con is None:
            return [(entity_id, "curated", 0) for entity_id, known in self.curated.items() if known == name]
        query = """
            select e.entity_id, e.type, (select count(*) from mention_links as l where l.entity_id = e.entity_id)
            from entities as e
            where e.name = $1 or e.entity_id in (select a.entity_id from aliases as a where a.alias = $1)
            order by 3 desc, 1"""
        return [(str(entity_id), str(kind), int(count)) for entity_id, kind, count in self._rows(query, name)]

    def _rows(self, query: str, parameter: str) -> list[tuple[Any, ...]]:
        return [] if self.con is None else self.con.execute(query, [parameter]).fetchall()


def read_known(warehouse: Path, rules_dir: Path) -> Known:
    """Read the entities of the rules, and open the warehouse where there is one.

    Raises:
        RuleError: `entities.csv` is wrong.
        WarehouseError: There is a warehouse, and it can't be opened.
    """
    curated = {row["entity_id"]: row["name"] for row in read_csv(rules_dir / "entities.csv", ENTITY_COLUMNS)}
    return Known(curated, open_warehouse(warehouse) if warehouse.exists() else None)
