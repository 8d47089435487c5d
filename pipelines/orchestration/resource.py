"""The build as a Dagster resource: opened once a run, under the lock, and shared by the steps of the run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from dagster import ConfigurableResource, InitResourceContext, get_dagster_logger
from pydantic import Field, PrivateAttr

from pipelines.orchestration.failures import failure
from pipelines.settings import Settings, load_settings
from pipelines.warehouse.build import Build, open_build
from pipelines.warehouse.errors import EXPECTED_ERRORS

SESSION = "session"
LOCK_WAIT_SECONDS = 3600.0  # a run that was scheduled waits for a build on the command line to end


class BuildResource(ConfigurableResource["BuildResource"]):
    """One run on the warehouse, and all that a run may be told in the launchpad.

    It holds the lock from the first step to the last, so all steps are one build.
    """

    inputs: list[str] = Field(default=[], description="[NAME=]DIR; empty: as in NEWSLEDGER_INPUT or newsledger.toml")
    warehouse: str | None = Field(
        default=None, description="the file to publish; empty: as in NEWSLEDGER_WAREHOUSE or newsledger.toml"
    )
    tagger: str | None = Field(default=None, description="lac, jieba or none; empty: as in newsledger.toml")
    segmenter: str | None = Field(default=None, description="jieba or rjieba; empty: as in newsledger.toml")
    workers: int | None = Field(
        default=None,
        ge=1,
        description="processes for document stages; empty: one, and one a core for more than a few hundred documents",
    )
    engine: str | None = Field(default=None, description="local or ray; empty: as in newsledger.toml")
    ray_address: str | None = Field(
        default=None, description="host:port of a Ray cluster; empty: as in newsledger.toml"
    )
    full_refresh: bool = Field(default=False, description="read every file again, redo every stage, check everything")
    allow_removal: bool = Field(default=False, description="let over half of a folder's documents go")
    check_everything: bool = Field(default=False, description="check all documents, not only those that were written")

    _build: Build | None = PrivateAttr(default=None)
    _refusal: Exception | None = PrivateAttr(default=None)

    def settings(self) -> Settings:
        """Give the settings of a run; nothing is opened."""
        return load_settings(
            inputs=self.inputs,
            warehouse=self.warehouse,
            tagger=self.tagger,
            segmenter=self.segmenter,
            engine=self.engine,
            ray_address=self.ray_address,
        )

    @property
    def build(self) -> Build:
        """Give the open build of this run.

        Raises:
            Failure: It could not be opened; the description says why in one line.
        """
        if self._refusal is not None:
            raise failure(self._refusal)
        if self._build is None:
            raise RuntimeError("the build is open only while a run executes")
        return self._build

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator["BuildResource"]:
        """Hold the build open for the run.

        Where it can't be opened, the first step tells: of a step's failure Dagster shows the one line that counts,
        of a resource's three nested traces.
        """
        del context
        with ExitStack() as stack:
            try:
                self._build = stack.enter_context(self._open())
            except EXPECTED_ERRORS as error:
                self._refusal = error
            try:
                yield self
            finally:
                self._build = self._refusal = None

    @contextmanager
    def _open(self) -> Iterator[Build]:
        say = get_dagster_logger().info
        with open_build(self.settings(), say=say, workers=self.workers, lock_wait_seconds=LOCK_WAIT_SECONDS) as build:
            yield build
