"""A build: lock, scan, stages in order, checks, publish. The command line and Dagster both run this."""

import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import duckdb

from pipelines.engine.engines import Engine, make_engine
from pipelines.inputs.folders import require_folder
from pipelines.settings import Settings
from pipelines.stages import STAGES
from pipelines.stages.base import CorpusStage, DocumentStage, PairStage, Stage, document_owners, document_tables
from pipelines.warehouse.changes import CHECKS, forget_cursors, prune_changes
from pipelines.warehouse.checks import CheckResult, require_passed, run_checks
from pipelines.warehouse.compact import remove_leftovers, rewrite_state
from pipelines.warehouse.corpus import run_corpus_stage
from pipelines.warehouse.errors import WarehouseError, storage_errors, unwritable
from pipelines.warehouse.forgetting import end_forgetting, is_forgetting, resume_forgetting
from pipelines.warehouse.forgotten import read_forgotten
from pipelines.warehouse.held_states import release
from pipelines.warehouse.interrupts import interruptible
from pipelines.warehouse.ledger import Run, ScanReport
from pipelines.warehouse.load import join_replacing, load_chunk
from pipelines.warehouse.lock import run_lock
from pipelines.warehouse.narrow import spare_unconcerned
from pipelines.warehouse.pairs import run_pair_stage
from pipelines.warehouse.plan import finish_plan, make_chunks, make_plan, not_given, stage_tasks
from pipelines.warehouse.publish import is_published, publish, published_path
from pipelines.warehouse.scan import scan
from pipelines.warehouse.state import ALONE_LIMIT, LAST_RESORT, MEMORY_LIMIT, STATE_FILE, Connection, open_state
from pipelines.warehouse.versions import drop_old_versions

Result = TypeVar("Result")

LOCK_WAIT_SECONDS = 60.0
PROGRESS_SECONDS = 2.0


def say_nothing(_: str) -> None:
    """Swallow progress messages."""


