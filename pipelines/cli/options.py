"""Options that several commands share."""

import argparse

from pipelines.warehouse.build import LOCK_WAIT_SECONDS


def add_lock_wait(parser: argparse.ArgumentParser) -> None:
    """Add `--lock-wait`: how long a command that writes waits for another run."""
    parser.add_argument(
        "--lock-wait",
        type=float,
        default=LOCK_WAIT_SECONDS,
        metavar="SECONDS",
        help="how long to wait for another run to end (default: %(default)s)",
    )
