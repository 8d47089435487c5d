"""Sources in frames (按照…的说法), in turns of an interview, counted nouns on no list, and who a sentence is about."""

import pytest

from tests.text.quotes.reading import find, told


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "按照张伟的说法，仓库早就搬空了。", ["indirect|张伟|的说法|仓库早就搬空了"], id="by somebody's account"
        ),
        pytest.param("这样的说法，流传已久。", [], id="an account is no frame by itself"),
        pytest.param("在周涛看来，这只是开始。", ["indirect|周涛|看来|这只是开始"], id="in somebody's view"),
        pytest.param("看来，这只是开始。", [], id="the narrator's own view"),
        pytest.param(
            "根据世卫组织公布的数据，病例连续四周下降。", ["indirect|世卫组织|的数据|病例连续四周下降"], id="by data"
        ),
        pytest.param(
            "北辰大学的一项研究显示，睡眠不足影响记忆。",
            ["indirect|北辰大学|显示|睡眠不足影响记忆"],
            id="whose study it is",
        ),
        pytest.param("数据显示，六成商户已经复工。", [], id="data of nobody"),
        pytest.param("用王芳的话说，就是“先把灯点亮”。", ["direct|王芳|的话说|先把灯点亮"], id="就是 before the marks"),
    ],
)
def test_frames(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "问：公司会裁员吗？\n答：目前没有这个计划。",
            ["direct|-*|-|公司会裁员吗？", "direct|-*|-|目前没有这个计划。"],
            id="turns that name nobody",
        ),
        pytest.param("问：公司会裁员吗？\n昨天没有人回答。", [], id="a question alone is no interview"),
        pytest.param(
            "《央视》：新馆何时开放？\n王芳：争取明年春天。",
            ["direct|央视|-|新馆何时开放？", "direct|王芳|-|争取明年春天。"],
            id="a paper in title marks",
        ),
        pytest.param(
            "记者：新馆何时开放？\n闵小舟：争取明年春天。\n记者：要门票吗？\n闵小舟：不要门票。",
            [
                "direct|记者*|-|新馆何时开放？",
                "direct|闵小舟|-|争取明年春天。",
                "direct|记者*|-|要门票吗？",
                "direct|闵小舟|-|不要门票。",
            ],
            id="a name on no list, twice",
        ),
        pytest.param(
            "记者：新馆何时开放？\n王芳：先说工程。\n主体已经封顶。\n记者：要门票吗？\n王芳：不要门票。",
            [
                "direct|记者*|-|新馆何时开放？",
                "direct|王芳|-|先说工程。\n主体已经封顶。",
                "direct|记者*|-|要门票吗？",
                "direct|王芳|-|不要门票。",
            ],
            id="an answer of two paragraphs",
        ),
    ],
)
def test_turns(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "一位做了多年批发的供货方对央视表示，仓库里的货还能卖三个月。",
            ["indirect|一位做了多年批发的供货方*|表示|仓库里的货还能卖三个月"],
            id="a counted noun with its modifier",
        ),
        pytest.param("托运方坚称从未签收。", ["indirect|托运方*|坚称|从未签收"], id="a noun for a party"),
        pytest.param("筏工们反映，水位比往年低。", ["indirect|筏工们*|反映|水位比往年低"], id="near its verb"),
        pytest.param(
            "楼下卖豆腐的大婶们抱怨，豆子又涨价了。",
            ["indirect|楼下卖豆腐的大婶们*|抱怨|豆子又涨价了"],
            id="a noun with its modifier",
        ),
        pytest.param(
            "据《央视》报道，大桥已经合龙。", ["indirect|央视|报道|大桥已经合龙"], id="a paper in title marks"
        ),
        pytest.param(
            "世卫组织最新一期《全球疫情展望》预测，病例明年减半。",
            ["indirect|世卫组织|预测|病例明年减半"],
            id="whose report in title marks it is",
        ),
        pytest.param("經濟部則指出，名額已滿。", ["indirect|經濟部*|指出|名額已滿"], id="經 of 經濟 governs nothing"),
        pytest.param(
            "果农老韩蹲在地头说：“今年甜。”", ["direct|老韩|说|今年甜。"], id="a familiar name before a verb of posture"
        ),
        pytest.param("临别时，张伟拉住邻居嘱咐：“慢点开。”", ["direct|张伟|嘱咐|慢点开。"], id="whose hand is held"),
        pytest.param("工友戏称他为“活地图”，领导评价很高。", [], id="what one is called"),
        pytest.param("会议强调，要守住底线。", ["indirect|会议|强调|要守住底线"], id="a meeting speaks"),
        pytest.param("王芳接受电台专访时指，新线客流平稳。", ["indirect|王芳|指|新线客流平稳"], id="when interviewed"),
        pytest.param("俱乐部官方宣布，比赛改期。", ["indirect|俱乐部|宣布|比赛改期"], id="a club's officials"),
        pytest.param("店主张伟红着眼圈：“撑不下去了。”", ["direct|张伟|-|撑不下去了。"], id="主张 over an edge"),
    ],
)
def test_nouns(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param("张伟问她：“钥匙在哪里？”", ["direct|张伟|问|钥匙在哪里？"], id="whom a question is put to"),
        pytest.param("张伟问王芳：船票还有吗？", ["indirect|张伟|问|船票还有吗"], id="a name that is asked"),
        pytest.param("拜登痛批特朗普“毫无底线”。", ["fragment|拜登|痛批|特朗普“毫无底线”"], id="whom words are about"),
        pytest.param(
            "张伟提醒：天黑以后，王芳说过山路会封。",
            ["indirect|张伟|提醒|天黑以后，王芳说过山路会封"],
            id="what a colon opens is not cut",
        ),
        pytest.param(
            "客服回应称，系统正在升级，预计两天内恢复。",
            ["indirect|客服*|回应称|系统正在升级，预计两天内恢复"],
            id="a forecast inside of a report",
        ),
        pytest.param(
            "有村民抱怨，水太浑；也有人不在意，称煮开就好。",
            ["indirect|村民*|抱怨|水太浑", "indirect|有人*|称|煮开就好"],
            id="a semicolon ends the first report",
        ),
        pytest.param(
            "毛宁表示，将对不实指控展开调查。",
            ["indirect|毛宁|表示|将对不实指控展开调查"],
            id="a noun inside of the words",
        ),
        pytest.param(
            "毛宁表示，已证实有三人获救。", ["indirect|毛宁|表示|已证实有三人获救"], id="the first verb reports all"
        ),
        pytest.param(
            "“谈得很好。”张伟在机场告诉媒体，但他没有多谈。",
            ["direct|张伟|告诉|谈得很好。"],
            id="the narrator behind what was said",
        ),
        pytest.param("“不要停下脚步”，王芳说。", ["direct|王芳|说|不要停下脚步"], id="marks and a comma before"),
    ],
)
def test_reach(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "走进花房，王芳正在剪枝。“今年的花比去年早开十天。”",
            ["direct|王芳|-|今年的花比去年早开十天。"],
            id="whom the sentence before is about",
        ),
        pytest.param(
            "“票还有吗？”张伟问。“卖完了。”王芳摇摇头。",
            ["direct|张伟|问|票还有吗？", "direct|王芳|-|卖完了。"],
            id="an answer after a cue with its words before it",
        ),
        pytest.param(
            "谈到这场失利，刘洋有些无奈：“我们输在了体力上。”",
            ["direct|刘洋|谈到|我们输在了体力上。"],
            id="the subject behind the cue",
        ),
        pytest.param(
            "我在门口等车。“今天的车都开走了，明天再来。”",
            ["direct|-*|-|今天的车都开走了，明天再来。"],
            id="not the author",
        ),
    ],
)
def test_speech_that_stands_alone(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes
