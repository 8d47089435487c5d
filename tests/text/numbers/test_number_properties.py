"""What holds for every number: its span alone says the same, work grows with length, no row overlaps another."""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.numbers import Found, Number, QuantityFinder
from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.sentences import split_sentences

FINDER = QuantityFinder()
SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
_TRADITIONAL = str.maketrans("万亿两几余个张块岁时约过间", "萬億兩幾餘個張塊歲時約過間")
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), 0x25, 0x2E)})
# A word that counts things or is money, by the words around it.
_TWO_SORTS = "块塊"


def find(text: str) -> Found:
    return FINDER.find(text, [(0, len(text))])


def says(number: Number) -> tuple[object, ...]:
    return number.surface, number.kind, number.value, number.value_high, number.unit


def is_settled_alone(number: Number) -> bool:
    """Tell the numbers whose reading hangs on nothing around them (docs/numbers.md, "A span read alone")."""
    is_of_two_sorts = number.surface[-1] in _TWO_SORTS
    is_years = number.kind == "cardinal" and number.value_high is not None and "-" in number.surface
    return not (is_of_two_sorts or is_years or "、" in number.surface)


def check_alone(numbers: list[Number]) -> None:
    for number in filter(is_settled_alone, numbers):
        assert list(map(says, find(number.surface).numbers)) == [says(number)]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem[:3]) for path in SEEDS])
@pytest.mark.parametrize(
    "write",
    [
        pytest.param(str, id="as printed"),
        pytest.param(lambda text: text.translate(_WIDE), id="full-width"),
        pytest.param(lambda text: text.translate(_TRADITIONAL), id="Traditional"),
    ],
)
def test_every_span_of_the_seeds_parses_alone_to_the_same_value(path: Path, write: Callable[[str], str]) -> None:
    text = write(path.read_bytes().decode("utf-8"))
    numbers = FINDER.find(text, split_sentences(text, 0, len(text))).numbers
    assert len(numbers) > 2
    check_alone(numbers)


_FIGURE = st.one_of(
    st.integers(2, 99999).map(str),
    st.decimals("0.1", 9999, places=2).map(lambda value: f"{value.normalize():f}"),
    st.sampled_from(["三", "十五", "两百", "三千五百", "几十", "七八百", "十余", "一万三", "二〇三〇", "五", "两"]),
)
_POWER = st.sampled_from(["", "", "万", "亿", "多万"])
_UNIT = st.sampled_from(
    ["元", "美元", "港元", "张", "名", "家", "%", "个百分点", "公里", "公斤", "平方米", "倍", "小时", "个月",
     "年", "岁", "块", ""]
)  # fmt: skip
_AMOUNT = st.builds(lambda figure, power, unit: f"{figure}{power}{unit}", _FIGURE, _POWER, _UNIT)
_RANGE = st.builds(
    lambda low, step, power, unit: f"{low}至{low + step}{power}{unit}",
    st.integers(2, 50), st.integers(1, 50), st.sampled_from(["", "万", "亿"]), _UNIT.filter(bool),
)  # fmt: skip
_SENTENCE = st.builds(
    lambda before, amount, after, write: (before + amount + after).translate(write),
    st.sampled_from(["公司共有", "销量增长", "约", "超过", "股价下降了", "每年支出", "近", "他说，", "其中"]),
    st.one_of(_AMOUNT, _RANGE),
    st.sampled_from(["。", "左右。", "以上，", "的产品。", "芯片。", "，同比增长3%。", "不到，"]),
    st.sampled_from([{}, _WIDE, _TRADITIONAL]),
)


@settings(max_examples=60)
@given(_SENTENCE)
def test_every_span_parses_alone_to_the_same_value(text: str) -> None:
    check_alone(find(text).numbers)


@settings(max_examples=40)
@given(st.lists(_SENTENCE, min_size=1, max_size=4).map("".join))
def test_no_row_overlaps_another_of_its_table(text: str) -> None:
    found = FINDER.find(text, split_sentences(text, 0, len(text)))
    for spans in (
        [(row.start_char, row.end_char) for row in found.numbers],
        [(row.start_char, row.end_char) for row in found.dates],
    ):
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert len(fold_numerals(text)) == len(text)


def count_calls(text: str) -> int:
    """Count the calls that reading a text takes, of Python and of C alike: its work, whatever the machine does."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece", ["7", "1,", ".", "1.", "一", "亿万", "万亿", "1月", "3到", "3/", "a/", "3 ", "1-", "第"]
)
def test_work_grows_with_the_length(piece: str) -> None:
    size = 600 // len(piece)
    once, twice = count_calls(piece * size), count_calls(piece * 2 * size)
    assert twice <= 2.3 * once + 100
