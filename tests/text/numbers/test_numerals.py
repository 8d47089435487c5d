"""One numeral at a time: what it says, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.numbers import NumeralError, parse_numeral
from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.numerals import read_numeral
from tests.text.numbers.styles import STYLES


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        pytest.param("三万五", "35000", id="a trailing digit takes the next power down"),
        pytest.param("三万零五", "30005", id="零 keeps the trailing digit in its place"),
        pytest.param("1万5千", "15000", id="mixed Arabic figures and Chinese powers"),
        pytest.param("3万4000", "34000", id="Arabic figures below a power"),
        pytest.param("1,100万", "11000000", id="grouped figures before a power"),
        pytest.param("三百五十万亿", "350000000000000", id="万亿 multiplies"),
        pytest.param("一万五千亿", "1500000000000", id="亿 raises all that is below it"),
        pytest.param("五兆零三亿", "5000300000000", id="兆 above 亿 is 10^12"),
        pytest.param("三億五千萬", "350000000", id="Traditional powers"),
        pytest.param("參萬肆仟", "34000", id="financial figures"),
        pytest.param("五百卅四", "534", id="卅 is thirty"),
        pytest.param("二〇二四", "2024", id="figures without powers are places"),
        pytest.param("十点二三", "10.23", id="spoken decimals"),
        pytest.param("１２．５", "12.5", id="full-width figures"),
        pytest.param("2.5e3", "2500", id="an exponent"),
        pytest.param("7万 5千", "75000", id="blanks beside powers"),
        pytest.param("128K", "128000", id="a letter multiplier"),
        pytest.param("负三十二", "-32", id="负 is the sign"),
        pytest.param("三千两百", "3200", id="两 before a power is a figure"),
    ],
)
def test_parse_numeral(numeral: str, value: str) -> None:
    assert parse_numeral(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "numeral",
    [
        pytest.param("", id="nothing"),
        pytest.param("三千五千", id="the powers do not fall"),
        pytest.param("五十千", id="a power above the one before it"),
        pytest.param("几十万", id="a vague numeral is no exact number"),
        pytest.param("500多亿", id="a hedge inside is no exact number"),
        pytest.param("约三万", id="a modifier is not part of a numeral"),
        pytest.param("三万元", id="a unit is not part of a numeral"),
    ],
)
def test_parse_numeral_refuses(numeral: str) -> None:
    with pytest.raises(NumeralError):
        parse_numeral(numeral)


@pytest.mark.parametrize(
    ("numeral", "low", "high"),
    [
        pytest.param("数十亿", "1000000000", "10000000000", id="数 is some digit"),
        pytest.param("十几万", "100000", "200000", id="几 behind 十"),
        pytest.param("1万多", "10000", "20000", id="多 is up to one more of the last figure's place"),
        pytest.param("500余万", "5000000", "6000000", id="余 inside a numeral"),
        pytest.param("七八百", "700", "800", id="two neighbours are either"),
        pytest.param("三五百", "300", "500", id="三五 is three to five"),
        pytest.param("十五六", "15", "16", id="neighbours behind a power"),
    ],
)
def test_vague_numerals_are_intervals(numeral: str, low: str, high: str) -> None:
    reading = read_numeral(numeral, 0, len(numeral))
    assert reading is not None
    assert (reading.end, reading.low, reading.high) == (len(numeral), Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("三千五千", 2, id="the second numeral is left"),
        pytest.param("370亿参数", 4, id="参 of 参数 is no financial three"),
        pytest.param("三十两", 2, id="两 at the end is a weight"),
        pytest.param("3点05分", 1, id="a clock time is no decimal"),
    ],
)
def test_a_numeral_ends_where_another_word_begins(text: str, end: int) -> None:
    reading = read_numeral(text, 0, len(text))
    assert reading is not None
    assert reading.end == end


@pytest.mark.parametrize("style", STYLES)
@given(number=st.integers(min_value=0, max_value=10**16))
def test_whole_numbers_parse_back(style: str, number: int) -> None:
    assert parse_numeral(STYLES[style](Decimal(number))) == number


@pytest.mark.parametrize("style", STYLES)
@given(cents=st.integers(min_value=0, max_value=10**18))
def test_two_decimals_parse_back(style: str, cents: int) -> None:
    number = Decimal(cents) / 100
    assert parse_numeral(STYLES[style](number)) == number


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_numerals(text)) == len(text)
