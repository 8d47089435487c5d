"""The reader's pages in a real Chromium: nothing fetched, no scripts, keyboard and phone alike (make test-browser)."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli.main import main
from pipelines.reader.pages import render_articles
from tests.reader.made import TEXT, make_article
from tests.warehouse.processes import PATIENCE_SECONDS

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: make test-browser")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert main(["show", "--all", "--html", str(folder), "--warehouse", str(seeds)]) == 0
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("needs chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, site: Path) -> Iterator[Any]:
    """The page of an article, and every address that it asked for."""
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    opened = context.new_page()
    opened.asked = []
    opened.said = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.goto((site / "index.html").as_uri())
    yield opened
    context.close()


def read(page: Any, title: str) -> None:
    link = page.get_by_role("link", name=title).first
    address = link.evaluate("node => node.href")
    link.click()
    page.wait_for_url(lambda url: url == address)


def is_as_wide_as_the_window(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_the_index_leads_to_every_article(page: Any, site: Path) -> None:
    assert page.locator("#documents + table tbody tr").count() == 5
    read(page, "DeepSeek一夜之间")
    assert page.locator("h1").inner_text() == "DeepSeek一夜之间,成了美国的众矢之的"
    page.get_by_role("link", name="All documents").click()
    page.wait_for_url(lambda url: url == (site / "index.html").as_uri())
    assert page.locator("#documents").count() == 1


def test_nothing_is_asked_of_anybody(page: Any) -> None:
    read(page, "国运产品")
    assert all(address.startswith("file:") for address in page.asked)
    assert page.said == []


def test_a_number_says_its_value(page: Any) -> None:
    read(page, "国运产品")
    number = page.locator(".number", has_text="2000块").first
    number.hover()
    shown = number.evaluate("node => getComputedStyle(node, '::after').content")
    assert "2,000 块" in shown


def test_the_keyboard_is_enough(page: Any) -> None:
    read(page, "国运产品")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the text"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    shown = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert page.evaluate("document.activeElement.dataset.note") is not None
    assert shown not in ("none", "normal")


def test_a_layer_can_be_put_away(page: Any) -> None:
    read(page, "国运产品")
    number = page.locator(".number").first
    before = number.evaluate("node => getComputedStyle(node).fontWeight")
    page.get_by_label("numbers").uncheck()
    assert number.evaluate("node => getComputedStyle(node).fontWeight") != before


def test_boilerplate_is_dim_and_names_its_rule(page: Any) -> None:
    read(page, "横空出世")
    outside = page.locator(".outside.boilerplate").last
    assert float(outside.evaluate("node => getComputedStyle(node).opacity")) < 1
    assert outside.get_attribute("data-note").startswith("boilerplate · ")


@pytest.mark.parametrize("title", ["国运产品", "横空出世", None])
def test_it_fits_a_phone(page: Any, title: str | None) -> None:
    page.set_viewport_size(PHONE)
    if title:
        read(page, title)
    assert is_as_wide_as_the_window(page)


def test_markup_in_an_article_stays_text(browser: Any, tmp_path: Path) -> None:

    path = tmp_path / "hostile.html"
    path.write_text(render_articles([make_article(), make_article()]), encoding="utf-8")
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(path.as_uri())
    assert page.locator(".text").first.evaluate("node => node.textContent") == TEXT
    assert page.locator("article script").count() == 0
    left, right = (page.locator("article").nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    context.close()
