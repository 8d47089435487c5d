from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.text.pages import Hint, PageReader
from pipelines.text.pages.names import Names
from pipelines.text.rulefiles import RULES_DIR
from tests.text.pages.pages import BODY, FIRST, SECOND, THIRD, lay_out
from tests.warehouses import copy_rules

READER = PageReader()
NAMES = Names(RULES_DIR)
TITLE = "T 北部三条公交线路今日开通"


def read(marked: str, *hints: Hint) -> dict[str, object]:
    made = READER.read(lay_out(marked)[0], hints=hints).metadata
    return {name: value for name, value in made._asdict().items() if value is not None}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            f"{TITLE}\nM 2020-03-05 09:12来源：城市晚报作者：王小明\n{BODY}",
            {"title": "北部三条公交线路今日开通", "source": "城市晚报", "author": "王小明"},
            id="labels glued to one another",
        ),
        pytest.param(
            f"{TITLE}\nM 王小明/城市晚报\nM 2020-03-05\n{BODY}",
            {"author": "王小明", "source": "城市晚报"},
            id="name/outlet",
        ),
        pytest.param(f"{TITLE}\nM 环球网 王小明\n{BODY}", {"author": "王小明", "source": "环球网"}, id="outlet name"),
        pytest.param(f"{TITLE}\nM 创始人\nM 2020-03-05\n{BODY}", {"author": None}, id="a role is no author"),
        pytest.param(f"{TITLE}\nM 来源：佚名 作者：网络整理\n{BODY}", {"author": None, "source": None}, id="fillers"),
        pytest.param(
            f"{TITLE}\nM 2020-03-05\n{BODY}\nM 责任编辑：李红",
            {"author": None, "editor": "李红"},
            id="editor is not author",
        ),
        pytest.param(
            f"{TITLE}\nC 城北晚报3月5日讯（记者王小明 通讯员李红）{FIRST}\nC {SECOND}",
            {"source": "城北晚报", "author": "王小明、李红", "published_at": None},
            id="a dateline gives outlet and reporters, but no year",
        ),
        pytest.param(
            f"{TITLE}\nC 据城北晚报报道，{FIRST}\nC {SECOND}", {"source": None}, id="a report retold is another's"
        ),
        pytest.param(
            f"M ---\nM title: x\nM author: 联合早报\nM ---\n{TITLE}\n{BODY}",
            {"author": None, "source": "联合早报"},
            id="an outlet that signs keeps its last character",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05\n{BODY}\nM 石山/John Doe/（路透社等）",
            {"author": "石山、John Doe"},
            id="several names over agencies' reports",
        ),
        pytest.param(
            f"M ---\nM title: 北部公交今日开通 - 城北晚报\nM author:\nM   - 王小明\nM ---\n{TITLE}\n{BODY}",
            {"author": "王小明", "source": "城北晚报", "title": "北部公交今日开通"},
            id="front matter: a list of authors, the outlet in the title",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05\nC （大紀元記者王小明報導）{FIRST}\nC {SECOND}",
            {"author": "王小明"},
            id="Traditional: 報導 is no part of a name",
        ),
        pytest.param(
            f"{TITLE}\nM 来自：城北人(北城) 2020-03-05 09:12\n{BODY}",
            {"source": "城北人"},
            id="a name before a bracket",
        ),
        pytest.param(
            f"{TITLE}\nM 原创 城北码农 于 2020-03-05 09:12 发布 阅读量1.2k 点赞数 3\n{BODY}",
            {"published_date": date(2020, 3, 5), "author": "城北码农"},
            id="counters are no authors",
        ),
        pytest.param(f"{TITLE}\nM 2020-03-05\nM 所属地 上海\n{BODY}", {"author": None}, id="a place is no author"),
        pytest.param(
            f"{TITLE}\nC 中央社記者王小明台北5日電）{FIRST}\nC {SECOND}",
            {"title": "北部三条公交线路今日开通"},
            id="half a bracket",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05\nM （記者周品妤聖地牙哥5日專電）\n{BODY}",
            {"author": "周品妤"},
            id="a reporter and a city that no list knows, in one run",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05\nM 作者：个人观点\n{BODY}", {"author": None}, id="an opinion is no author"
        ),
        pytest.param(f"{TITLE}\nM 文/財經組 2020-03-05\n{BODY}", {"author": None}, id="a desk is no author"),
        pytest.param(
            f"M 2020\nM 03/ 05\nM 09:12:33\nM 来源：新华网\n{TITLE}\n{BODY}",
            {"published_date": date(2020, 3, 5), "published_precision": "second", "source": "新华网"},
            id="a date split over three lines",
        ),
        pytest.param(
            f"{TITLE}\n{BODY}\nC 早在2018年3月1日他就说过，{THIRD}", {"published_at": None}, id="never out of the prose"
        ),
        pytest.param(
            f"{TITLE}\n{BODY}\nM 本文网址：https://www.example.com/2020/0305/1.html",
            {"published_date": date(2020, 3, 5), "published_basis": "url", "source": "example.com"},
            id="the day in the URL, the site where no source is named",
        ),
        pytest.param(
            f"{TITLE}\nM 原创 王小明 城北小记 2024-05-11 07:30 上海\n{BODY}",
            {"author": "王小明", "source": "城北小记"},
            id="an account behind who wrote it may look like a person",
        ),
        pytest.param(
            f"{TITLE}\nM 鉅亨網記者王小明 台北 2023-11-08 16:20\n{BODY}",
            {"author": "王小明", "source": "鉅亨網"},
            id="the outlet that a reporter's name is led by",
        ),
        pytest.param(
            f"{TITLE}\nM 2023-02-09 13:41 1027 次阅读 稿源：城北科学快报 3 条评论\n{BODY}",
            {"source": "城北科学快报"},
            id="a count of comments is no part of a name",
        ),
        pytest.param(
            f"{TITLE}\nM 2023-06-08 09:44\nM 文 | 城北车市洞察员，作者 | 王小明\n{BODY}",
            {"author": "王小明"},
            id="an account named beside its writer is none",
        ),
        pytest.param(
            f"{TITLE}\nM 王小明 发自科隆\nM 2024年1月31日\n{BODY}",
            {"author": "王小明"},
            id="where a report was sent from is no part of a name",
        ),
        pytest.param(
            f"{TITLE}\nM 王小明, JANE DOE\nM 2023年12月12日\n{BODY}",
            {"title": "北部三条公交线路今日开通", "author": "王小明、JANE DOE"},
            id="a by-line whose second name is in Latin letters",
        ),
        pytest.param(
            f"{TITLE}\nM 作者, 王小明\nM 职务, 城北新闻记者\nM 2023年10月21日\n{BODY}",
            {"title": "北部三条公交线路今日开通", "author": "王小明"},
            id="labels with a comma",
        ),
        pytest.param(
            f"M 慢慢走的青蛙\nM 2023-04-27 21:15\nB 关注\n{TITLE}\nM 作者： 慢慢走的青蛙\n{BODY}",
            {"title": "北部三条公交线路今日开通", "author": "慢慢走的青蛙"},
            id="the name of who wrote it is no title",
        ),
        pytest.param(
            f"{TITLE}\nM moon77 · 2024-03-02 10:21 · 6543 次点击\n{BODY}",
            {"author": "moon77", "source": None},
            id="letters and digits name a user, not an outlet",
        ),
        pytest.param(
            f"{TITLE}\nM 23-7-2 18:06 发布于 浙江\n{BODY}",
            {"published_date": date(2023, 7, 2)},
            id="a year of two digits, a month of one",
        ),
        pytest.param(f"{TITLE}\nM 来源：經濟日報\n{BODY}", {"source": "經濟日報"}, id="another paper than 经济日报"),
        pytest.param(f"{TITLE}\nM 来源：經濟學人\n{BODY}", {"source": "经济学人"}, id="one name in either script"),
        pytest.param(
            f"B BBC News 中文\n{TITLE}\n{BODY}\nB © 2023 BBC. BBC对外部网站内容不负责任。",
            {"source": "BBC News 中文"},
            id="an outlet whose name is part of another's",
        ),
        pytest.param(
            "T 渡口的旧书摊将保留到秋天\nC 图像加注文字，\nC 渡口的旧书摊每天开到傍晚\nM 2023年10月21日\n" + BODY,
            {"title": "渡口的旧书摊将保留到秋天"},
            id="a caption below its label is no title",
        ),
        pytest.param(
            f"T 外婆院子里的酱缸\nM 南瓜不等人的日常手记\nB 关注\nB 赠送赞赏\nM 2021.11.03 20:04:37\n{BODY}",
            {"title": "外婆院子里的酱缸"},
            id="a name right over the button to follow it is no title",
        ),
        pytest.param(
            f"{TITLE}\nM 南瓜不等人\nB 关注\nB 赠送赞赏\nM 2021.11.03 20:04:37\n{BODY}",
            {"author": "南瓜不等人"},
            id="a button to reward names nobody",
        ),
        pytest.param(
            f"T 镇上的最后一个放映员\nC “机器一响，这个晚上就没有白过。”\nM 作者：王小明\nM 2023-09-08\n{BODY}",
            {"title": "镇上的最后一个放映员", "author": "王小明"},
            id="what somebody said is no title",
        ),
        pytest.param(f"{TITLE}\nM 2020-03-05\n{BODY}\nM 网编：李红", {"editor": "李红"}, id="an editor of the net"),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 23:30\n{BODY}\nB 评论\nB 2021-01-01 10:00\nB 说得好。",
            {"published_at": datetime(2020, 3, 5, 15, 30, tzinfo=UTC), "published_date": date(2020, 3, 5)},
            id="naive times are Asia/Shanghai; comments have dates of their own",
        ),
    ],
)
def test_metadata(marked: str, expected: dict[str, object]) -> None:
    found = read(marked)
    assert {name: found.get(name) for name in expected} == expected


