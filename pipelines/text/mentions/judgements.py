"""What analysts said about identity: an append-only file in which a later row overrules an earlier one.

A row says of `left` and `right`:

- `same`: they are one thing. Two ids: `left` redirects to `right`. An id and `name:…`: the name leads to the entity.
- `different`: they are two things; undoes an earlier `same`. An id and `name:…`: the name never leads there.
- `rename`: `left` is to be called `right`; empty gives the old name back.
- `type`: `left` is of the type `right`; empty gives the old type back.
- `hide`: `left` is no entity worth showing; `right` = `no` shows it again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.text.mentions.view import match_view
from pipelines.text.rulefiles import RULES_DIR, read_csv

COLUMNS = ("left", "right", "judgement", "who", "at", "why")
JUDGEMENTS = ("same", "different", "rename", "hide", "type")
NAME = "name:"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: who said what of which two, when and why."""

    left: str
    right: str
    judgement: str
    who: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """What all rows come to, read in order."""

    redirects: dict[str, str]  # old entity_id → the id that holds now; never a chain
    names: dict[tuple[str, str], bool]  # (entity_id, name in the match view) → leads there, or never does
    spellings: dict[tuple[str, str], str]  # the same keys → the name as it was written
    renamed: dict[str, str]
    retyped: dict[str, str]
    hidden: frozenset[str]
    apart: frozenset[frozenset[str]]  # pairs of ids that are two things

    def resolve(self, entity_id: str) -> str:
        """Follow an id to the one that holds now."""
        return self.redirects.get(entity_id, entity_id)

    def unmerged(self) -> "Rulings":
        """Give the same rulings without merges; a name that never leads to an entity leads to none of its group."""
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for old_id, head in self.redirects.items():
            groups[head] |= {old_id, head}
        names: dict[tuple[str, str], bool] = dict.fromkeys((key for key, leads in self.names.items() if leads), True)
        for (entity_id, view), leads in self.names.items():
            if not leads:
                for member in groups.get(self.resolve(entity_id), {entity_id}):
                    names.setdefault((member, view), False)
        return replace(self, redirects={}, names=names)


def read_judgements(rules_dir: Path = RULES_DIR) -> list[Judgement]:
    """Read `judgements.csv`, in order.

    Raises:
        RuleError: An unknown judgement, a type that is none, or a row without a left side.
    """
    rows = []
    for row in read_csv(rules_dir / "judgements.csv", COLUMNS):
        kind = row.choice("judgement", JUDGEMENTS)
        if not row["left"] or row["left"].startswith(NAME):
            raise row.error("left is an entity_id; a name stands on the right")
        if kind in ("same", "different") and row["right"] in ("", NAME, row["left"]):
            raise row.error(f'{kind} needs another entity_id or "{NAME}…" on the right')
        if kind == "type":
            row.choice("right", ("", "person", "organization", "location", "product", "work", "other"))
        if kind == "hide":
            row.choice("right", ("", "yes", "no"))
        rows.append(Judgement(**{column: row[column] for column in COLUMNS}))
    return rows


def settle_judgements(rows: Iterable[Judgement]) -> Rulings:
    """Settle the rows: the last word on each pair holds."""
    pairs: dict[frozenset[str], Judgement] = {}
    names: dict[tuple[str, str], bool] = {}
    spellings: dict[tuple[str, str], str] = {}
    said: dict[str, dict[str, str]] = {"rename": {}, "type": {}, "hide": {}}
    for row in rows:
        if row.judgement in said:
            said[row.judgement][row.left] = row.right
        elif row.right.startswith(NAME):
            name = row.right.removeprefix(NAME)
            names[row.left, match_view(name)] = row.judgement == "same"
            spellings[row.left, match_view(name)] = name
        else:
            # Taken out and put back, so that the rows stay in the order of the last word.
            pairs.pop(frozenset((row.left, row.right)), None)
            pairs[frozenset((row.left, row.right))] = row
    return Rulings(
        redirects=_redirects([row for row in pairs.values() if row.judgement == "same"]),
        names=names,
        spellings=spellings,
        renamed={left: right for left, right in said["rename"].items() if right},
        retyped={left: right for left, right in said["type"].items() if right},
        hidden=frozenset(left for left, right in said["hide"].items() if right != "no"),
        apart=frozenset(pair for pair, row in pairs.items() if row.judgement == "different"),
    )


def _redirects(merges: list[Judgement]) -> dict[str, str]:
    """Point every merged id at the right side of the last row that merged its group."""
    group_of: dict[str, set[str]] = {}
    head_of: dict[str, str] = {}
    for row in merges:
        group = group_of.get(row.left, {row.left}) | group_of.get(row.right, {row.right})
        head = row.right
        for member in group:
            group_of[member] = group
            head_of[member] = head
    return {member: head for member, head in sorted(head_of.items()) if member != head}


def rulings_on_names(rules_dir: Path) -> str:
    """Say what judgements come to for finding mentions: a merge, a new name to show or a hiding changes nothing."""
    rulings = settle_judgements(read_judgements(rules_dir)).unmerged()
    return repr((sorted(rulings.names.items()), sorted(rulings.spellings.items()), sorted(rulings.retyped.items())))
