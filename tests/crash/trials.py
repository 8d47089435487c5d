"""Trials: change the inputs, kill the build somewhere, run it again, and compare with a run that was left alone."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from operator import itemgetter
from pathlib import Path

import duckdb

from tests.crash.nursery import Order, Outcome
from tests.crash.reader import look
from tests.made import page, write_pages
from tests.warehouse.processes import Talker, talker

PAGES = 8
MARKED, MARKER = "marked.txt", "骉掱飝"  # a page to forget, and words that stand nowhere else
WAREHOUSE = "warehouse.duckdb"
KILLED = -9
# What depends on when and in how many runs a warehouse was made. Versions do not: a kill must not make one more.
TIMES = {"seen_at", "run_id", "first_seen_at", "updated_at", "mtime_ns"}
UNCOMPARED = {"runs", "meta", "changes", "cursors"}
Digests = dict[str, tuple[int, int]]


class CrashLab:
    """The helpers of all trials: a process that runs and kills commands, and an analyst."""

    def __init__(self, nursery: Talker, analyst: Talker) -> None:
        self._nursery = nursery
        self._analyst = analyst

    def run(self, order: Order) -> Outcome:
        """Run a command in a process of its own."""
        return Outcome(**json.loads(self._nursery.ask(json.dumps(asdict(order)))))

    def settle(self, root: Path) -> Outcome:
        """Build, and make sure that it went well."""
        outcome = self.run(Order(str(root)))
        assert outcome.status == 0, outcome.said
        return outcome

    @contextmanager
    def watched(self, warehouse: Path, watched: "Watched") -> Iterator[None]:
        """Let the analyst ask all the time, and note what was seen."""
        assert self._analyst.ask(f"watch {warehouse}") == "watching"
        try:
            yield
        finally:
            found = json.loads(self._analyst.ask("stop"))
            watched.looks += found["looks"]
            watched.seen |= set(found["seen"])
            watched.errors += found["errors"]


@dataclass(slots=True)
class Watched:
    """What the analyst saw."""

    looks: int = 0
    seen: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


@contextmanager
def crash_lab(root: Path, rules: Path) -> Iterator[CrashLab]:
    """Start the helpers, and end them with the trials.

    Args:
        root: A folder to make, where a first build tells what to load.
        rules: The rules of all trials.
    """
    with ExitStack() as stack:
        programs = [f"from tests.crash.{name} import main; main()" for name in ("nursery", "reader")]
        nursery, analyst = (stack.enter_context(talker(program)) for program in programs)
        assert nursery.greeting == analyst.greeting == "ready"
        write_pages(make_root(root, rules) / "in", PAGES)
        assert nursery.ask(str(root)) == "warm"
        yield CrashLab(nursery, analyst)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Inputs that a command has work to do on, and what must come of it.

    Attributes:
        name: What it is.
        start: A folder with inputs, settings, and the warehouse as it was before.
        job: The command that is killed; what follows is a build.
        expected: Digests of the warehouse that was never interrupted.
        untouched: Digests of the warehouse before a `forget`, which a kill may have stopped before it began.
        snapshots: What an analyst may see: the warehouse before and after.
        moments: The moments that the command passes.
        seconds: How long it takes.
    """

    name: str
    start: Path
    job: str
    expected: Digests
    untouched: Digests
    snapshots: set[str]
    moments: list[str]
    seconds: float

    def problems(self, root: Path) -> list[str]:
        """Say what is not as it should be in a folder where this was killed and the next run went through."""
        state_dir = root / ".warehouse"
        is_forgotten = (state_dir / "forgotten.csv").exists()
        expected = self.expected if is_forgotten or not self.untouched else self.untouched
        found = digests(root / WAREHOUSE)
        problems = [f"{name} differs" for name in expected if found.get(name) != expected[name]]
        problems += [f"{name} is too much" for name in found.keys() - expected.keys()]
        problems += [f"{name} holds what was forgotten" for name in holders(state_dir) if is_forgotten]
        return sorted(problems)


