import pytest

from pipelines.text.pages import Hint, PageReader
from tests.text.pages.pages import BODY, FIRST, SECOND, THIRD, lay_out

READER = PageReader()
TITLE = "T 北部三条公交线路今日开通"


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            f"B 网站首页 应用 快速导航\nB 登录 注册\nB 首页 > 新闻 > 正文\n{TITLE}\n"
            f"M 2020-03-05 09:12　来源: 城市晚报\nB 0\nB 举报\n{BODY}\n"
            f"M 责任编辑：王小明\nB 分享到：\nB 跟贴 23\nB 热门推荐\n"
            "B 油价今夜下调 加满一箱少花十元",
            id="menus above, header, editor, share buttons, related links",
        ),
        pytest.param(
            f"B 首頁 / 生活 / 交通\n{TITLE}\nM 2020-03-05 09:12 城市日報 記者王小明／台北報導\n{BODY}\nB 延伸閱讀\n"
            "B 油價今夜調降\nB 版權所有，未經許可禁止轉載",
            id="the same in Traditional characters",
        ),
        pytest.param(
            f"B 您现在的位置：首页 > 政务动态\n{TITLE}\n"
            f"M 发布日期：2020-03-05 来源：市交通局 浏览次数：302 字号：[大 中 小]\n"
            f"{BODY}\nB 【打印本页】 【关闭窗口】\nB 主办单位：市人民政府办公室\nB 沪ICP备12345678号",
            id="an office's page",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 来源：城市晚报\n{BODY}\nB 地铁新线下月试运行 沿线设站十二座\n"
            "B 油价今夜下调 加满一箱少花十元\nB 城北隧道通车 双向六车道\nB 市图书馆延长开放时间",
            id="a list of titles at the end, without a heading",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 来源：城市晚报\nC {FIRST}\nC {SECOND}\n"
            f"B 相关阅读：\nB 油价今夜下调 加满一箱少花十元\n"
            f"C {THIRD}\nC {FIRST}\nC {SECOND}\nC {THIRD}",
            id="links in the middle do not end an article",
        ),
        pytest.param(
            f"B 快讯：市气象台发布暴雨预警，请市民减少外出，注意安全。\n"
            f"B 首页\n{TITLE}\nM 2020-03-05 来源：城市晚报\n{BODY}",
            id="a ticker above the title",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 来源：城市晚报\n"
            f"S 公交线路调整，覆盖六个街道，预计服务两万名乘客，班次将按客流调整。\n"
            "S 🚌三条新线路今天开通，覆盖北部六个街道，首班车早上六点。\n"
            "S 🚏站台完成改造，增设电子站牌和无障碍坡道，方便市民出行。\n"
            f"{BODY}\nC {FIRST}",
            id="a platform's machine summary with pictographs",
        ),
        pytest.param(
            f"{TITLE}\nB 市交通局昨天表示，新开通的三条公交线路将覆盖北部...\n{BODY}",
            id="a teaser that repeats the first words",
        ),
        pytest.param(
            "T 公司擅用照片被判赔三万元\nM 2020-03-05 来源：城市晚报\nC " + FIRST + "\n"
            "C 法院认为，被告未经许可使用原告的摄影作品，侵犯了原告的著作权，应当承担赔偿损失的责任。\n"
            "C 法院判决被告立即删除侵权图片，并赔偿原告经济损失三万元。宣判后，双方均未上诉。",
            id="legal words in the prose are the article's own",
        ),
        pytest.param(
            f"T 平台更新用户协议\nC {FIRST}\n"
            f"C 新的隐私政策和服务条款要求用户确认，平台说法律顾问已经审核，并公布了举报电话。",
            id="footer words in the prose are the article's own",
        ),
        pytest.param(
            f"T 专访王小明：公交改革怎么走\nM 2020-03-05 09:12 记者：李红\nC 记者：背景是什么？\nC 王小明：{FIRST}\n"
            f"C 记者：下一步呢？\nC 王小明：{SECOND}\nM 编辑：赵亮",
            id="questions of an interview are no by-line",
        ),
        pytest.param(
            f"T 公交线路调整大事记\nC {FIRST}\nC 2019年3月5日\nC {SECOND}\nC 2019年4月8日\nC {THIRD}",
            id="dates between paragraphs are headings of a chronicle",
        ),
        pytest.param("C 船来了\nC 又走了\nC 岸上的灯\nC 一盏一盏\nC 熄了", id="a poem keeps its lines"),
        pytest.param("C 他们昨天到了。", id="one sentence"),
        pytest.param(
            "T 城市公共交通条例\nC 第一条 为了规范城市公共交通活动，制定本条例。\n"
            "C 第二条 本条例所称城市公共交通，是指公共汽电车。",
            id="a statute keeps its articles",
        ),
        pytest.param(
            "M ---\nT title: 北部三条公交线路，今日正式开通，首班车六点发出！\nM source: 城北生活号\nM ---\n"
            "T # 北部三条公交线路，今日正式开通，首班车六点发出！\nT 北部三条公交线路，今日正式开通，首班车六点发出！\n"
            f"B 原创\nM 小石\nM 城北生活号\nB *本文约1200字，预计阅读4分钟。*\n{BODY}",
            id="the title again though it reads as prose, the account's name, the reading time",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 来源：城市晚报\n{BODY}\n"
            "B 就此话题，小编已经汇总了一份线路图，读者可以自取。\n"
            "B 完整资料已放在知识星球，请扫描文章下方的二维码下载。",
            id="an offer behind a two-dimensional code",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 来源：城市晚报\n{BODY}\nB 本文为城北生活号原创文章，转载请联系作者\n"
            "C 今晚八点，直播间里请来三位司机，讲讲他们开的第一班车，也欢迎大家留言提问。",
            id="a disclaimer near the end, whatever prose follows it",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 09:12 來源：城市日報\nB 請同意我們的隱私權規範，才能啟用聽新聞的功能。\n{BODY}\n"
            "B 本網站之文字、圖片及影音，非經授權，不得轉載。\nB #公車 #交通",
            id="a player's terms, terms of use, hashtags",
        ),
        pytest.param(
            f"{TITLE}\nM 2020-03-05 来源：城市晚报\nB 编者按：本文来自微信公众号“晨光观察”，作者 小石，经授权发布。\n"
            f"{BODY}\nB 本文共计2310字，订阅后继续阅读\nB 关注\nB 更多相关内容\nB 城北隧道通车 双向六车道",
            id="an editor's note, a paywall, a heading of links",
        ),
        pytest.param(f"C 摘要\n{BODY}", id="the heading of a summary is no title"),
        pytest.param(
            f"M ---\nM layout: post\nT title: 北部三条公交线路今日开通\n"
            f"M date: 2020-03-05\nM ---\nM \n{TITLE}\nM ·王小明·\n{BODY}",
            id="front matter",
        ),
    ],
)
def test_zones(marked: str) -> None:
    text, wanted = lay_out(marked)
    zones = {block.start_char: block.zone for block in READER.read(text).blocks}
    found = [(text[start:].partition("\n")[0], zones.get(start)) for start, _ in wanted]
    assert found == [(text[start:].partition("\n")[0], zone) for start, zone in wanted]


