"""What is no quote: scare quotes, names, terms, idioms, attitudes; and headlines, which are only with a speaker."""

import pytest

from tests.text.quotes.reading import find, told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("据悉，晨光集团去年关闭了三家门店。", id="no source"),
        pytest.param("据介绍，这座桥全长三公里。", id="according to no name"),
        pytest.param("「少子化」是台北市府最頭痛的問題。", id="tw term"),
        pytest.param("活動以「愛地球」為主題，吸引上千人參加。", id="tw slogan"),
        pytest.param("记者：王芳\n今天上午，杭州下了一场小雨。", id="one line is no interview"),
        pytest.param("我觉得吧，我说这话可能有人不爱听，但事实就是如此。", id="forum self"),
        pytest.param("俗话说，天下没有免费的午餐。", id="wechat saying"),
        pytest.param("也就是说，成本降低了一半。", id="wechat that is"),
        pytest.param("可以说，这是最好的时代。", id="wechat so to speak"),
        pytest.param("所谓“专家”不过是拿钱说话。", id="scare"),
        pytest.param("他被称为“台球皇帝”。", id="called"),
        pytest.param("“双十一”期间，快递量创新高。", id="double eleven"),
        pytest.param("中国与德国在“一带一路”框架下合作。", id="belt road"),
        pytest.param("李明最近在读《他说》，书名里的“说”字写得很大。", id="book"),
        pytest.param("这部小说说明了一个道理。", id="novel"),
        pytest.param("队友都叫他“大山”，他也不生气。", id="nickname"),
        pytest.param("中方对此表示欢迎。", id="attitude"),
        pytest.param("王芳对大家的帮助表示感谢。", id="attitude thanks"),
        pytest.param("需要指出的是，这个数字并不准确。", id="author notes"),
        pytest.param("华为没有透露具体金额。", id="negated"),
        pytest.param("如果特朗普说要加税，市场就会下跌。", id="hypothetical"),
        pytest.param("华为的回应，让外界松了一口气。", id="noun response"),
        pytest.param("“小蓝车”事件过后，杭州加强了管理。", id="event"),
        pytest.param("北辰大学的研究人员发现，这种材料更轻。", id="research says"),
        pytest.param("沪深300指数上涨，恒指收跌。", id="hk index"),
        pytest.param("外界的批评不绝于耳，但公司股价仍在上涨。", id="critic noun"),
        pytest.param("李明什么也没说，转身离开了。", id="said nothing"),
        pytest.param("结果如何，现在还很难说。", id="hard to say"),
        pytest.param("这种现象被称为“马太效应”，在经济学中十分常见。", id="name called"),
        pytest.param("公司将其命名为“长风计划”，预计明年启动。", id="renamed"),
        pytest.param("他最喜欢的歌是“平凡之路”。", id="song"),
        pytest.param("这位“大师”原来只有小学学历。", id="ironic"),
        pytest.param("“是吗？”“是的。”“那就好。”三个人说着话走远了。", id="three marks"),
        pytest.param("刘洋说完就走了。", id="nothing behind"),
        pytest.param("海报上写着“买一送一”，门口排起长队。", id="promo slogan"),
        pytest.param("华为对指控不予置评。", id="a verb used as a noun"),
        pytest.param("对台积电的指控与呼吁仍在继续。", id="two nouns"),
        pytest.param("更准确地说，这是一次升级。", id="a turn of phrase"),
        pytest.param("调查显示，六成受访者支持新规。", id="survey"),
        pytest.param("他的话让人想起那句“知识就是力量”。", id="quote mid clause"),
        pytest.param("晨光集团发布题为“迈向未来”的白皮书。", id="doc title"),
        pytest.param("拜登批评了最高法院的裁决。", id="criticised np"),
        pytest.param("王芳感谢了所有人。", id="thanks"),
        pytest.param("难道说我们就没有办法了吗？", id="rhetorical"),
    ],
)
def test_no_quote(text: str) -> None:
    assert [told(quote) for quote in find(text)] == []


@pytest.mark.parametrize(
    ("title", "quotes"),
    [
        pytest.param(
            "马斯克：人工智能将比人类更聪明", ["indirect|马斯克|-|人工智能将比人类更聪明"], id="headline colon"
        ),
        pytest.param("专家：春节期间流感将进入高峰", ["indirect|专家*|-|春节期间流感将进入高峰"], id="headline expert"),
        pytest.param("春节出行指南：这些路段最堵", [], id="headline topic"),
        pytest.param("库克称“中国市场不可替代”", ["direct|库克|称|中国市场不可替代"], id="headline quoted"),
    ],
)
def test_headlines(title: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find("正文在这里，没有别的。", title=title)] == quotes
