"""A document in the terminal."""

import io

import pytest
from rich.console import Console

from pipelines.reader.terminal import print_article
from tests.reader.made import make_article


def shown(*, color: bool, **changes: object) -> str:
    console = Console(
        file=io.StringIO(), width=100, force_terminal=color, color_system="standard" if color else None, markup=False
    )
    with console.capture() as captured:
        print_article(console, make_article(**changes))
    return captured.get()


def test_boilerplate_is_dim_and_numbers_are_coloured() -> None:
    text = shown(color=True)
    assert "\x1b[2m晨星网 > 财经" in text
    assert "\x1b[1;4;91m3万人\x1b[0m" in text


def test_numbers_and_quotations_are_said_in_words() -> None:
    text = shown(color=False)
    assert "30,000 人 · quantity · attributed" in text
    assert "direct quotation · 王明 · 说" in text


@pytest.mark.parametrize("hostile", ["\x1b[2J", "[red]x[/red]", ":smile:"])
def test_a_terminal_is_told_nothing_by_a_page(hostile: str) -> None:
    text = shown(color=False, title=hostile)
    assert text.splitlines()[0] == hostile.replace("\x1b", "␛")
