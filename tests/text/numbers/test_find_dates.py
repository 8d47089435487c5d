"""Dates in running text: what they mean, given the day of publication."""

from datetime import date

import pytest

from pipelines.text.numbers import Anchor, DateMention, QuantityFinder
from tests.marks import unmark

FINDER = QuantityFinder()
MONDAY = Anchor(date(2025, 2, 10), "published")


def the_dates(marked: str, anchor: Anchor | None = MONDAY) -> list[DateMention]:
    text, spans = unmark(marked)
    dates = FINDER.find(text, [(0, len(text))], published=anchor).dates
    assert [(mention.start_char, mention.end_char) for mention in dates] == spans
    return dates


@pytest.mark.parametrize(
    ("marked", "kind", "iso"),
    [
        pytest.param("⟦2024年⟧的支出", "date", "2024", id="a year"),
        pytest.param("⟦二〇二四年十二月三十一日⟧", "date", "2024-12-31", id="Chinese figures"),
        pytest.param("发布于⟦2025-01-30 12:05:18⟧", "time", "2025-01-30T12:05:18", id="a time stamp"),
        pytest.param("⟦1月20日⟧，公司发布", "date", "2025-01-20", id="a missing year is the nearest in the past"),
        pytest.param("⟦12月29日⟧召开", "date", "2024-12-29", id="the nearest past may be last year's"),
        pytest.param("将于⟦3月1日⟧发布", "date", "2025-03-01", id="将于 looks ahead"),
        pytest.param("⟦28日⟧报道", "date", "2025-01-28", id="a missing month too"),
        pytest.param("⟦昨天⟧", "date", "2025-02-09", id="a day word counts from the publication"),
        pytest.param("⟦去年10月⟧", "date", "2024-10", id="a year word and a month"),
        pytest.param("⟦10日⟧内地股市大跌", "date", "2025-02-10", id="a day before a place that begins with 内"),
        pytest.param("⟦前三天⟧多雨", "range", "2025-02-07/2025-02-10", id="days before today where nothing is named"),
        pytest.param("⟦下午两点半⟧开会", "time", "T14:30:00", id="两点 is two o'clock behind a part of the day"),
        pytest.param("⟦两点一刻⟧出发", "time", "T02:15:00", id="两点 before a quarter"),
        pytest.param("预计⟦三年后⟧完工", "date", "2028", id="years after today behind a word of planning"),
        pytest.param("⟦上周三⟧", "date", "2025-02-05", id="a weekday of last week"),
        pytest.param("⟦周三⟧表示", "date", "2025-02-05", id="a bare weekday is the last one"),
        pytest.param("⟦去年秋天⟧", "date", "2024-09/2024-11", id="a season"),
        pytest.param("⟦2024年第三季度⟧", "date", "2024-07/2024-09", id="a quarter"),
        pytest.param("⟦今年上半年⟧", "date", "2025-01/2025-06", id="half a year"),
        pytest.param("⟦今年前三季度⟧", "date", "2025-01/2025-09", id="the first three quarters"),
        pytest.param("⟦10月下旬⟧", "date", "2024-10-21/2024-10-31", id="the last ten days"),
        pytest.param("⟦上世纪90年代⟧", "date", "1990/1999", id="a decade of a century named by word"),
        pytest.param("⟦今明两年⟧", "date", "2025/2026", id="two years in one word"),
        pytest.param("⟦2025\xa0年 1 月 31 日⟧", "date", "2025-01-31", id="any blank is a blank"),
        pytest.param("定于⟦3月1日⟧开幕", "date", "2025-03-01", id="定于 looks ahead"),
        pytest.param("⟦2月底⟧", "date", "2025-02-25/2025-02-28", id="the end of a month may lie shortly ahead"),
        pytest.param("⟦20世纪80年代⟧", "date", "1980/1989", id="a decade"),
        pytest.param("⟦2023年三月的第二周⟧", "date", "2023-03-13/2023-03-19", id="weeks count by their Mondays"),
        pytest.param("⟦两年前⟧", "date", "2023", id="years ago is a year"),
        pytest.param("⟦三天后⟧", "date", "2025-02-13", id="days from now"),
        pytest.param("⟦过去十年⟧", "range", "2015-02-10/2025-02-10", id="the past ten years"),
        pytest.param("⟦大年初一⟧", "date", "2025-01-29", id="a lunar day"),
        pytest.param("⟦除夕⟧", "date", "2025-01-28", id="the eve of the lunar year"),
        pytest.param("⟦2020年中秋节⟧", "date", "2020-10-01", id="a lunar festival of a year named"),
        pytest.param("⟦2021年母亲节⟧", "date", "2021-05-09", id="a weekday festival"),
        pytest.param("农历节日，⟦农历八月十五⟧当地放假", "date", "2024-09-17", id="a lunar day without 日"),
        pytest.param("⟦双十一⟧成交", "date", "2024-11-11", id="a shopping day"),
        pytest.param("⟦前11个月⟧出口", "date", "2024-01/2024-11", id="months from the start of the year that had them"),
        pytest.param("⟦前四个月⟧出口", "date", "2024-01/2024-04", id="the same in Chinese figures"),
        pytest.param("⟦前三季度⟧营收", "date", "2024-01/2024-09", id="quarters that are over"),
        pytest.param("⟦去年十一月廿九⟧", "date", "2024-12-29", id="a day of the Chinese calendar"),
        pytest.param("⟦8日傍晚到夜间⟧", "range", "2025-02-08T17:00:00/2025-02-08T23:59:59", id="parts of one day"),
        pytest.param("⟦8日夜间至凌晨⟧", "range", "2025-02-08T18:00:00/2025-02-09T06:00:00", id="into the next day"),
        pytest.param("⟦今(10)日⟧开市", "date", "2025-02-10", id="the day's number behind 今"),
        pytest.param("⟦昨日（9日）晚间9时⟧公告", "time", "2025-02-09T21:00:00", id="an hour behind it"),
        pytest.param("⟦今(9)日⟧开市", "date", "2025-02-09", id="the number outweighs the day of publication"),
        pytest.param("⟦11/18⟧年货节开跑", "date", "2024-11-18", id="month and day with a slash"),
        pytest.param("⟦1/3(五)上午9点⟧说明会", "time", "2025-01-03T09:00:00", id="its weekday tells it"),
        pytest.param("⟦1/5至1/20⟧展出", "range", "2025-01-05/2025-01-20", id="from slash to slash"),
        pytest.param("⟦正月十五⟧赏灯", "date", "2025-02-12", id="正月 is lunar, so its day is"),
        pytest.param("⟦腊月二十三⟧祭灶", "date", "2025-01-22", id="a lunar day in its second ten"),
        pytest.param("⟦正月初二至初五⟧", "range", "2025-01-30/2025-02-02", id="a lunar day ends a lunar span"),
        pytest.param("⟦除夕到初三⟧", "range", "2025-01-28/2025-01-31", id="a lunar span crosses its new year"),
        pytest.param("⟦腊月二十八至正月初六⟧", "range", "2025-01-27/2025-02-03", id="a lunar span over two months"),
        pytest.param("⟦去年头五个月⟧", "date", "2024-01/2024-05", id="头 opens a year as 前 does"),
        pytest.param(
            "⟦2023年四季度至2024年二季度⟧", "range", "2023-10/2024-06", id="a span ends with its last quarter"
        ),
        pytest.param("⟦2月3日22时至次日6时⟧", "range", "2025-02-03T22:00:00/2025-02-04T06:00:00", id="to the next day"),
        pytest.param("⟦2月8日（周六）晚8点⟧", "time", "2025-02-08T20:00:00", id="a weekday between day and hour"),
        pytest.param("⟦上世纪70年代中期⟧", "date", "1973/1976", id="the middle of a decade"),
        pytest.param("⟦本世纪中叶⟧", "date", "2040/2059", id="the middle of a century"),
        pytest.param("“⟦十四五⟧”期间", "range", "2021/2025", id="a five-year plan"),
        pytest.param("⟦民國113年3月⟧", "date", "2024-03", id="a year name with three figures"),
        pytest.param("⟦二十三日⟧宣布", "date", "2025-01-23", id="a day in Chinese figures"),
        pytest.param("⟦民国三年⟧", "date", "1914", id="a year name"),
        pytest.param("⟦1月20日至25日⟧", "range", "2025-01-20/2025-01-25", id="the far end takes month and year"),
        pytest.param("⟦2020—2024年⟧", "range", "2020/2024", id="the near end takes the unit"),
        pytest.param("⟦2015年和2018年之间⟧", "range", "2015/2018", id="between two years"),
        pytest.param("⟦周一至周五⟧", "range", "2025-02-10/2025-02-14", id="two weekdays of one week"),
        pytest.param("⟦年底前⟧", "range", "../2025-12-31", id="before the end of the year's end"),
        pytest.param("⟦2024财年⟧", "date", "2024", id="a financial year"),
        pytest.param("⟦2024年10月以来⟧", "range", "2024-10/..", id="open at the end"),
        pytest.param("⟦2015年之前⟧", "range", "../2014-12-31", id="open at the beginning"),
        pytest.param("⟦2007年以后⟧", "range", "2008-01-01/..", id="after a year is from the next one on"),
        pytest.param("⟦2月10日下午3时30分⟧", "time", "2025-02-10T15:30:00", id="a time of a day"),
        pytest.param("⟦昨晚⟧", "time", "2025-02-09T18:00:00/2025-02-09T23:59:59", id="a part of a day"),
        pytest.param("⟦12:30⟧开始", "time", "T12:30:00", id="the time at which something begins"),
        pytest.param("⟦凌晨12点⟧", "time", "T00:00:00", id="midnight of no known day"),
        pytest.param("⟦晚上十一点半⟧", "time", "T23:30:00", id="half past"),
    ],
)
def test_find_dates(marked: str, kind: str, iso: str | None) -> None:
    (mention,) = the_dates(marked)
    assert (mention.kind, mention.iso) == (kind, iso)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("⟦去年⟧", id="a word"),
        pytest.param("⟦1月20日⟧", id="a day without a year"),
        pytest.param("⟦周三⟧", id="a weekday"),
        pytest.param("⟦两年前⟧", id="years ago"),
        pytest.param("⟦除夕⟧", id="a festival"),
    ],
)
def test_without_an_anchor_nothing_is_guessed(marked: str) -> None:
    (mention,) = the_dates(marked, anchor=None)
    assert (mention.iso, mention.date_from, mention.anchor_date) == (None, None, None)


