import pytest

from pipelines.text.pages.dates import date_in_url, find_page_dates
from pipelines.text.pages.names import Names
from pipelines.text.pages.titles import split_site
from pipelines.text.rulefiles import RULES_DIR

NAMES = Names(RULES_DIR)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("2019-09-3007:42", (2019, 9, 30, 7, 42), id="time glued to the day"),
        pytest.param("202211/0610:15:32", (2022, 11, 6, 10, 15), id="year, day and time in one run"),
        pytest.param("发布时间:10-0812:00", (None, 10, 8, 12, 0), id="no year, time glued to the day"),
        pytest.param("2019年06月15日08:18", (2019, 6, 15, 8, 18), id="written in Chinese"),
        pytest.param("2019/6/15 下午 3:05", (2019, 6, 15, 15, 5), id="afternoon"),
        pytest.param("13/01/2021 - 17:46", (2021, 1, 13, 17, 46), id="day first, as it can't be a month"),
        pytest.param("tue, 12 jan 2021 23:19:59 gmt", (2021, 1, 12, 23, 19), id="English"),
        pytest.param("2020年6月3日 星期三 10:20", (2020, 6, 3, 10, 20), id="the weekday between day and time"),
        pytest.param("05.03.2021", (2021, 3, 5, None, None), id="day first, with dots"),
        pytest.param("05/03/2021 - 09:12", (2021, 3, 5, 9, 12), id="day first, with a dash before the time"),
        pytest.param("2021年03月05日(五) 09:12", (2021, 3, 5, 9, 12), id="the weekday by its last character"),
        pytest.param("(abc20250330)", (2025, 3, 30, None, None), id="compact"),
    ],
)
def test_dates_of_headers(text: str, parts: tuple[int | None, ...]) -> None:
    (found,) = find_page_dates(text)
    assert (found.year, found.month, found.day, found.hour, found.minute) == parts


@pytest.mark.parametrize("text", ["2024-2025学年", "19:30", "2020-13-45", "01/02/2021", "3.14", "400-820-8820"])
def test_what_is_no_date(text: str) -> None:
    assert [when for when in find_page_dates(text) if when.year is not None] == []


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.com/2025/0201/2168757.html", (2025, 2, 1)),
        ("https://example.com/gb/21/1/13/n12684576.htm", (2021, 1, 13)),
        ("https://example.com/story20210113-1116063", (2021, 1, 13)),
        ("https://example.com/2019_09_07_516923.shtml", (2019, 9, 7)),
        ("https://example.com/s?__biz=20200101", None),
        ("https://example.com/id/20219913.html", None),
    ],
)
def test_the_day_in_a_url(url: str, day: tuple[int, int, int] | None) -> None:
    found = date_in_url(url)
    assert (None if found is None else (found.year, found.month, found.day)) == day


@pytest.mark.parametrize(
    ("title", "is_page_title", "expected"),
    [
        pytest.param("油价下调_国内_新华网", True, ("油价下调", "新华网"), id="site and section off"),
        pytest.param("油价下调 | 晨光志", True, ("油价下调", "晨光志"), id="an unknown site behind a bar"),
        pytest.param("油价下调｜加满一箱少花十元，明天零点起执行", True, None, id="a long second part is title"),
        pytest.param("模型 Q4_k_m 下载", True, None, id="underscores inside a name"),
        pytest.param("自驾记 - 城北论坛 - Powered by Discuz!", True, ("自驾记", "城北论坛"), id="the engine off"),
        pytest.param("GPT-4 发布", True, None, id="hyphen inside a name"),
        pytest.param("油价下调 - 新华网", False, ("油价下调", "新华网"), id="a known outlet off any title"),
    ],
)
def test_the_site_in_a_title(title: str, is_page_title: bool, expected: tuple[str, str] | None) -> None:
    assert split_site(title, NAMES, is_page_title=is_page_title) == (expected or (title, None))