COLLECTED = Hint("collected_on", "2021-02-01", "folder.collected_on")


@pytest.mark.parametrize(
    ("line", "hints", "day", "basis"),
    [
        pytest.param(
            "03月05日 09:12", [COLLECTED], date(2020, 3, 5), "header+collected_on", id="the year nearest before"
        ),
        pytest.param("01月30日", [COLLECTED], date(2021, 1, 30), "header+collected_on", id="the same year"),
        pytest.param("03月05日", [], None, None, id="no year is ever guessed"),
        pytest.param(
            "2020-03-05",
            [Hint("published_at", "2019-01-02T03:04:05+00:00", "record.published_at")],
            date(2019, 1, 2),
            "record",
            id="the record wins",
        ),
        pytest.param(
            "2020-03-05 23:00",
            [Hint("timezone", "America/New_York", "folder.timezone")],
            date(2020, 3, 6),
            "header",
            id="the folder's zone",
        ),
    ],
)
def test_the_day_of_publication(line: str, hints: list[Hint], day: date | None, basis: str | None) -> None:
    found = read(f"{TITLE}\nM 城市晚报 {line}\n{BODY}", *hints)
    assert (found.get("published_date"), found.get("published_basis")) == (day, basis)


@pytest.mark.parametrize(
    ("header", "frame", "day", "rule"),
    [
        pytest.param("03-05 09:12", "B 城北隧道通车 2020-03-02", date(2020, 3, 5), "frame.date", id="a dated teaser"),
        pytest.param("12月30日", "B 城北隧道通车 2021-01-02", date(2020, 12, 30), "frame.date", id="over New Year"),
        pytest.param(
            "03-05 09:12",
            "B 城北隧道通车 2016-03-02\nB 油价今夜下调 2020-02-11",
            date(2020, 3, 5),
            "frame.date",
            id="of two teasers the later one",
        ),
        pytest.param(
            "03-05 09:12", "B Copyright © 2003-2020 版权所有", date(2020, 3, 5), "frame.copyright", id="copyright"
        ),
        pytest.param(
            "03-05 09:12",
            "B 城北隧道通车 2016-03-02\nB Copyright © 2003-2020 版权所有",
            date(2020, 3, 5),
            "frame.copyright",
            id="where they differ, the latest",
        ),
        pytest.param("02-29", "B Copyright © 2021 版权所有", None, None, id="no such day in that year"),
        pytest.param("03-05 09:12", "B 2021城市马拉松报名开始", None, None, id="a year in a teaser may be to come"),
        pytest.param("03-05 09:12", "B 沪公网安备2020123号", None, None, id="a number of a licence"),
        pytest.param("03-05 09:12", "B 评论\nB 2020-05-05 10:00\nB 说得好。", None, None, id="comments are later"),
        pytest.param("03-05 09:12", "B 首页", None, None, id="a frame that states nothing"),
    ],
)
def test_the_year_from_the_frame(header: str, frame: str, day: date | None, rule: str | None) -> None:
    text = lay_out(f"{TITLE}\nM 城市晚报 {header}\nC 早在2018年他就说过，{FIRST}\n{BODY}\nB 相关新闻\n{frame}")[0]
    page = READER.read(text)
    assert page.metadata.published_date == day
    assert page.metadata.published_basis == (None if day is None else "header+page")
    chosen = [found.rule_id for found in page.candidates if found.field == "published_year" and found.is_chosen]
    assert chosen == ([] if rule is None else [rule])


