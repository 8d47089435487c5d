"""Parse the command line. Errors are one clear line and exit status 1; a wrong option is 2, an interrupt 130."""

import argparse
import os
import sys
from collections.abc import Sequence

from pipelines.cli.build import add_build_command
from pipelines.cli.compact import add_compact_command
from pipelines.cli.entity import add_entity_command
from pipelines.cli.export import add_export_command
from pipelines.cli.forget import add_forget_command
from pipelines.cli.show import add_show_command
from pipelines.cli.sql import add_sql_command
from pipelines.warehouse.errors import EXPECTED_ERRORS
from pipelines.warehouse.interrupts import interruptible


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines",
        description="Chinese news pages in, one DuckDB file out.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    add_build_command(commands)
    add_compact_command(commands)
    add_sql_command(commands)
    add_show_command(commands)
    add_export_command(commands)
    add_entity_command(commands)
    add_forget_command(commands)
    options = parser.parse_args(arguments)
    try:
        with interruptible():
            status: int = options.run(options)
    except EXPECTED_ERRORS as error:
        print(f"newsledger: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "newsledger: interrupted; what was committed stays, the next run goes on from there",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        # The reader of the output (head, less) has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"newsledger: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 1
    return status