@dataclass(slots=True)
class StageReport:
    """What a stage did in a run: documents redone, those whose rows changed, rejects, and its own seconds."""

    redone: int = 0
    changed: int = 0
    rejected: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Build:
    """An open run. `open_build` makes it; its steps are called in order: scan, segments, checks, publish.

    Attributes:
        settings: Settings of the run.
        stages: The pipeline.
        con: Connection to the state; the run holds the lock.
        run: The run's row, written with its first change.
        say: Told about progress.
        engine: Runs document stages.
    """

    settings: Settings
    stages: Sequence[Stage]
    con: Connection
    run: Run
    say: Callable[[str], None]
    engine: Engine
    scan_report: ScanReport = field(default_factory=ScanReport)
    stage_reports: dict[str, StageReport] = field(default_factory=dict)
    check_results: dict[str, CheckResult] = field(default_factory=dict)

    def scan(self, *, allow_removal: bool = False, full_refresh: bool = False) -> ScanReport:
        """Bring the ledger up to date with the input folders."""
        with storage_errors(self.state):
            if full_refresh:
                self._forget_all()
            self.scan_report = scan(
                self.con,
                self.settings.inputs,
                forgotten=read_forgotten(self.settings.state_dir),
                run=self.run,
                stages=self.stages,
                allow_removal=allow_removal,
                say=self.say,
            )
            drop_old_versions(self.con, self.settings.keep_versions, run=self.run)
        return self.scan_report

    @property
    def state(self) -> Path:
        """Name the state file."""
        return self.settings.state_dir / STATE_FILE

    def run_segment(self, segment: Sequence[Stage]) -> None:
        """Bring a segment up to date: one corpus or pair stage, or document stages that follow each other."""
        with storage_errors(self.state):
            for stage in segment:
                if isinstance(stage, CorpusStage):
                    self._with_room(partial(self._run_corpus, stage))
                elif isinstance(stage, PairStage):
                    self._with_room(partial(self._run_pairs, stage))
            documents = [stage for stage in segment if isinstance(stage, DocumentStage)]
            if documents:
                self._run_documents(documents)
                if documents[-1] is [stage for stage in self.stages if isinstance(stage, DocumentStage)][-1]:
                    self.engine.close()  # its processes hold memory that what follows may need
                    self.con.execute(f"set memory_limit = '{ALONE_LIMIT}'")

    def check(self, *, everything: bool = False, names: Collection[str] | None = None) -> list[CheckResult]:
        """Run checks (all, unless named) on the documents written since they last passed, or on all documents."""
        with storage_errors(self.state):
            results = self._with_room(
                partial(run_checks, self.con, document_tables(self.stages), everything=everything, names=names)
            )
        self.check_results |= {result.name: result for result in results}
        return results

    def publish(self) -> bool:
        """Publish, unless what is published is the same; tell whether it did.

        Where documents are being forgotten, the state is written anew first, and every older generation is removed.

        Raises:
            CheckError: A check that blocks has not passed, or has not been run.
        """
        with storage_errors(self.state):
            self._settle()
            target = published_path(self.settings, self.con)
            has_forgotten = is_forgetting(self.settings.state_dir)
            if is_published(self.settings, target) and not has_forgotten:
                return False
            self.con.execute("checkpoint")
            self.con.close()
            if has_forgotten:
                rewrite_state(self.settings)
        publish(self.settings, self.state, target)
        if has_forgotten:
            end_forgetting(self.settings.state_dir, target)
        return True

    def _settle(self) -> None:
        """Make sure that what was written may be published, and note the end of the run."""
        require_passed(self.con, self.check_results)
        prune_changes(self.con, [CHECKS, *(stage.name for stage in self.stages)])
        if self.run.is_noted:
            self._finish_run()

    def _with_room(self, work: Callable[[], Result]) -> Result:
        """Do some work; where DuckDB can't do it within its limit of memory, once more with all there is."""
        is_noted = self.run.is_noted
        try:
            return work()
        except duckdb.OutOfMemoryException:
            self.say("this needs more memory than usual")
        with suppress(duckdb.Error):  # it may have failed outside of a transaction
            self.con.execute("rollback")
        self.run.is_noted = is_noted
        self.con.execute(f"set memory_limit = '{LAST_RESORT}'")
        return work()

    def _run_documents(self, segment: Sequence[DocumentStage]) -> None:
        tasks = stage_tasks(segment, self.stages, self.settings.stage)
        for task in tasks:
            spare_unconcerned(self.con, task, self.settings.stage)
        plan = self._with_room(partial(make_plan, self.con, tasks))
        with suppress(duckdb.Error):  # it may be more than that still
            self.con.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        for stage in segment:
            self.stage_reports.setdefault(stage.name, StageReport())
        if not plan.doc_count:
            finish_plan(self.con, plan, [])
            return
        left = set[str]()
        owner_of = document_owners(self.stages)
        chunks = make_chunks(self.con, plan, self.settings.inputs, self.settings.stage, owner_of=owner_of, say=self.say)
        done, told = 0, time.monotonic()
        for result in join_replacing(self.engine.run(chunks, doc_count=plan.doc_count)):
            load_chunk(self.con, result, self.stages, run=self.run)
            for output in result.outputs:
                report = self.stage_reports[output.stage]
                report.redone += len(output.states)
                report.changed += len(output.changed)
                report.rejected += output.rejects.height
                report.seconds += output.seconds
            left.update(result.missing, *(output.faulty for output in result.outputs))
            done += len(result.doc_ids)
            if done < plan.doc_count and time.monotonic() - told >= PROGRESS_SECONDS:
                self.say(f"{done:,} of {plan.doc_count:,} documents")
                told = time.monotonic()
        finish_plan(self.con, plan, left.union(not_given(self.con)))

    def _run_corpus(self, stage: CorpusStage) -> None:
        outcome = run_corpus_stage(self.con, stage, self.stages, self.settings.stage, run=self.run)
        self.stage_reports[stage.name] = StageReport(
            redone=int(outcome.has_run), changed=int(outcome.is_changed), seconds=outcome.seconds
        )

    def _run_pairs(self, stage: PairStage) -> None:
        outcome = run_pair_stage(self.con, stage, self.stages, self.settings.stage, run=self.run)
        self.stage_reports[stage.name] = StageReport(
            redone=outcome.redone, changed=outcome.changed, seconds=outcome.seconds
        )

    def _forget_all(self) -> None:
        self.con.execute("begin")
        self.con.execute("update state.files set mtime_ns = -1")
        self.con.execute("update state.stage_state set fingerprint = 0, output_hash = 0")
        release(self.con)
        forget_cursors(self.con, [stage.name for stage in self.stages])
        self.con.execute("commit")

    def _finish_run(self) -> None:
        report = self.scan_report
        self.con.execute(
            """
            update runs set finished_at = ?, new = ?, changed = ?, unchanged = ?, removed = ?,
                rejected = (select count(*) from rejects)
            where run_id = ?""",
            [
                datetime.now(UTC),
                report.new,
                report.changed,
                report.unchanged,
                report.removed,
                self.run.run_id,
            ],
        )


