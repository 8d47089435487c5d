"""What a stage depends on is what it says it depends on: a rule file that it reads in secret would go stale."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.settings import StageSettings
from pipelines.stages import STAGES, loading
from pipelines.stages.base import DocumentStage, Stage
from pipelines.stages.fingerprints import rule_paths, spec_hash
from pipelines.text import rulefiles
from pipelines.text.rulefiles import RULES_DIR, RuleError
from tests.made import page
from tests.stages.running import batch_of, run_stages


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Path]]:
    """Every rule file that is read while the test runs."""
    found: set[Path] = set()
    read = rulefiles._read_text

    def noted(path: Path) -> str:
        found.add(path)
        return read(path)

    monkeypatch.setattr(rulefiles, "_read_text", noted)
    loading._make.cache_clear()
    yield found
    loading._make.cache_clear()


@pytest.fixture(scope="module")
def tables(small_rules: Path) -> dict[str, pl.DataFrame]:
    return run_stages({"doc": page(1)}, StageSettings(tagger="none", rules_dir=small_rules))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_names_every_rule_file_that_it_reads(
    stage: Stage, small_rules: Path, read_files: set[Path], tables: dict[str, pl.DataFrame]
) -> None:
    stage.run(batch_of(stage, tables), StageSettings(tagger="none", rules_dir=small_rules))
    read_here = {str(path.relative_to(small_rules)) for path in read_files if path.is_relative_to(small_rules)}
    named = {str(path.relative_to(small_rules)) for path in rule_paths(stage, small_rules)}
    assert read_here <= named


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_names_only_rule_files_that_there_are(stage: Stage) -> None:
    assert all(path.is_file() for path in rule_paths(stage, RULES_DIR))


def test_a_rule_file_that_is_missing_is_named(tmp_path: Path) -> None:
    stage = dataclasses.replace(_document_stage(), rules=("gone.csv",))
    with pytest.raises(RuleError, match=r"gone\.csv:1: no such rule file"):
        spec_hash(stage, StageSettings(rules_dir=tmp_path))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"version": 99}, id="its version"),
        pytest.param({"rules": ("units.csv",)}, id="its rules"),
        pytest.param({"settings": ("tagger",)}, id="its settings"),
        pytest.param({"tables": ("tokens",)}, id="the shape of its tables"),
    ],
)
def test_what_a_stage_depends_on_is_in_its_hash(change: dict[str, Any]) -> None:
    stage = _document_stage()
    changed = dataclasses.replace(stage, **change)
    assert spec_hash(stage, StageSettings()) != spec_hash(changed, StageSettings())


def test_a_setting_counts_only_for_the_stages_that_name_it() -> None:
    one, other = StageSettings(tagger="jieba"), StageSettings(tagger="none")
    different = {stage.name for stage in STAGES if spec_hash(stage, one) != spec_hash(stage, other)}
    assert different == {"tags", "edits"}


def _document_stage() -> DocumentStage:
    return next(stage for stage in STAGES if isinstance(stage, DocumentStage) and stage.name == "sentences")
