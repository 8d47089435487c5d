"""`entity`: correct who is who. Each command adds a row to `judgements.csv`; the next build obeys it."""

import argparse
import csv
import io
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipelines.cli.entity_names import Known, read_known
from pipelines.settings import load_settings
from pipelines.text.mentions.gazetteer import TYPES
from pipelines.text.mentions.judgements import NAME, Judgement, read_judgements, settle_judgements
from pipelines.warehouse.errors import WarehouseError

Ruling = tuple[Judgement, str]  # the row, and what it comes to in words

_ENTITY = "an entity_id, or a name that only one entity has"


def add_entity_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("entity", help="correct who is who; kept for good in judgements.csv")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, (_, what, second) in _VERBS.items():
        command = verbs.add_parser(verb, help=what, description=what)
        command.add_argument("entity", help=_ENTITY)
        if second == "other":
            command.add_argument("other", help=_ENTITY)
        elif second:
            command.add_argument(second, nargs="?" if verb in _GIVEN_BACK else None, help=_SECOND_HELP[second])
        if verb in _GIVEN_BACK:
            command.add_argument("--undo", action="store_true", help=f"give the old {second} back")
        if verb == "alias":
            command.add_argument("--not", dest="never", action="store_true", help="the name never leads there")
        command.add_argument("--why", default="", help="the reason, for whoever reads the file")
        command.add_argument("--who", default=os.environ.get("USER", ""), help="who says so (default: $USER)")
        command.add_argument("--at", type=_iso_date, metavar="DATE", help="when, as YYYY-MM-DD (default: today)")
        command.add_argument("--warehouse", metavar="FILE", help="the published file (default: warehouse.duckdb)")
    parser.set_defaults(run=run_entity)


def run_entity(options: argparse.Namespace) -> int:
    """Check what was said against the warehouse, write it down, and say what the next build will do."""
    settings = load_settings(warehouse=options.warehouse)
    rules_dir = settings.stage.rules_dir
    said = read_judgements(rules_dir)
    known = read_known(settings.warehouse, rules_dir)
    row, meaning = _VERBS[options.verb][0](options, known)
    before, after = settle_judgements(said), settle_judgements([*said, row])
    if before == after:
        print(f"Nothing to do: {meaning} already.")
        return 0
    if row.judgement == "different" and after.resolve(row.left) == after.resolve(row.right):
        links = [f"{j.left} {j.right}" for j in said if j.judgement == "same" and row.left in (j.left, j.right)]
        raise WarehouseError(f"they stay one by way of a third entity; split {' or '.join(links)} instead")
    path = rules_dir / "judgements.csv"
    _append(path, row)
    print(f"{path.name}: {meaning}.")
    print(f"The next build {_work(row, known)}; what the tagger found is kept. Run: python -m pipelines build")
    return 0


def _merge(options: argparse.Namespace, known: Known) -> Ruling:
    left, right = known.find(options.entity), known.find(options.other)
    if left == right:
        raise WarehouseError(f'"{options.entity}" and "{options.other}" are one entity already: {known.say(left)}')
    if known.is_curated(left) and not known.is_curated(right):
        raise WarehouseError(f"{left} is curated and {right} is not; turn it round: entity merge {right} {left}")
    return _row(options, left, right, "same"), f"{known.say(left)} is one with {known.say(right)}, which keeps its id"


def _split(options: argparse.Namespace, known: Known) -> Ruling:
    left, right = known.find(options.entity, follow=False), known.find(options.other, follow=False)
    if left == right:
        merged = ", ".join(known.merged_into(left)) or "none"
        raise WarehouseError(
            f'"{options.entity}" and "{options.other}" both lead to {left}; ids merged into it: {merged}'
        )
    return _row(options, left, right, "different"), f"{known.say(left)} and {known.say(right)} are two"


def _rename(options: argparse.Namespace, known: Known) -> Ruling:
    entity_id, name = known.find(options.entity), _second(options, "name")
    return _row(options, entity_id, name, "rename"), f"{known.say(entity_id)} is called {name or 'by its old name'}"


def _type(options: argparse.Namespace, known: Known) -> Ruling:
    entity_id, kind = known.find(options.entity), _second(options, "type")
    if kind not in ("", *TYPES):
        raise WarehouseError(f'"{kind}" is not a type; use one of {", ".join(TYPES)}')
    return _row(options, entity_id, kind, "type"), f"{known.say(entity_id)} is of type {kind or 'as before'}"


def _hide(options: argparse.Namespace, known: Known) -> Ruling:
    entity_id = known.find(options.entity)
    return _row(options, entity_id, "yes", "hide"), f"{known.say(entity_id)} is hidden"


def _show(options: argparse.Namespace, known: Known) -> Ruling:
    entity_id = known.find(options.entity)
    return _row(options, entity_id, "no", "hide"), f"{known.say(entity_id)} is shown"


def _alias(options: argparse.Namespace, known: Known) -> Ruling:
    entity_id, name = known.find(options.entity), _clean(options.name)
    if not name:
        raise WarehouseError("the name is empty")
    if not known.is_curated(entity_id):
        raise WarehouseError(
            f"{known.say(entity_id)} is not in entities.csv, so it has no list of names; "
            f'merge the entity called "{name}" into it, or add it to entities.csv'
        )
    judgement, leads = ("different", "never leads") if options.never else ("same", "leads")
    return _row(options, entity_id, NAME + name, judgement), f'"{name}" {leads} to {known.say(entity_id)}'


_VERBS: dict[str, tuple[Callable[[argparse.Namespace, Known], Ruling], str, str]] = {
    "merge": (_merge, "the first is the same as the other, which keeps its id", "other"),
    "split": (_split, "the two are different; undoes a merge", "other"),
    "rename": (_rename, "call it by another name", "name"),
    "type": (_type, "it is of another type", "type"),
    "hide": (_hide, "leave it out of every v_ view", ""),
    "show": (_show, "undo hide", ""),
    "alias": (_alias, "the name leads to it, and to no other", "name"),
}
_GIVEN_BACK = ("rename", "type")
_SECOND_HELP = {"name": "the name", "type": ", ".join(TYPES)}


def _second(options: argparse.Namespace, column: str) -> str:
    value = _clean(getattr(options, column) or "")
    if bool(value) == options.undo:
        raise WarehouseError(f"give either a {column} or --undo")
    return value


def _row(options: argparse.Namespace, left: str, right: str, judgement: str) -> Judgement:
    at = options.at or date.today().isoformat()
    return Judgement(left, right, judgement, _clean(options.who), at, _clean(options.why))


def _work(row: Judgement, known: Known) -> str:
    """Say what a build will do about a row."""
    mentions, documents = known.counts(row.left)
    named = f"{mentions:,} mentions in {documents:,} documents" if mentions else "no mention so far"
    if row.right.startswith(NAME):
        return f"looks for the name in all documents and links them anew ({row.left}: {named})"
    if row.judgement in ("same", "different"):
        return f"links what names either anew ({row.left}: {named})"
    return f"shows it so ({row.left}: {named})"


def _append(path: Path, row: Judgement) -> None:
    """Add a row in one write, whether or not the last line is closed."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow((row.left, row.right, row.judgement, row.who, row.at, row.why))
    is_closed = path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(("" if is_closed else "\n") + line.getvalue())


def _clean(text: str) -> str:
    return " ".join(text.split())


def _iso_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date; use YYYY-MM-DD') from None
