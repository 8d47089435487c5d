"""Failures that Dagster shows in one line: what the command line says before it ends with status 1."""

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import Failure, get_dagster_logger

from pipelines.warehouse.errors import EXPECTED_ERRORS


def failure(error: Exception) -> Failure:
    """Make the failure of a step from an error that says in one line what is wrong and what would do.

    The line is logged too: of a failure Dagster shows a trace below it, of a logged error the line alone.
    """
    get_dagster_logger().error(str(error))
    return Failure(description=str(error), allow_retries=False)


@contextmanager
def in_one_line() -> Iterator[None]:
    """Let a step fail with the one line of an expected error; any other error is a bug and keeps its trace.

    Raises:
        Failure: One of the expected errors was raised inside.
    """
    try:
        yield
    except EXPECTED_ERRORS as error:
        raise failure(error) from None