@pytest.mark.parametrize(
    ("teaser", "year"),
    [
        pytest.param("2020城市马拉松开跑", 2020, id="a year"),
        pytest.param("展望2035 城北新区这样建", None, id="a goal"),
        pytest.param("地铁新线投资2020万元", None, id="an amount"),
    ],
)
def test_teasers_are_believed_where_the_rules_say_so(tmp_path: Path, teaser: str, year: int | None) -> None:
    rules = copy_rules(tmp_path / "rules")
    words = (rules / "pages.toml").read_text(encoding="utf-8")
    (rules / "pages.toml").write_text(words.replace("believe_teasers = false", "believe_teasers = true"), "utf-8")
    text = lay_out(f"{TITLE}\nM 城市晚报 03-05 09:12\n{BODY}\nB 相关新闻\nB {teaser}")[0]
    assert PageReader(rules).read(text).metadata.published_date == (None if year is None else date(year, 3, 5))


def test_the_head_says_the_year_of_the_same_day() -> None:
    made = READER.read(
        lay_out(f"{TITLE}\nM 城市晚报 03-05 09:12\n{BODY}\nB Copyright © 2023 版权所有")[0],
        hints=[Hint("published", "2019-03-05 09:12:57", "html.updated")],
    ).metadata
    assert (made.published_date, made.published_basis) == (date(2019, 3, 5), "header+page")