def test_what_was_read_without_an_anchor_is_read_anew_with_one() -> None:
    marked = "⟦2024年12月到下个月5号⟧"
    assert [the_dates(marked, anchor)[0].iso for anchor in (None, MONDAY)] == [None, "2024-12/2025-03-05"]


def test_the_next_day_counts_from_the_last_date_of_the_text() -> None:
    day, following = the_dates("⟦1月28日⟧，白宫发言。⟦隔天⟧，商务部回应。")
    assert (day.iso, following.iso) == ("2025-01-28", "2025-01-29")
    assert (day.anchor_basis, day.is_inferred) == ("published", True)
    assert (following.anchor_date, following.anchor_basis) == (date(2025, 1, 28), "text")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("会议⟦前一天⟧他辞职", id="the day before"),
        pytest.param("⟦第二天⟧上任", id="the next day"),
        pytest.param("⟦次日凌晨⟧达成协议", id="the small hours of the next day"),
        pytest.param("⟦当月⟧完工", id="that month"),
        pytest.param("每⟦周二⟧上课", id="a weekday that comes back"),
        pytest.param("每月⟦5日⟧发薪", id="a day that comes back"),
        pytest.param("⟦113年3月⟧启用", id="of 民国 or of the Christian era"),
    ],
)
def test_a_day_of_an_undated_event_is_not_guessed(marked: str) -> None:
    (mention,) = the_dates(marked)
    assert (mention.iso, mention.date_from, mention.anchor_date, mention.anchor_basis) == (None, None, None, None)


