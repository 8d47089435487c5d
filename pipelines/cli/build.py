"""`build`: bring the warehouse up to date with the input folders, and say what came of it."""

import argparse
import sys
import time

from pipelines.cli.options import add_lock_wait
from pipelines.cli.summary import print_summary
from pipelines.settings import ENGINES, load_settings
from pipelines.text.segmenter import SEGMENTERS
from pipelines.text.taggers import TAGGERS, is_tagger
from pipelines.warehouse.build import build_warehouse
from pipelines.warehouse.failure_call import FailedRun, call_on_failure


def add_build_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("build", help="bring the warehouse up to date with the input folders")
    parser.add_argument(
        "--input", action="append", default=[], metavar="[NAME=]DIR", help="folder of pages; may be repeated"
    )
    parser.add_argument("--warehouse", metavar="FILE", help="the file to publish (default: warehouse.duckdb)")
    parser.add_argument("--full-refresh", action="store_true", help="read everything and redo every stage")
    parser.add_argument("--allow-removal", action="store_true", help="let over half of a folder's documents go")
    parser.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help="processes for the stages (default: one, and one a core for more than a few hundred documents)",
    )
    parser.add_argument("--engine", choices=ENGINES, help="where document stages run (default: local)")
    parser.add_argument("--ray-address", metavar="HOST:PORT", help="a Ray cluster (default: start a Ray here)")
    parser.add_argument(
        "--tagger",
        type=_tagger,
        metavar="NAME",
        help=f"what finds names that the gazetteer does not know: {', '.join(TAGGERS)}",
    )
    parser.add_argument(
        "--segmenter",
        choices=SEGMENTERS,
        help="what cuts text into words (default: as in newsledger.toml)",
    )
    add_lock_wait(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.set_defaults(run=run_build)


def run_build(options: argparse.Namespace) -> int:
    """Build, and print a summary of what is in the warehouse now."""
    settings = load_settings(
        inputs=options.input,
        warehouse=options.warehouse,
        tagger=options.tagger,
        segmenter=options.segmenter,
        engine=options.engine,
        ray_address=options.ray_address,
    )
    started = time.monotonic()
    try:
        outcome = build_warehouse(
            settings,
            say=_ignore if options.quiet else say_on_stderr,
            workers=options.workers,
            allow_removal=options.allow_removal,
            full_refresh=options.full_refresh,
            lock_wait_seconds=options.lock_wait,
        )
    except Exception as error:
        complaint = call_on_failure(settings.on_failure, FailedRun(str(settings.warehouse), "", str(error)))
        if complaint:
            print(f"newsledger: {complaint}", file=sys.stderr)
        raise
    if not options.quiet:
        print_summary(settings, outcome, seconds=time.monotonic() - started)
    return 0


def say_on_stderr(message: str) -> None:
    """Tell of progress, apart from what the command prints."""
    print(message, file=sys.stderr, flush=True)


def _ignore(_: str) -> None:
    return


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a positive whole number')
    return int(text)


def _tagger(name: str) -> str:
    if not is_tagger(name):
        raise argparse.ArgumentTypeError(f'"{name}" is not a tagger; use one of {", ".join(TAGGERS)}')
    return name
