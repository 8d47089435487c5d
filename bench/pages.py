"""How well and how fast the article is found on real pages, beside other extractors, in one run.

usage: .venv/bin/python -m bench.pages --pages DIR [--peers SITE-PACKAGES]

DIR holds labelled pages:
  gold.jsonl    one page a line: {"id": …, "lines": [{"n": …, "label": …, "parts": […]}, …]}. `n` counts the lines of
                the text from 1; `label` is content, title, metadata or boilerplate; `parts`, [first, end, label] within
                the line, names the pieces of a line that holds more than one of them. Blank lines have no label.
  raw/ID.txt    the page as text, UTF-8
  raw/ID.html   the HTML that the text was rendered from, UTF-8, for some of the pages

F1 weighs content against boilerplate, by characters, each page alike; titles and metadata don't count. "lost" is how
many pages lost over 20 % of their content. Documents a second are the best of some rounds on one core; our reader has
read some made-up pages before, so that all rules are compiled, but no line of a page that counts.
A saved page may be a fragment below front matter; the other extractors get it as a whole document without that.
The other extractors come from the folder of packages that --peers names (`make bench` fills it); one that is missing
is left out, and said so. In `make bench` the pages are made up, and only the speed is measured.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.corpus import article
from bench.figures import PEERS, Figures, LeftOut, Timed, cpu, in_turn, speed
from bench.page_score import LOST_SHARE, LabelledPage, Score, load_pages, score_spans, score_text
from pipelines.text.html import Renderer
from pipelines.text.pages import Page, PageReader

Extract = Callable[[str], str]
_ROUNDS = 5
_MADE_PAGES = 40
_OTHER_PAGES = range(1_000_000, 1_000_010)  # read before those that count
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def main() -> None:
    """Print one line a method: on the text of all pages, then on the HTML of those that have it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="folder with gold.jsonl and raw/")
    parser.add_argument(
        "--peers", type=Path, metavar="SITE-PACKAGES", default=PEERS, help="folder with the other extractors"
    )
    options = parser.parse_args()
    _add_peers(options.peers)
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


def figures(*, full: bool) -> Figures:
    """Yield the speed on made-up pages against the other extractors, and on text against HTML."""
    _add_peers(PEERS)
    texts = [article(number) for number in range(_MADE_PAGES)]
    saved = [_made_html(text) for text in texts]
    ours, rounds = _pass(_newsledger, saved), 9 if full else 3
    for name, make in _MAKERS.items():
        if name == "newsledger":
            continue
        try:
            make()
        except ImportError as error:
            yield LeftOut(f"pages: speed against {name}", str(error))
            continue
        times = in_turn(ours, _pass(make, saved), rounds=rounds)
        bar = 1.0 if name.startswith("jusText") else None
        yield speed("pages from HTML", name, times, amount=len(saved), unit="pages", bar=bar)
    times = in_turn(_pass(_reading, texts), ours, rounds=rounds)
    yield speed("pages from text", "the same as HTML", times, amount=len(texts), unit="pages")


def _add_peers(packages: Path) -> None:
    """Let the other extractors be imported: behind the project's own packages, which they must not replace."""
    if str(packages) not in sys.path:
        sys.path.append(str(packages))


def _made_html(text: str) -> str:
    """Make a page of an article as sites do: scripts and styles, a bar of links, boxes within boxes, related links."""
    title, *lines = (line for line in text.splitlines() if line)
    links = "".join(
        f'<li class="item item-{at}"><a href="/channel/{at}.html" target="_blank"><span>{line[:12]}</span></a></li>'
        for at, line in enumerate(lines * 3)
    )
    body = "".join(f'<p class="para" style="text-indent:2em"><span>{line}</span></p>\n' for line in lines)
    script = (
        f"<script>var page={json.dumps({'title': title, 'links': lines})};</script><style>.para{{margin:0}}</style>"
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{script}</head><body>"
        f'<div class="top"><div class="nav"><ul>{links}</ul></div></div><div class="wrap"><div class="main"><h1>{title}'
        f'</h1><div class="article">{body}</div></div><div class="side"><ul>{links}</ul></div></div>'
        f'<div class="footer"><ul>{links}</ul></div>{script}</body></html>'
    )


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
    renderer, reader = Renderer(), _warm_reader()

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
    return _warm_reader().read


def _warm_reader() -> PageReader:
    """Make a reader, and let it read pages whose lines don't come again: some rules are compiled when first used."""
    reader = PageReader()
    for number in _OTHER_PAGES:
        reader.read(article(number))
    return reader


def _pass(make: Callable[[], Callable[[str], object]], inputs: Sequence[str]) -> Timed:
    """Bind a pass over all inputs by a method that has seen none of them, to its CPU seconds."""

    def timed() -> float:
        act = make()
        return cpu(lambda: [act(item) for item in inputs])()

    return timed


def _speed(make: Callable[[], Callable[[str], object]], inputs: Sequence[str]) -> float:
    return len(inputs) / min(_pass(make, inputs)() for _ in range(_ROUNDS))


def _print(source: str, name: str, scores: Sequence[Score], speed: float | None) -> None:
    f1 = sum(score.f1 for score in scores) / len(scores)
    removed = [score.removed for score in scores if score.removed is not None]
    lost = sum(score.recall < 1 - LOST_SHARE for score in scores)
    shown = f"{speed:9.0f}" if speed is not None else f"{'-':>9}"
    print(f"{source:6}{name:24}{len(scores):6}{f1:8.3f}{sum(removed) / len(removed):9.3f}{lost:6}{shown}")


if __name__ == "__main__":
    main()
