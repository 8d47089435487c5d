"""What can go wrong with a warehouse, in one line that says where, what, and what would do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.engine.errors import EngineError
from pipelines.inputs.folders import FolderError
from pipelines.settings import SettingsError
from pipelines.text.rulefiles import RuleError
from pipelines.text.segmenter import SegmenterError
from pipelines.text.taggers import TaggerError


class WarehouseError(RuntimeError):
    """A run can't go on; nothing half-done is visible to readers."""


class CheckError(WarehouseError):
    """An invariant does not hold: nothing was published, the last good warehouse stays."""


# What a user can mend: told in one line by the command line and by Dagster, without a traceback.
EXPECTED_ERRORS = (SettingsError, FolderError, RuleError, SegmenterError, TaggerError, EngineError, WarehouseError)


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Say in one line that DuckDB could not write: the disk is full, read-only or gone.

    What was committed before stays, so the next run goes on from there.

    Args:
        path: The file that is written.

    Raises:
        WarehouseError: Writing failed. Any other error goes through as it is.
    """
    try:
        yield
    except _STORAGE as error:
        raise unwritable(path, str(error).strip().splitlines()[0]) from None


def unwritable(path: Path, reason: str) -> WarehouseError:
    """Make the error of a file that can't be written."""
    advice = "make room or grant write access, and run again"
    return WarehouseError(f"{path}: can't be written: {reason}; the last warehouse stays; {advice}")


# A commit that finds no room is told as a transaction that failed, and what comes after it as fatal.
_STORAGE = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