@pytest.mark.parametrize(
    ("body", "footer", "zone"),
    [
        pytest.param(
            THIRD, "声明：该文观点仅代表作者本人，搜狐号系信息发布平台。", "boilerplate", id="a platform's disclaimer"
        ),
        pytest.param(THIRD, "（责任编辑：李红）", "metadata", id="the editor in brackets"),
        pytest.param(THIRD, "如有侵权，请联系我们删除。", "boilerplate", id="two hints make a footer"),
        pytest.param(THIRD, "返回搜狐，查看更多", "boilerplate", id="a link back"),
    ],
)
def test_a_glued_footer_is_split_off(body: str, footer: str, zone: str) -> None:
    text = f"北部三条公交线路今日开通\n{FIRST}\n{body}{footer}\n"
    block = READER.read(text).blocks[-1]
    assert (block.zone, text[block.start_char : block.end_char].strip()) == (zone, footer)


def test_a_whole_page_on_one_line() -> None:
    text = f"城北晚报3月5日讯 {FIRST}{SECOND}{THIRD}    声明：该文观点仅代表作者本人，不代表本站立场。"
    blocks = READER.read(text).blocks
    assert [block.zone for block in blocks] == ["content", "boilerplate"]


def test_learnt_lines_are_furniture_only_when_learnt() -> None:
    text = f"北部三条公交线路今日开通\n{FIRST}\n{SECOND}\n晨光号只发本地事\n{THIRD}\n"
    learnt = [line for line in READER.edge_lines(text) if line == "晨光号只发本地事"]
    assert learnt
    zones = [[block.zone for block in READER.read(text, learnt=known).blocks] for known in ((), learnt)]
    assert zones[0] == ["title", "content", "content", "content", "content"]
    assert zones[1] == ["title", "content", "content", "boilerplate", "content"]


def test_title_and_header_in_front_of_a_page_on_one_line() -> None:
    text = f"北部三条公交线路今日开通 2020-03-05 09:12 来源：城市晚报 {FIRST}{SECOND}{THIRD}（责任编辑：李红）"
    page = READER.read(text)
    assert [block.zone for block in page.blocks] == ["title", "metadata", "content", "metadata"]
    made = page.metadata
    assert (made.title, made.source, made.editor) == ("北部三条公交线路今日开通", "城市晚报", "李红")
    assert str(made.published_date) == "2020-03-05"


def test_a_title_named_again_below_is_no_anchor() -> None:
    text = f"{FIRST}\n{SECOND}\n{THIRD}\n热门推荐\n北部三条公交线路今日开通\n油价今夜下调 加满一箱少花十元\n"
    page = READER.read(text, hints=[Hint("title", "北部三条公交线路今日开通", "record.title")])
    assert [block.zone for block in page.blocks] == ["content"] * 3 + ["boilerplate"] * 3


def test_a_list_is_kept_where_nothing_else_is() -> None:
    titles = [
        "油价今夜下调 加满一箱少花十元",
        "地铁新线下月试运行 设站十二座",
        "城北隧道通车 双向六车道",
        "市图书馆延长开放时间",
    ]
    page = READER.read("今天的要闻有这些，请看下面。\n" + "\n".join(titles) + "\n")
    assert {block.zone for block in page.blocks} == {"content"}