def test_a_month_in_the_url_gives_the_year() -> None:
    made = READER.read(
        lay_out(f"{TITLE}\nM 城市晚报 03-05 09:12\n{BODY}\nM 本文网址：https://www.example.com/202003/t_19.html")[0]
    ).metadata
    assert (made.published_date, made.published_basis) == (date(2020, 3, 5), "header+page")


def test_the_folder_knows_better_than_the_frame() -> None:
    found = read(f"{TITLE}\nM 城市晚报 03-05\n{BODY}\nB 相关新闻\nB 城北隧道通车 2016-03-02", COLLECTED)
    assert (found["published_date"], found["published_basis"]) == (date(2020, 3, 5), "header+collected_on")


def test_every_candidate_is_kept_and_one_is_chosen() -> None:
    text = lay_out(f"{TITLE}\nM 来源：城市晚报 作者：小编\nM 王小明\n{BODY}")[0]
    page = READER.read(text, hints=[Hint("source", "晨光报", "record.source")])
    sources = [(candidate.value, candidate.is_chosen) for candidate in page.candidates if candidate.field == "source"]
    assert sources == [("晨光报", True), ("城市晚报", False)]
    assert ("author", "小编", False) in {(found.field, found.value, found.is_chosen) for found in page.candidates}
    for candidate in page.candidates:
        if candidate.start_char is not None and candidate.field == "source":
            assert text[candidate.start_char : candidate.end_char] == candidate.value


@pytest.mark.parametrize(
    ("marked", "site"),
    [
        pytest.param(f"{TITLE}\nM 来源：晨光报\n{BODY}\nM 网址：https://example.com/1", "example.com", id="its URL"),
        pytest.param(f"{TITLE}\nM 2020-03-05 来源：环球网\n{BODY}", "huanqiu.com", id="a known outlet by its domain"),
        pytest.param(f"{TITLE}\nM 2020-03-05 来源：晨光小报\n{BODY}", "晨光小报", id="an unknown one by its name"),
        pytest.param(f"M ---\nM source: 环球网\nM ---\n{TITLE}\n{BODY}", "huanqiu.com", id="front matter"),
        pytest.param(f"{TITLE}_环球网\n{BODY}", "huanqiu.com", id="the end of the title"),
        pytest.param(f"{TITLE}\nM 2020-03-05\n{BODY}", None, id="nothing says so"),
    ],
)
def test_the_first_pass_tells_whose_page_it_is(marked: str, site: str | None) -> None:
    assert READER.first_pass(lay_out(marked)[0]).site == site


def test_the_site_of_a_page_does_not_need_learnt_lines() -> None:
    assert READER.site_key("题目在这里\n", [Hint("url", "https://www.example.com/1", "record.url")]) == "example.com"
    assert READER.site_key(f"{FIRST}\n") is None


def test_an_address_with_half_a_bracket_names_no_site() -> None:
    found = READER.read(f"{FIRST}\n", hints=[Hint("url", "http://[北部", "record.url")]).metadata
    assert (found.url, found.source_domain) == ("http://[北部", None)


@pytest.mark.parametrize("label", ["标题：", "标　　题：", "標 題:"])
def test_the_label_of_a_title_is_no_part_of_it(label: str) -> None:
    text = f"{label}关于开通公交线路的通知\n发布日期：2020年3月5日\n市政办发〔2020〕7号\n{FIRST}\n{SECOND}\n"
    page = READER.read(text)
    assert (page.metadata.title, page.metadata.source) == ("关于开通公交线路的通知", None)


@pytest.mark.parametrize(
    ("editor", "author"),
    [
        pytest.param("王小明", None, id="whom the head names is the editor"),
        pytest.param("李红", "王小明", id="somebody else is"),
    ],
)
def test_an_editor_in_the_head_is_no_author(editor: str, author: str | None) -> None:
    text, _ = lay_out(f"{TITLE}\nM 2020-03-05 09:12\n{BODY}\nM 责任编辑：{editor}")
    page = READER.read(text, hints=[Hint("author", "王小明", "html.meta")])
    assert (page.metadata.author, page.metadata.editor) == (author, editor)


def test_a_credit_between_title_and_header_is_a_caption() -> None:
    text, _ = lay_out(f"{TITLE}\nC 渡口的旧书摊。 © 法新社\nM 作者： 王小明\n{BODY}")
    page = READER.read(text)
    at = text.index("渡口")
    assert [block.zone for block in page.blocks if block.start_char == at] == ["content"]