@pytest.mark.parametrize(
    ("marked", "iso", "basis"),
    [
        pytest.param("他⟦1998年⟧入学，⟦四年后⟧毕业", "2002", "text", id="years after a year"),
        pytest.param("⟦1月5日⟧签约，⟦三天后⟧付款", "2025-01-08", "text", id="days after a day"),
        pytest.param("⟦1998年⟧入学，⟦三天后⟧离开", None, "text", id="days after a year are not known"),
    ],
)
def test_what_lies_after_counts_from_the_date_of_its_sentence(marked: str, iso: str | None, basis: str) -> None:
    _, mention = the_dates(marked)
    assert (mention.iso, mention.anchor_basis) == (iso, basis if iso else None)


def test_a_weekday_in_brackets_is_that_of_the_day_before_it() -> None:
    day, weekday = the_dates("⟦1月18日⟧（⟦周六⟧）起停运")
    assert (day.iso, weekday.iso, weekday.anchor_basis) == ("2025-01-18", "2025-01-18", "text")


def test_a_weekday_in_brackets_that_does_not_fit_is_the_last_one() -> None:
    _, weekday = the_dates("⟦1月18日⟧（⟦周三⟧）起停运")
    assert (weekday.iso, weekday.anchor_basis) == ("2025-02-05", "published")


