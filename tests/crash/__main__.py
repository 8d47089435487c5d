"""`python -m tests.crash --kills 300`: kill, run again, compare; print the figures. `make crash` runs it."""

import argparse
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.conftest import make_small_rules
from tests.crash.trials import Figures, crash_lab, make_scenarios, run_trials


def main() -> int:
    """Run the trials; status 1 where one did not end as it should."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    started = time.monotonic()
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="newsledger-crash-") as folder:
        root = Path(folder)
        rules = make_small_rules(root / "rules")
        with crash_lab(root / "warm", rules) as lab:
            scenarios = make_scenarios(lab, root, rules, seeds=3)
            moments = sum(len(scenario.moments) for scenario in scenarios)
            print(f"{len(scenarios)} scenarios with {moments} moments at which a kill leaves the disk different")
            with suppress(KeyboardInterrupt):  # then the figures are of the kills so far
                run_trials(lab, scenarios, root, figures, kills=options.kills, seed=options.seed, say=_say)
    print_figures(figures)
    print(f"{time.monotonic() - started:.0f} s")
    return 0 if not figures.problems and figures.equal == figures.kills else 1


def _say(figures: Figures) -> None:
    if figures.kills % 10 == 0:
        print(f"{figures.kills} kills, {figures.equal} equal", file=sys.stderr, flush=True)


def print_figures(figures: Figures) -> None:
    """Print how many kills there were, where they fell, and what came after."""
    print(f"kills                              {figures.kills}")
    print(f"  at a chosen moment               {figures.at_moments}")
    print(f"  at a random instant              {figures.kills - figures.at_moments}")
    print(f"  after the last commit, no swap   {figures.before_swap}")
    print(f"runs after a kill, killed as well  {figures.second_kills}")
    print(f"recoveries                         {figures.recoveries}")
    print(f"equal to the run never killed      {figures.equal}")
    print(f"an analyst's looks meanwhile       {figures.watched.looks}")
    print(f"  that failed                      {len(figures.watched.errors)}")
    print("where the kills fell:")
    for place, count in figures.where.most_common():
        print(f"  {place:<33}{count}")
    for problem in figures.problems:
        print(f"PROBLEM: {problem}")


if __name__ == "__main__":
    sys.exit(main())