@dataclass(slots=True)
class Figures:
    """What came of all trials. `where` counts kills by the function of the warehouse that was at work."""

    kills: int = 0
    at_moments: int = 0
    second_kills: int = 0
    before_swap: int = 0
    recoveries: int = 0
    equal: int = 0
    where: Counter[str] = field(default_factory=Counter)
    watched: Watched = field(default_factory=Watched)
    problems: list[str] = field(default_factory=list)


def make_root(root: Path, rules: Path) -> Path:
    """Make a folder with settings for the commands."""
    (root / "in").mkdir(parents=True)
    text = f'inputs = ["in"]\ntagger = "none"\nrules = "{rules}"\n'
    (root / "newsledger.toml").write_text(text, encoding="utf-8")
    return root


def change_by(root: Path, *, seed: int) -> None:
    """Add, edit and remove pages, and add one that can't be read."""
    rng = random.Random(seed)
    files = sorted((root / "in").iterdir())
    rng.shuffle(files)
    for path in files[:2]:
        path.unlink()
    for path in files[2:5]:
        path.write_text(page(rng.randrange(100, 999)), encoding="utf-8")
    write_pages(root / "in", 3, first=rng.randrange(1_000, 9_000))
    (root / "in" / "broken.txt").write_bytes(b"\x00\x01" * rng.randrange(20, 40))


def make_scenarios(lab: CrashLab, root: Path, rules: Path, *, seeds: int) -> list[Scenario]:
    """Make a first build, changes to a built warehouse (as many as seeds), a compaction, and a page to forget."""
    first = make_root(root / "first", rules)
    write_pages(first / "in", PAGES)
    scenarios = [_scenario(lab, "first build", first, "build")]
    built = copy(_left_alone(first, "first build"), root / "built")
    for seed in range(seeds):
        changed = copy(built, root / f"changed{seed}")
        change_by(changed, seed=seed)
        scenarios.append(_scenario(lab, f"changes {seed}", changed, "build"))
    scenarios.append(_scenario(lab, "compaction", changed, "compact"))
    (built / "in" / MARKED).write_text(page(7) + f"记者{MARKER}从{MARKER}公司获悉。\n", encoding="utf-8")
    lab.settle(built)
    assert holders(built / ".warehouse")
    scenarios.append(_scenario(lab, "forget", built, f"forget {MARKED}"))
    return scenarios


def holders(state_dir: Path) -> list[str]:
    """Name the files beside a warehouse that hold the words of the page to forget."""
    return [path.name for path in state_dir.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]


def _left_alone(start: Path, name: str) -> Path:
    return start.with_name(f"{name.replace(' ', '-')}-left-alone")


def _scenario(lab: CrashLab, name: str, start: Path, job: str) -> Scenario:
    left_alone = copy(start, _left_alone(start, name))
    before = {look(start / WAREHOUSE)} if (start / WAREHOUSE).exists() else set()
    outcome = lab.run(Order(str(left_alone), job))
    assert outcome.status == 0, outcome.said
    if job != "build":
        lab.settle(left_alone)
    return Scenario(
        name,
        start,
        job,
        expected=digests(left_alone / WAREHOUSE),
        untouched=digests(start / WAREHOUSE) if job.startswith("forget") else {},
        snapshots=before | {look(left_alone / WAREHOUSE)},
        moments=outcome.moments,
        seconds=outcome.seconds,
    )


def copy(source: Path, target: Path) -> Path:
    """Copy a folder with its links and times."""
    shutil.copytree(source, target, symlinks=True)
    return target


def digests(warehouse: Path) -> Digests:
    """Count and hash every table of a published file, the ledger too, without the columns that tell times."""
    con = duckdb.connect(str(warehouse), read_only=True)
    try:
        query = """
            select schema_name || '.' || table_name, list(column_name order by column_index)
            from duckdb_columns() where not internal and table_name in (select table_name from duckdb_tables())
            group by all order by all"""
        found: Digests = {}
        for table, columns in con.execute(query).fetchall():
            if table.partition(".")[2] not in UNCOMPARED:
                kept = ", ".join(column for column in columns if column not in TIMES)
                hashes = f"select count(*), coalesce(sum(hash({kept})), 0)::varchar from {table}"
                found[table] = con.execute(hashes).fetchall()[0]
        return found
    finally:
        con.close()


