"""The rule files of numbers and dates: a wrong row names its file and line; one new row is enough for a unit."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.text.numbers import Anchor, QuantityFinder
from pipelines.text.rulefiles import RULES_DIR, RuleError


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(RULES_DIR, copy)
    return copy


def append(path: Path, row: str) -> int:
    """Add a row and return its line."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n{row}\n", encoding="utf-8")
    return len(text.rstrip().splitlines()) + 1


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        pytest.param("units.csv", "庹,tuo,size,length,1.5,meter,after", "kind", id="an unknown kind"),
        pytest.param("units.csv", "庹,tuo,quantity,length,much,meter,after", "not a number", id="no factor"),
        pytest.param("units.csv", "庹,tuo,quantity,length,1.5,gram,after", "use meter", id="another base unit"),
        pytest.param("currencies.csv", "贝,XBE,1,inside", "place", id="an unknown place"),
        pytest.param("classifiers.csv", "庹,yes", "flag", id="no flag"),
        pytest.param("modifiers.csv", "大抵,before,maybe,", "bound", id="an unknown bound"),
        pytest.param("numeral_characters.csv", "卌卌,tens,40,", "one character", id="two characters"),
        pytest.param("date_words.csv", "往年,year,some,today,", "whole number", id="no offset"),
        pytest.param("festivals.csv", "泼水节,buddhist,4,13,,", "calendar", id="an unknown calendar"),
        pytest.param("lunar_years.csv", "2099,2099-01-21,,01", "long_months", id="months missing"),
        pytest.param("reigns.csv", "洪宪,then", "not a year", id="no year"),
        pytest.param("change_verbs.csv", "横盘,sideways", "direction", id="an unknown direction"),
        pytest.param("number_cues.csv", "兴许,maybe", "role", id="an unknown cue"),
        pytest.param("number_cues.csv", ",will", "empty", id="no cue"),
        pytest.param("object_words.csv", "横盘,verb", "role", id="an unknown role"),
    ],
)
def test_a_wrong_row_names_its_file_and_line(rules: Path, name: str, row: str, message: str) -> None:
    line = append(rules / name, row)
    with pytest.raises(RuleError, match=rf"{name}:{line}: .*{message}"):
        QuantityFinder(rules).find("1", [(0, 1)])


def test_one_row_adds_a_unit(rules: Path) -> None:
    append(rules / "units.csv", "庹,tuo,quantity,length,1.5,meter,after")
    (number,) = QuantityFinder(rules).find("长三庹", [(0, 3)]).numbers
    assert (number.surface, number.unit, number.base_value) == ("三庹", "tuo", Decimal("4.5"))


def test_one_row_adds_a_cue(rules: Path) -> None:
    append(rules / "number_cues.csv", "敲定,to_come")
    text = "敲定3月1日开幕"
    anchor = Anchor(date(2025, 2, 10), "published")
    (mention,) = QuantityFinder(rules).find(text, [(0, len(text))], published=anchor).dates
    assert mention.iso == "2025-03-01"
