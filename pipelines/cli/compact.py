"""`compact`: give the space of replaced rows back to the disk."""

import argparse

from pipelines.cli.build import say_on_stderr
from pipelines.cli.options import add_lock_wait
from pipelines.settings import load_settings
from pipelines.warehouse.compact import compact_state


def add_compact_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("compact", help="give the space of replaced rows back to the disk")
    parser.add_argument("--warehouse", metavar="FILE", help="the published file (default: warehouse.duckdb)")
    add_lock_wait(parser)
    parser.set_defaults(run=run_compact)


def run_compact(options: argparse.Namespace) -> int:
    """Compact the state, and say what it took and takes."""
    settings = load_settings(warehouse=options.warehouse)
    done = compact_state(settings, lock_wait_seconds=options.lock_wait, say=say_on_stderr)
    print(f"The state takes {done.bytes_after / 1e6:,.1f} MB; it took {done.bytes_before / 1e6:,.1f} MB.")
    return 0
