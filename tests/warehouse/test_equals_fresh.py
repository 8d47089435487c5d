"""Invariant 3: any sequence of edits, rule changes and builds, killed or not, equals one fresh build."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.settings import Settings
from tests.made import COMPANIES, PEOPLE, PLACES, page
from tests.profiles import at_length
from tests.warehouses import assert_equal_tables, build, copy_rules, make_settings

NAMES = ("a.txt", "b.txt", "c.txt", "sub/d.txt", "sub/e.txt", "many.jsonl")
FEW_ALIASES = 40

Step = tuple[str, int, int]
STEPS = st.tuples(
    st.sampled_from(["write", "write", "write", "remove", "rename", "rule", "build", "killed build"]),
    st.integers(0, len(NAMES) - 1),
    st.integers(0, 11),
)


class Killed(BaseException):
    """Stands for the death of the process: nothing in the program catches it."""


@pytest.fixture(scope="module")
def few_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules with a small gazetteer, so that a build takes little time."""
    rules = copy_rules(tmp_path_factory.mktemp("few") / "rules")
    entities = (rules / "entities.csv").read_text(encoding="utf-8").splitlines()
    aliases = (rules / "aliases.csv").read_text(encoding="utf-8").splitlines()
    named = {*PEOPLE, *PLACES, *COMPANIES}  # those of the pages
    known = [line for line in entities[1:] if named.intersection(line.split(","))]
    kept = [entities[0], *dict.fromkeys([*known, *entities[1:FEW_ALIASES]])]
    ids = {line.partition(",")[0] for line in kept}
    (rules / "entities.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    few = [aliases[0], *(line for line in aliases[1:] if line.partition(",")[0] in ids)]
    (rules / "aliases.csv").write_text("\n".join(few) + "\n", encoding="utf-8")
    return rules


def write(path: Path, seed: int) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".jsonl":
        records = [f'{{"id": "{n}", "text": {_json(page(n))}}}' for n in range(seed % 4, seed)]
        broken = ['{"id": ', '{"id": "x", "text": ""}'][: seed % 3]
        path.write_text("\n".join([*records, *broken]) + "\n", encoding="utf-8")
    elif seed == 11:
        path.write_bytes(b"\x00\x01\x02 not a text")
    else:
        path.write_text(page(seed), encoding="utf-8")


def _json(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'


def change_rule(rules: Path, number: int) -> None:
    """Add an entity, or take the last added one away."""
    path = rules / "entities.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    added = f"made-up-{number},organization,company,第{number}号计划,,,,own"
    lines = [line for line in lines if line != added] if added in lines else [*lines, added]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def killed_build(config: Settings, moment: int) -> None:
    """Build, and die before or after one of the commits, or around the swap of the link."""
    calls = iter(range(1_000_000))

    def dying(function: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            due = next(calls) == moment // 2
            if due and not after:
                raise Killed
            result = function(*arguments, **options)
            if due:
                raise Killed
            return result

        return call

    with ExitStack() as stack:
        for place in (
            "pipelines.warehouse.scan.apply_scan",
            "pipelines.warehouse.build.load_chunk",
            "pipelines.warehouse.build.run_corpus_stage",
            "pipelines.warehouse.build.require_passed",
            "pipelines.warehouse.publish._point",
        ):
            module, _, name = place.rpartition(".")
            target = __import__(module, fromlist=[name])
            stack.enter_context(patch(place, dying(getattr(target, name), after=bool(moment % 2))))
        try:
            build(config)
        except Killed:
            return


def run_steps(steps: list[Step], config: Settings, root: Path) -> None:
    folder = root / "in"
    for what, place, number in steps:
        path = folder / NAMES[place]
        if what == "write":
            write(path, number)
        elif what == "remove":
            path.unlink(missing_ok=True)
        elif what == "rename":
            target = folder / NAMES[number % 5]
            if path.exists() and path.suffix == target.suffix:
                target.parent.mkdir(exist_ok=True)
                path.replace(target)
        elif what == "rule":
            change_rule(config.stage.rules_dir, number % 3)
        elif what == "build":
            build(config)
        else:
            killed_build(config, number)


@settings(max_examples=at_length(short=2, long=30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=3, max_size=12))
@example(steps=[("write", 0, 1), ("build", 0, 0), ("write", 0, 2), ("killed build", 0, 2), ("write", 0, 1)])
@example(steps=[("write", 5, 9), ("build", 0, 0), ("write", 5, 4), ("rule", 0, 4), ("killed build", 0, 5)])
@example(steps=[("write", 0, 11), ("build", 0, 0), ("write", 0, 3), ("build", 0, 0), ("write", 0, 11)])
def test_any_history_equals_one_fresh_build(steps: list[Step], few_rules: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary, patch("pipelines.warehouse.plan.DOCS_A_CHUNK", 2):
        root = Path(temporary)
        is_changed = any(what == "rule" for what, *_ in steps)
        rules = copy_rules_from(few_rules, root / "rules") if is_changed else few_rules
        config = make_settings(root, rules=rules)
        run_steps(steps, config, root)
        build(config)
        fresh = Settings(config.inputs, root / "fresh" / "warehouse.duckdb", config.stage)
        build(fresh)
        assert_equal_tables(config.warehouse, fresh.warehouse)


def copy_rules_from(source: Path, target: Path) -> Path:
    target.mkdir()
    for path in source.rglob("*"):
        if path.is_file():
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(source)).write_bytes(path.read_bytes())
    return target
