"""How well and how fast the article is found on real pages, beside other extractors, in one run.

usage: .venv/bin/python -m bench.pages --pages DIR [--peers SITE-PACKAGES]

DIR holds labelled pages:
  gold.jsonl    one page a line: {"id": …, "lines": [{"n": …, "label": …, "parts": […]}, …]}. `n` counts the lines of
                the text from 1; `label` is content, title, metadata or boilerplate; `parts`, [first, end, label] within
                the line, names the pieces of a line that holds more than one of them. Blank lines have no label.
  raw/ID.txt    the page as text, UTF-8
  raw/ID.html   the HTML that the text was rendered from, UTF-8, for some of the pages

F1 weighs content against boilerplate, by characters, each page alike; titles and metadata don't count. "lost" is how
many pages lost over 20 % of their content. Documents a second are the best of some rounds on one core, rules loaded
before; ours are cold: the lines of no page have been seen before.
A saved page may be a fragment below front matter; the other extractors get it as a whole document without that.
The other extractors come with `pip install .[bench]`, or from the folder of packages that --peers names (`pip install
--target`); one that is missing is left out, and said so.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.page_score import LOST_SHARE, LabelledPage, Score, load_pages, score_spans, score_text
from pipelines.text.html import Renderer
from pipelines.text.pages import Page, PageReader

Extract = Callable[[str], str]
_ROUNDS = 5
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def main() -> None:
    """Print one line a method: on the text of all pages, then on the HTML of those that have it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="folder with gold.jsonl and raw/")
    parser.add_argument("--peers", type=Path, metavar="SITE-PACKAGES", help="folder with the other extractors")
    options = parser.parse_args()
    if options.peers is not None:
        sys.path.append(str(options.peers))  # behind the project's own packages, which it must not replace
    pages = load_pages(options.pages)
    print(f"{'input':6}{'method':24}{'pages':>6}{'F1':>8}{'removed':>9}{'lost':>6}{'docs/s':>9}")
    reader = PageReader()
    texts = [page.text for page in pages]
    kept = [_content(reader.read(text)) for text in texts]
    scores = [score_spans(page, spans) for page, spans in zip(pages, kept, strict=True)]
    _print("text", "newsledger", scores, _speed(_reading, texts))
    _print("text", "keep everything", [score_spans(page, [(0, len(page.text))]) for page in pages], None)
    saved = [page for page in pages if page.html is not None]
    for name, make in _MAKERS.items():
        try:
            _run_html(name, make, saved)
        except ImportError as error:
            print(f"{'html':6}{name:24}left out: {error}")


def _run_html(name: str, make: Callable[[], Extract], pages: Sequence[LabelledPage]) -> None:
    extract = make()
    sources = [page.html or "" for page in pages]
    if name != "newsledger":
        sources = [_as_document(html) for html in sources]
    scores = [score_text(page, extract(html)) for page, html in zip(pages, sources, strict=True)]
    _print("html", name, scores, _speed(make, sources))


def _as_document(html: str) -> str:
    """Give a page as a whole HTML document, which other extractors need: trafilatura finds nothing in a fragment."""
    body = _FRONT_MATTER.sub("", html, count=1)
    return html if body == html else f"<html><body><article>{body}</article></body></html>"


def _content(page: Page) -> list[tuple[int, int]]:
    return [(block.start_char, block.end_char) for block in page.blocks if block.zone == "content"]


def _newsledger() -> Extract:
    renderer, reader = Renderer(), PageReader()
    reader.read("。")  # compiles the rules

    def extract(html: str) -> str:
        rendered = renderer.render(html)
        page = reader.read(rendered.text, hints=rendered.hints, marks=rendered.marks)
        return "\n".join(rendered.text[start:end] for start, end in _content(page))

    return extract


def _trafilatura() -> Extract:
    import trafilatura  # noqa: PLC0415 - an extra, like the two below

    return lambda html: trafilatura.extract(html, include_comments=False) or ""


def _justext() -> Extract:
    import justext  # noqa: PLC0415

    def extract(html: str) -> str:
        paragraphs = justext.justext(
            html, frozenset(), length_low=20, length_high=60, stopwords_low=0.0, stopwords_high=0.0
        )
        return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)

    return extract


def _readability() -> Extract:
    from lxml import html as lxml_html  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    def extract(html: str) -> str:
        summary = Document(html).summary()
        return "\n".join(lxml_html.fromstring(summary).itertext()) if summary.strip() else ""

    return extract


_MAKERS: dict[str, Callable[[], Extract]] = {
    "newsledger": _newsledger,
    "trafilatura": _trafilatura,
    "jusText, tuned for zh": _justext,
    "readability": _readability,
}


def _reading() -> Callable[[str], Page]:
    reader = PageReader()
    reader.read("。")
    return reader.read


def _speed(make: Callable[[], Callable[[str], object]], inputs: Sequence[str]) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        act = make()
        started = time.process_time()
        for item in inputs:
            act(item)
        best = min(best, time.process_time() - started)
    return len(inputs) / best


def _print(source: str, name: str, scores: Sequence[Score], speed: float | None) -> None:
    f1 = sum(score.f1 for score in scores) / len(scores)
    removed = [score.removed for score in scores if score.removed is not None]
    lost = sum(score.recall < 1 - LOST_SHARE for score in scores)
    shown = f"{speed:9.0f}" if speed is not None else f"{'-':>9}"
    print(f"{source:6}{name:24}{len(scores):6}{f1:8.3f}{sum(removed) / len(removed):9.3f}{lost:6}{shown}")


if __name__ == "__main__":
    main()
