"""Kills at commit points and at random instants; `make crash` does three hundred, the suite fifteen."""

from pathlib import Path

from tests.crash.trials import CrashLab, Figures, make_scenarios, run_trials

KILLS = 15
# A kill in each of these must be among the moments, or the list of moments has lost them.
NEEDED = {
    "the ledger is written": "apply_scan: after commit",
    "a chunk is written, and the next is not": "load_chunk: after commit",
    "all is written, and nothing is published": "publish: after close",
    "half of the copy is there": "_copy: in the midst of the copy",
    "before the swap": "_point: before os.replace",
    "after the swap": "_point: after os.replace",
    "before a compaction's swap": "rewrite_state: before os.replace",
    "after a compaction's swap": "rewrite_state: after os.replace",
    "a page is on the list of what is forgotten, and all else is to do": "add_forgotten: after os.replace",
    "its rows are gone, and older generations hold them": "_delete: after commit",
    "the last file that holds it is to go": "remove_generations: before os.unlink",
}


def test_whatever_is_killed_the_next_run_ends_as_if_nothing_had_been(
    lab: CrashLab, tmp_path: Path, small_rules: Path
) -> None:
    scenarios = make_scenarios(lab, tmp_path, small_rules, seeds=1)
    passed = {name for scenario in scenarios for name in scenario.moments}
    assert set(NEEDED.values()) <= passed
    figures = Figures()
    run_trials(lab, scenarios, tmp_path, figures, kills=KILLS, chosen=list(NEEDED.values()))
    assert figures.problems == []
    assert figures.kills == figures.recoveries == figures.equal == KILLS
    assert figures.watched.looks >= KILLS
