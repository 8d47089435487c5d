"""`show`: read a document with everything that was found in it, in the terminal or a browser."""

import argparse
from pathlib import Path

from rich.console import Console

from pipelines.cli.reading import open_warehouse
from pipelines.reader.articles import find_document, read_article
from pipelines.reader.pages import INDEX, render_articles, write_site
from pipelines.reader.terminal import print_article
from pipelines.settings import load_settings
from pipelines.warehouse.errors import WarehouseError


def add_show_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "show",
        help="read a document with everything that was found in it",
        description="Print documents in colour, or write them as a page: several stand side by side.",
    )
    parser.add_argument("documents", nargs="*", metavar="DOC", help="a doc_id, a source_uri or part of it, or a title")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page instead; with --all, a folder of pages")
    parser.add_argument("--all", action="store_true", help="every document, with an index page; needs --html")
    parser.add_argument("--warehouse", metavar="FILE", help="the published file (default: warehouse.duckdb)")
    parser.set_defaults(run=run_show)


def run_show(options: argparse.Namespace) -> int:
    """Show what was asked for.

    Raises:
        WarehouseError: Nothing or nobody was named, or a name is not one document's.
    """
    if bool(options.documents) == options.all:
        raise WarehouseError("say which document to show, or --all with --html DIR")
    if options.all and not options.html:
        raise WarehouseError("--all writes pages: add --html DIR")
    con = open_warehouse(load_settings(warehouse=options.warehouse).warehouse)
    try:
        if options.all:
            count = write_site(con, options.html)
            print(f"{options.html / INDEX}: {count:,} document{'s' if count != 1 else ''}")
            return 0
        articles = [read_article(con, find_document(con, name)) for name in options.documents]
    finally:
        con.close()
    if options.html:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        options.html.write_text(render_articles(articles), encoding="utf-8")
        print(options.html)
        return 0
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    for article in articles:
        print_article(console, article)
    return 0
