"""Who speaks, where no word of a list stands at the edge: offices, hearers, shared subjects, speech told by an act."""

import pytest

from tests.text.quotes.reading import find, told


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "欧盟委员会表示，关税谈判仍在继续。",
            ["indirect|欧盟委员会|表示|关税谈判仍在继续"],
            id="a body that ends like a negation",
        ),
        pytest.param(
            "林美华回应表示，账目公开透明。",
            ["indirect|林美华|表示|账目公开透明"],
            id="an adverb that ends like a negation",
        ),
        pytest.param(
            "警方提醒广大市民，不要点击陌生链接。",
            ["indirect|警方|提醒|不要点击陌生链接"],
            id="whom a warning is told to",
        ),
        pytest.param(
            "马克龙在巴黎会见来访的德国总理时说，两国将加强合作。",
            ["indirect|马克龙|说|两国将加强合作"],
            id="whom one meets is not who speaks",
        ),
        pytest.param(
            "北京大学物理系讲座教授王芳接受电台访问时表示，结果令人意外。",
            ["indirect|王芳|表示|结果令人意外"],
            id="an office before a name",
        ),
        pytest.param(
            "世卫组织（WHO）22日发布报告称，病例连续三周下降。",
            ["indirect|世卫组织|称|病例连续三周下降"],
            id="who publishes a report speaks",
        ),
        pytest.param(
            "《经济周报》援引两名官员的话报道称，方案下周公布。",
            ["indirect|两名官员*|称|方案下周公布"],
            id="a source cited by a cited source",
        ),
        pytest.param(
            "毛宁接受访问时表示，冬季是高发期，建议老人尽快接种。",
            ["indirect|毛宁|表示|冬季是高发期", "indirect|毛宁|建议|老人尽快接种"],
            id="a shared subject behind a comma",
        ),
        pytest.param(
            "商务部否认近期将取消补贴的传闻，称“没有依据”。",
            ["direct|商务部|称|没有依据"],
            id="a denial of a rumour is no clause",
        ),
        pytest.param(
            "拜登批评对手的关税计划是“一场灾难”。",
            ["fragment|拜登|批评|对手的关税计划是“一场灾难”"],
            id="a noun with its owner and a predicate",
        ),
        pytest.param(
            "陈志强谎称自己是银行经理，骗取老人积蓄八十余万元。",
            ["indirect|陈志强|谎称|自己是银行经理"],
            id="where the narrator goes on",
        ),
        pytest.param(
            "“今年的橙子特别甜！”在村口的一处果园里，李明一边装箱一边说。",
            ["direct|李明|说|今年的橙子特别甜！"],
            id="a place and then who speaks",
        ),
        pytest.param(
            "“我们低估了竞争。”这是李明在内部信中的一句话。",
            ["direct|李明|-|我们低估了竞争。"],
            id="what follows tells who spoke",
        ),
        pytest.param(
            "“没人逼你买。”店里的老板娘翻了个白眼，“爱买不买。”",
            ["direct|店里的老板娘*|-|没人逼你买。", "direct|店里的老板娘*|-|爱买不买。"],
            id="who acts has spoken",
        ),
        pytest.param(
            "“没有！绝对没有！”面对镜头，李明连连摆手。",
            ["direct|李明|-|没有！绝对没有！"],
            id="who acts behind a comma",
        ),
        pytest.param(
            "张伟表示，“城市的未来在于多元化，”她补充说，比重会下降。",
            ["direct|张伟|表示|城市的未来在于多元化，", "indirect|她|补充说|比重会下降"],
            id="a comma before the closing mark",
        ),
        pytest.param(
            "比利时首相德韦弗呼吁各国加强合作。",
            ["indirect|德韦弗|呼吁|各国加强合作"],
            id="a name that no list knows",
        ),
        pytest.param(
            "杭州天象馆表示，流星雨将于周三出现。",
            ["indirect|杭州天象馆|表示|流星雨将于周三出现"],
            id="a body that no list knows",
        ),
        pytest.param(
            "针对停水传闻，城东供水所回应称，管网正在检修。",
            ["indirect|城东供水所*|回应称|管网正在检修"],
            id="a body behind a comma",
        ),
        pytest.param(
            "民警告诉他，账户已被冻结。",
            ["indirect|民警*|告诉|账户已被冻结"],
            id="a police officer tells",
        ),
        pytest.param(
            "老王嘟囔了一句：“又涨价。”",
            ["direct|老王|嘟囔|又涨价。"],
            id="a way of saying",
        ),
        pytest.param(
            "他常挂在嘴边的一句话是：“钱要花在刀刃上。”",
            ["direct|他|-|钱要花在刀刃上。"],
            id="a saying",
        ),
        pytest.param(
            "高盛料，金價明年升至每盎司五千美元。",
            ["indirect|高盛|料|金價明年升至每盎司五千美元"],
            id="hong kong verbs",
        ),
        pytest.param(
            "日媒披露，远航汽车拟关闭两座工厂。",
            ["indirect|日媒*|披露|远航汽车拟关闭两座工厂"],
            id="other outlets",
        ),
        pytest.param(
            "商务部等八部门说，细则将尽快出台。",
            ["indirect|商务部|说|细则将尽快出台"],
            id="a name among several bodies",
        ),
        pytest.param(
            "母亲搂住她：“不怕，妈妈在这里。”",
            ["direct|母亲*|-|不怕，妈妈在这里。"],
            id="family",
        ),
        pytest.param(
            "海淀法院认定，被告收受财物共计二百万元。",
            ["indirect|海淀法院|认定|被告收受财物共计二百万元"],
            id="court",
        ),
        pytest.param(
            "知情人士预计交易将在年底前完成。",
            ["indirect|知情人士*|预计|交易将在年底前完成"],
            id="forecast at once",
        ),
        pytest.param(
            "家属认为是厂方的责任。",
            ["indirect|家属*|认为|是厂方的责任"],
            id="they think it is",
        ),
        pytest.param(
            "林美華透過經紀公司表示：「感謝關心，我身體很好。」",
            ["direct|林美華|表示|感謝關心，我身體很好。"],
            id="through an agency",
        ),
    ],
)
def test_who_speaks(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("李明发布律师声明，否认恋情。", id="a statement that is only named"),
        pytest.param("王芳否认恋情。", id="a denied noun"),
        pytest.param("李明将会表示，没有意见。", id="not yet said"),
        pytest.param("台积电法说会上，主管到齐。", id="a word that holds a verb"),
        pytest.param("“春雨行动”启动后，李明红着眼圈上台。", id="an act behind a name in marks"),
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert find(text) == []