def run_trials(
    lab: CrashLab,
    scenarios: list[Scenario],
    root: Path,
    figures: Figures,
    *,
    kills: int,
    seed: int = 7,
    chosen: Sequence[str] = (),
    say: Callable[[Figures], None] = lambda _: None,
) -> None:
    """Kill as many times, in turn at a moment and at a random instant.

    Args:
        lab: The helpers.
        scenarios: What is run and killed.
        root: Where the folders of the trials are made.
        figures: Filled with what comes of them.
        kills: How many.
        seed: Of the order of the moments (`moments_in_turn`) and of the instants.
        chosen: Names of moments that come first; then every moment has its turn.
        say: Told after each kill.
    """
    rng = random.Random(seed)
    moments = moments_in_turn(scenarios, rng)
    first = {scenario.moments[number]: (scenario, number) for scenario, number in moments}
    moments = [*(first[name] for name in chosen), *moments]
    trial, turn = 0, 0
    while figures.kills < kills:
        trial += 1
        if trial % 2 or turn < len(chosen):
            scenario, number = moments[turn % len(moments)]
            order = Order("", scenario.job, kill_at=number)
            turn += 1
        else:
            scenario = rng.choice(scenarios)
            order = Order("", scenario.job, kill_after=rng.uniform(0, scenario.seconds))
        before = figures.kills
        _run_trial(lab, scenario, order, root / "trial", figures, rng)
        if figures.kills > before:
            say(figures)


def moments_in_turn(scenarios: list[Scenario], rng: random.Random) -> list[tuple[Scenario, int]]:
    """Shuffle all moments so that every function, however few its moments, has one in each round until it has none."""
    moments = [(scenario, number) for scenario in scenarios for number in range(len(scenario.moments))]
    rng.shuffle(moments)
    rounds: Counter[str] = Counter()
    turns = []
    for scenario, number in moments:
        place = scenario.job + scenario.moments[number].partition(":")[0]
        turns.append((rounds[place], scenario, number))
        rounds[place] += 1
    return [(scenario, number) for _, scenario, number in sorted(turns, key=itemgetter(0))]


def _run_trial(
    lab: CrashLab, scenario: Scenario, order: Order, root: Path, figures: Figures, rng: random.Random
) -> None:
    shutil.rmtree(root, ignore_errors=True)
    copy(scenario.start, root)
    watched = Watched()
    with lab.watched(root / WAREHOUSE, watched):
        outcome = lab.run(Order(**{**asdict(order), "root": str(root)}))
        if outcome.status == KILLED:
            place = _note(figures, scenario, order, outcome)
            if rng.random() < 0.2:
                again = lab.run(Order(str(root), kill_at=rng.randrange(len(scenario.moments))))
                figures.second_kills += again.status == KILLED
            done = lab.run(Order(str(root)))
    if outcome.status != KILLED:
        return  # it ended before its time: no kill
    figures.watched.looks += watched.looks
    figures.watched.errors += watched.errors
    if done.status == 0:
        figures.recoveries += 1
        problems = scenario.problems(root)
        figures.equal += not problems
        figures.problems += [f"{place}: {problem}" for problem in problems]
    else:
        figures.problems.append(f"{place}: the next run said {done.said}")
    figures.problems += [f"{place}: an analyst saw neither before nor after" for _ in watched.seen - scenario.snapshots]
    figures.problems += [f"{place}: an analyst met {error}" for error in watched.errors]


def _note(figures: Figures, scenario: Scenario, order: Order, outcome: Outcome) -> str:
    figures.kills += 1
    figures.at_moments += order.kill_at is not None
    place = scenario.moments[min(outcome.lived, len(scenario.moments)) - 1] if outcome.lived else "start: before all"
    figures.where[place.partition(":")[0]] += 1
    swapped = [number for number, name in enumerate(scenario.moments) if name == "_point: after os.replace"]
    committed = [number for number, name in enumerate(scenario.moments) if name == "publish: after close"]
    if swapped and committed:
        figures.before_swap += committed[0] < outcome.lived <= swapped[0]
    kind = f"at moment {order.kill_at}" if order.kill_at is not None else f"after {order.kill_after:.3f} s"
    return f"{scenario.name}, killed {kind} ({place})"