def test_a_lunar_day_stands_before_its_festival() -> None:
    day, festival = the_dates("⟦农历八月十五⟧⟦中秋⟧")
    assert day.iso == festival.iso == "2024-09-17"


def test_what_a_sentence_announces_it_announces_to_the_end() -> None:
    first, second = the_dates("将于⟦3月5日⟧开幕，⟦3月11日⟧闭幕")
    assert (first.iso, second.iso) == ("2025-03-05", "2025-03-11")


def test_a_day_before_the_announced_one_is_past() -> None:
    first, second = the_dates("将于⟦2月12日⟧公布，而⟦2月7日⟧发布了初稿")
    assert (first.iso, second.iso) == ("2025-02-12", "2025-02-07")


def test_a_year_stated_before_holds_for_the_sentence() -> None:
    first, second = the_dates("⟦2019年5月1日⟧开工，⟦9月3日⟧完工")
    assert (first.iso, second.iso) == ("2019-05-01", "2019-09-03")


def test_a_day_behind_a_day_is_of_its_month() -> None:
    first, second = the_dates("⟦9月10号⟧，⟦11号⟧停电")
    assert (first.iso, second.iso) == ("2024-09-10", "2024-09-11")


def test_the_day_of_the_dateline_is_today() -> None:
    dateline, yesterday = the_dates("通讯社上海⟦2月8日⟧电 （记者张三）公司⟦昨天⟧宣布")
    assert (dateline.iso, dateline.anchor_basis) == ("2025-02-08", "published")
    assert (yesterday.iso, yesterday.anchor_date, yesterday.anchor_basis) == (
        "2025-02-07",
        date(2025, 2, 8),
        "dateline",
    )


def test_a_dateline_with_a_year_needs_no_publication_date() -> None:
    _, today = the_dates("通讯社上海⟦2024年2月8日⟧电 公司⟦今天⟧宣布", anchor=None)
    assert (today.iso, today.anchor_basis) == ("2024-02-08", "dateline")


def test_a_dateline_that_would_lie_far_back_anchors_nothing() -> None:
    _, today = the_dates("通讯社上海⟦2月20日⟧电 公司⟦今天⟧宣布")
    assert (today.iso, today.anchor_basis) == ("2025-02-10", "published")


def test_the_same_year_is_that_of_the_last_date() -> None:
    first, second = the_dates("⟦2023年7月⟧立项，⟦同年12月⟧完工")
    assert (first.iso, second.iso, second.anchor_basis) == ("2023-07", "2023-12", "text")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("提前5分钟到", id="提前 is one word"),
        pytest.param("历时20年", id="a stretch of time"),
        pytest.param("三年级学生", id="a school year"),
        pytest.param("住在5号楼", id="a house number"),
        pytest.param("提出三点建议", id="points, not a time"),
        pytest.param("有以下两点：", id="two points"),
        pytest.param("这两点十分重要，那三点十分紧迫", id="十分 behind points is very"),
        pytest.param("每天两点一线", id="an idiom"),
        pytest.param("上涨三点五", id="a decimal, not a time"),
        pytest.param("今日头条的用户", id="a name that begins like a day"),
        pytest.param("今天的中国更加开放", id="an age, not a day"),
        pytest.param("减了13月", id="no such month"),
        pytest.param("请于10日内缴纳", id="a stretch of time before 内"),
        pytest.param("手术前三天禁食", id="days before what is named there"),
        pytest.param("他毕业三年后回国创业", id="years after what is named there"),
        pytest.param("师生比1:15，上课", id="a ratio"),
        pytest.param("3/4的议员和2/3以上代表", id="fractions"),
        pytest.param("厚3/16英寸，占7/15。", id="a part of an inch, and a fraction that ends a clause"),
        pytest.param("三局为25:17、21:25、25:19", id="scores, of which one could be a time"),
    ],
)
def test_no_date(text: str) -> None:
    assert FINDER.find(text, [(0, len(text))], published=MONDAY).dates == []
