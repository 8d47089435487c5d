"""What every worker must agree on: the stages of a segment, with their versions and settings, and the code itself."""

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipelines.engine.chunk import StageTask
from pipelines.engine.errors import EngineError
from pipelines.settings import CODE_VERSION, PROJECT, StageSettings
from pipelines.stages.fingerprints import spec_hash
from pipelines.text.rulefiles import RULES_DIR


@dataclass(frozen=True, slots=True)
class Spec:
    """Settings and versions of a segment; no rows and no models: a worker loads those once, for itself.

    Attributes:
        stages: The segment, in order. Functions are pickled by name: a worker runs its own code.
        settings: Settings of the stages.
        code: Hash of the program.
        hash: Hash of all of it: what the result of a partition is named after.
    """

    stages: tuple[StageTask, ...]
    settings: StageSettings
    code: str
    hash: str

    def local_settings(self) -> StageSettings:
        """Give the settings as they hold on this machine: rules that came with the program lie beside it."""
        return self.settings if self.settings.rules_dir.is_absolute() else replace(self.settings, rules_dir=RULES_DIR)


def make_spec(stages: tuple[StageTask, ...], settings: StageSettings) -> Spec:
    """Bind a segment to this machine's code; `RULES_DIR` may lie elsewhere on another."""
    if settings.rules_dir == RULES_DIR:
        settings = replace(settings, rules_dir=Path("rules"))
    code = code_hash()
    parts = (code, *(f"{task.stage.name}={task.spec}" for task in stages))
    return Spec(stages, settings, code, hashlib.md5("|".join(parts).encode(), usedforsecurity=False).hexdigest()[:16])


@cache
def code_hash() -> str:
    """Hash the program: its modules, and the tables that they fill."""
    digest = hashlib.md5(usedforsecurity=False)
    for folder, kind in (("pipelines", "py"), ("sql/tables", "sql")):
        for path in sorted((PROJECT / folder).rglob(f"*.{kind}")):
            digest.update(path.relative_to(PROJECT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def require_same(spec: Spec) -> None:
    """Make sure that this machine would give the same rows as the one that made the spec.

    Raises:
        EngineError: Its code, rules or models differ. Says which.
    """
    if spec.hash in _FOUND_SAME:
        return
    if code_hash() != spec.code:
        advice = "install the same version on every node, and restart Ray there"
        raise EngineError(f"{PROJECT}: the code here is not the build's (newsledger {CODE_VERSION}); {advice}")
    settings = spec.local_settings()
    for task in spec.stages:
        if spec_hash(task.stage, settings) != task.spec:
            advice = "give every node the same rule files, models and settings"
            raise EngineError(f"{settings.rules_dir}: the rules or models of {task.stage.name} differ here; {advice}")
    _FOUND_SAME.add(spec.hash)


_FOUND_SAME: set[str] = set()  # asked once a process
