"""A Ray that the build starts itself: on loopback alone, and gone when the build is."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.interrupts import assert_interrupted_and_ended_by_the_next
from tests.made import write_pages
from tests.ray.listeners import is_alive
from tests.warehouse.processes import wait_until
from tests.warehouses import assert_equal_tables, build, make_settings

PROJECT = Path(__file__).parents[2]


def test_a_ray_of_its_own_hears_nobody_else_and_ends_with_the_build(tmp_path: Path, small_rules: Path) -> None:
    write_pages(tmp_path / "in", 4)
    run = subprocess.run(
        [sys.executable, "-m", "tests.ray.listeners", str(tmp_path), str(small_rules)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"HOME": str(tmp_path / "home")},
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["addresses"], "no listening socket was found"
    assert set(told["addresses"]) <= {"127.0.0.1", "::1"}
    wait_until(lambda: not any(map(is_alive, told["processes"])), what="the end of its processes")
    assert not (tmp_path / "home" / ".ray" / "auth_token").exists()
    settings = make_settings(tmp_path, rules=small_rules)
    ray_made = settings.warehouse.with_name("ray.duckdb")
    build(settings, workers=1)
    assert_equal_tables(settings.warehouse, ray_made)


def test_ctrl_c_ends_the_build_and_its_ray(tmp_path: Path, small_rules: Path) -> None:
    assert_interrupted_and_ended_by_the_next(tmp_path, small_rules, engine="ray", workers=1)
