"""Ctrl-C ends a build within a moment, with one line, and the next run goes on."""

from pathlib import Path

import pytest

from tests.interrupts import assert_interrupted_and_ended_by_the_next


@pytest.mark.parametrize("workers", [pytest.param(1, id="in one process"), pytest.param(2, id="in a pool")])
def test_ctrl_c_ends_a_build_with_one_line_and_the_next_goes_on(
    workers: int, tmp_path: Path, small_rules: Path
) -> None:
    assert_interrupted_and_ended_by_the_next(tmp_path, small_rules, engine="local", workers=workers)
