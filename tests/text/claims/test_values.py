"""When two written values can both be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.claims.values import Reading, agree, lay_out, written_step


def read(surface: str, value: float, bound: str = "eq", high: float | None = None) -> Reading:
    is_percent = surface.endswith(("%", "成"))
    return Reading(value, high, bound, written_step(surface, value, is_percent=is_percent))


@pytest.mark.parametrize(
    ("surface", "value", "step"),
    [
        pytest.param("3210.55亿元", 321_055_000_000, 1e6, id="decimals are places"),
        pytest.param("4300亿元", 430_000_000_000, 1e10, id="trailing zeros of an amount are none"),
        pytest.param("8000亿", 800_000_000_000, 1e11, id="one digit left"),
        pytest.param("40%", 40, 1, id="in percent a trailing zero is a place"),
        pytest.param("40.25%", 40.25, 0.01, id="decimals of a percentage"),
        pytest.param("七成", 70, 10, id="tenths are coarse"),
        pytest.param("七成八", 78, 1, id="tenths and one more digit"),
        pytest.param("2万4000名", 24_000, 1000, id="digits on both sides of 万"),
        pytest.param("三万五千", 35_000, 1000, id="the last power of a Chinese numeral"),
        pytest.param("一亿", 1e8, 2e7, id="never more than a fifth of the value"),
    ],
)
def test_the_last_written_place_is_the_step(surface: str, value: float, step: float) -> None:
    assert read(surface, value).step == pytest.approx(step)


A_THIRD = read("3210.55亿", 321.055e9)


@pytest.mark.parametrize(
    ("left", "right", "is_agreed"),
    [
        pytest.param(A_THIRD, read("3211亿", 321.1e9), True, id="rounded up"),
        pytest.param(A_THIRD, read("3210亿", 321e9), True, id="cut off"),
        pytest.param(A_THIRD, read("3000亿", 300e9), True, id="cut off to one digit"),
        pytest.param(A_THIRD, read("3231亿", 323.1e9), False, id="another figure as fine"),
        pytest.param(read("40.38%", 40.38), read("40%", 40), True, id="a percentage rounded"),
        pytest.param(read("41%", 41), read("40%", 40), False, id="percentages of one step must be equal"),
        pytest.param(read("94.1%", 94.1), read("95%", 95), False, id="not rounded up over half a step"),
        pytest.param(read("140人", 140, "lt"), read("96人", 96), True, id="a bound from above reaches to half"),
        pytest.param(read("140人", 140, "lt"), read("60人", 60), False, id="and no farther"),
        pytest.param(read("140人", 140, "lt"), read("140人", 140), False, id="less than is not equal"),
        pytest.param(read("500人", 500, "gt"), read("820人", 820), True, id="a bound from below reaches to twice"),
        pytest.param(read("500人", 500, "gt"), read("2000人", 2000), False, id="and no farther either"),
        pytest.param(read("1000人", 1000, "approx"), read("1046人", 1046), True, id="a hedge is five percent wide"),
        pytest.param(read("50%", 50, high=60), read("53%", 53), True, id="a range covers what lies in it"),
        pytest.param(read("50%", 50, high=60), read("78%", 78), False, id="and nothing else"),
        pytest.param(read("5万", 50_000), read("2000", 2000), False, id="far apart"),
    ],
)
def test_values_agree_at_the_precision_they_are_written_in(left: Reading, right: Reading, is_agreed: bool) -> None:
    assert agree(left, right) is is_agreed
    assert agree(right, left) is is_agreed


def test_what_agrees_with_two_sides_proves_nothing() -> None:
    coarse, other = read("3200亿", 320e9), read("3231亿", 323.1e9)
    assert lay_out([coarse, A_THIRD, other]) == [0, 1, 2]
    assert lay_out([coarse, A_THIRD]) == [1, 1]


def test_sides_do_not_hang_on_the_order_of_arrival() -> None:
    values = [read("9人", 9), read("12人", 12), read("200人", 200), read("10人", 10, "gt"), read("12人", 12)]
    there = lay_out(values)
    assert lay_out(values[::-1]) == there[::-1]
    assert there == [1, 2, 3, 2, 2]


_BOUNDS = ("eq", "eq", "approx", "gt", "ge", "lt", "le")
_CELLS = st.tuples(
    st.integers(-9, 60), st.sampled_from((1, 5, 10)), st.sampled_from(_BOUNDS), st.none() | st.integers(1, 40)
)


@given(st.lists(_CELLS, max_size=12))
def test_a_value_is_near_every_side_that_it_agrees_with(cells: list[tuple[int, int, str, int | None]]) -> None:
    readings = [
        Reading(float(size * step), size * step + width if width else None, bound, min(step, 0.2 * abs(size * step)))
        for size, step, bound, width in cells
    ]
    order = sorted(
        set(readings), key=lambda r: (not r.is_point, r.bound == "approx", r.step, r.value, r.bound, r.high or 0.0)
    )
    anchors, sides = list[Reading](), dict[Reading, int]()
    for reading in order:
        fitting = [side for side, anchor in enumerate(anchors, start=1) if agree(reading, anchor)]
        if not fitting:
            anchors.append(reading)
        sides[reading] = len(anchors) if not fitting else fitting[0] if len(fitting) == 1 else 0
    assert lay_out(readings) == [sides[reading] for reading in readings]