@contextmanager
def open_build(
    settings: Settings,
    *,
    stages: Sequence[Stage] = STAGES,
    say: Callable[[str], None] = say_nothing,
    workers: int | None = None,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> Iterator[Build]:
    """Open the state for one run, under the lock.

    Raises:
        EngineError: The engine isn't installed.
        WarehouseError: The place can't be written, another run holds the lock, or a newer program made the state.
    """
    for folder in settings.inputs:
        require_folder(folder)
    engine = make_engine(settings.engine, workers=workers, state_dir=settings.state_dir, say=say)
    if settings.warehouse.is_dir():
        raise WarehouseError(f"{settings.warehouse}: is a folder; name the file to publish, such as warehouse.duckdb")
    try:
        settings.state_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(settings.state_dir, error.strerror or str(error)) from None
    with interruptible(), run_lock(settings.state_dir, wait_seconds=lock_wait_seconds, say=say):
        remove_leftovers(settings.state_dir)
        with storage_errors(settings.state_dir / STATE_FILE):
            con = open_state(settings.state_dir / STATE_FILE, stages, say=say)
            release(con)
        run = Run(uuid.uuid4().hex[:16], datetime.now(UTC))
        try:
            with storage_errors(settings.state_dir / STATE_FILE):
                resume_forgetting(con, settings.state_dir, run=run, stages=stages, say=say)
            yield Build(settings, stages, con, run, say, engine)
        finally:
            engine.close()
            con.close()


def segments(stages: Sequence[Stage] = STAGES) -> list[tuple[Stage, ...]]:
    """Cut the pipeline into segments: document stages that follow each other, and all others one by one."""
    cut: list[tuple[Stage, ...]] = []
    for is_document, run in groupby(stages, key=lambda stage: isinstance(stage, DocumentStage)):
        found = tuple(run)
        cut += [found] if is_document else [(stage,) for stage in found]
    return cut


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What a whole build came to."""

    scan: ScanReport
    stages: dict[str, StageReport]
    checks: list[CheckResult]
    is_published: bool


def build_warehouse(
    settings: Settings,
    *,
    stages: Sequence[Stage] = STAGES,
    say: Callable[[str], None] = say_nothing,
    workers: int | None = None,
    allow_removal: bool = False,
    full_refresh: bool = False,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> BuildOutcome:
    """Run a whole build: scan, every segment, checks, publish.

    Raises:
        FolderError: An input folder is missing.
        RuleError: A rule file is wrong.
        CheckError: A check that blocks has not passed.
        EngineError: Stages can't run where the settings say.
        WarehouseError: Anything else that one line can say.
    """
    with open_build(settings, stages=stages, say=say, workers=workers, lock_wait_seconds=lock_wait_seconds) as build:
        build.scan(allow_removal=allow_removal, full_refresh=full_refresh)
        for segment in segments(stages):
            build.run_segment(segment)
        checks = build.check(everything=full_refresh)
        is_published = build.publish()
        return BuildOutcome(build.scan_report, build.stage_reports, checks, is_published)
