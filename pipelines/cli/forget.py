"""`forget`: remove documents for good, on legal request."""

import argparse

from pipelines.cli.build import say_on_stderr
from pipelines.cli.options import add_lock_wait
from pipelines.settings import load_settings
from pipelines.warehouse.forget import forget_documents


def add_forget_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("forget", help="remove documents for good: every version, every derived row")
    parser.add_argument("documents", nargs="+", metavar="DOC", help="doc_id or source_uri")
    parser.add_argument("--input", action="append", default=[], metavar="[NAME=]DIR", help="as for build")
    parser.add_argument("--warehouse", metavar="FILE", help="the published file (default: warehouse.duckdb)")
    add_lock_wait(parser)
    parser.set_defaults(run=run_forget)


def run_forget(options: argparse.Namespace) -> int:
    """Forget, and say what went and what is left to do by hand."""
    settings = load_settings(inputs=options.input, warehouse=options.warehouse)
    done = forget_documents(settings, options.documents, say=say_on_stderr, lock_wait_seconds=options.lock_wait)
    print(f"Forgotten: {len(done.source_uris):,} documents in {done.version_count:,} versions:")
    for uri in done.source_uris:
        print(f"  {uri}")
    print("They will not come back. Delete their files, and the backups that hold them (docs/operations.md).")
    return 0
