"""Aliases in a text: how they may be written, where their edges are, and when context is needed."""

import pytest

from tests.marks import unmark
from tests.text.mentions.conftest import Find

WIDE_DEEPSEEK = "DeepSeek".translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@pytest.mark.parametrize(
    ("marked", "entity_ids"),
    [
        pytest.param("⟦华为⟧发布新机", ["huawei"], id="a Chinese name"),
        pytest.param("⟦輝達⟧股價大漲", ["nvidia"], id="a Traditional alias"),
        pytest.param("⟦英偉達⟧股價大漲", ["nvidia"], id="the Traditional form of a Simplified name"),
        pytest.param(f"⟦{WIDE_DEEPSEEK}⟧走红", ["deepseek"], id="full-width letters"),
        pytest.param("⟦deepseek⟧走红", ["deepseek"], id="lower case"),
        pytest.param("⟦RTX4090⟧涨价", ["rtx-4090"], id="without its space"),
        pytest.param("⟦RTX-4090⟧涨价", ["rtx-4090"], id="with a hyphen for the space"),
        pytest.param("⟦GPT4⟧很贵", ["gpt-4"], id="without its hyphen"),
        pytest.param("⟦埃隆•马斯克⟧说", ["musk"], id="another kind of dot"),
        pytest.param("⟦埃隆马斯克⟧说", ["musk"], id="without its dot"),
        pytest.param("⟦美国⟧股市大跌", ["usa"], id="a longer word that begins with the alias"),
        pytest.param("⟦美国⟧会收紧管制", ["usa"], id="the likelier cut keeps the alias: 美国|会"),
        pytest.param("⟦美国⟧⟦白宫⟧质疑", ["usa", "white-house"], id="a place in front is a word of its own"),
        pytest.param("记者问⟦李强⟧总理", ["li-qiang"], id="a name before a title"),
        pytest.param("见https://chatgpt.com/huawei/", [], id="inside a web address"),
        pytest.param("使用GPT-4o的人", [None], id="GPT-4 inside GPT-4o is no mention of it"),
        pytest.param("通话的是⟦中国⟧和⟦普京⟧", ["china", "putin"], id="和普京 is in the dictionary, and two words"),
        pytest.param("拉美西斯的木乃伊", [], id="a foreign name goes on"),
        pytest.param("他说四川普通话", [], id="a word runs over both edges: 四川|普通话"),
        pytest.param("这是华为什么要退出", [], id="a word runs over the end: 为什么"),
        pytest.param("这件事上李强调了三点", [], id="a word runs over the end: 强调"),
        pytest.param("清朝末年重修", [], id="a dynasty that tells the time"),
        pytest.param("⟦清朝⟧年号很多", ["qing"], id="年 of another word"),
        pytest.param("从北大门进校", [], id="a gate is named by where it stands: 北|大门"),
        pytest.param("⟦北大⟧门前见", ["pku"], id="门 of another word"),
        pytest.param("使用者说中国话", [], id="a language is no country"),
    ],
)
def test_alias_edges(find: Find, marked: str, entity_ids: list[str | None]) -> None:
    text, spans = unmark(marked)
    mentions = find(text)
    assert [m.entity_id for m in mentions] == entity_ids
    if spans:
        assert [(m.start_char, m.end_char) for m in mentions] == spans


@pytest.mark.parametrize(
    ("text", "entity_ids"),
    [
        pytest.param("他买了三斤苹果", [], id="no cue: the fruit"),
        pytest.param("苹果公司涨了。苹果还会涨", ["apple", "apple"], id="the entity is named clearly elsewhere"),
        pytest.param("苹果股价大跌", ["apple"], id="a cue beside it"),
        pytest.param("华为、苹果都来了", ["huawei", "apple"], id="listed with a clear mention"),
        pytest.param("海螺很好吃", [], id="the shellfish"),
        pytest.param("用ChatGPT和海螺聊天", ["chatgpt", "hailuo"], id="listed with a clear product"),
        pytest.param("参议院开会", [], id="two claimants, no evidence"),
        pytest.param(
            "美国很忙。美国也很大。美国不小。参议院开会", ["usa"] * 3 + ["us-senate"], id="the text is about it"
        ),
        pytest.param("美国很忙。美国也很大。中国也忙。参议院开会", ["usa", "usa", "china"], id="about two countries"),
        pytest.param("德州州长说", ["texas"], id="a cue of the subtype outweighs one of the type"),
        pytest.param("更别提语音领域的豆包、3D领域的Tripo等等", ["doubao", "tripo"], id="members with modifiers"),
        pytest.param("有“豆包”、“海螺”和“Tripo”", ["doubao", "hailuo", "tripo"], id="members in quotes, two in doubt"),
        pytest.param("英伟达、高通以及苹果", ["nvidia", "apple"], id="an unknown member between, and a long joint"),
        pytest.param("他买了豆包、油条和豆浆", [], id="a row of dishes"),
        pytest.param("他买了豆包、油条和沃尔玛的卡", ["walmart"], id="a plain word in the row makes it one of things"),
        pytest.param("豆包好吃,Tripo不能吃", ["tripo"], id="a comma parts clauses, not members"),
        pytest.param("德州、加州都热", ["texas", "california"], id="of two places the one like the other members"),
        pytest.param("德州、济南都热", ["dezhou", "jinan"], id="and a city beside a city"),
        pytest.param("字节跳动又推了豆包", ["bytedance", "doubao"], id="its maker in the sentence"),
        pytest.param("沃尔玛的豆包", ["walmart"], id="another firm"),
        pytest.param("大自然很美,自然也美", [], id="a plain word that is a journal"),
        pytest.param("发表于《自然》杂志", ["nature"], id="and the journal"),
        pytest.param("果农说苹果集中上市", [], id="上市 of a fruit"),
        pytest.param("美国很忙,参议院开会", ["usa", "us-senate"], id="the home country in the sentence decides"),
    ],
)
def test_context(find: Find, text: str, entity_ids: list[str]) -> None:
    assert [m.entity_id for m in find(text)] == entity_ids


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("中美关系紧张", ["中", "美"], id="two countries in one word"),
        pytest.param("对华出口管制", ["华"], id="behind 对"),
        pytest.param("美方表示遗憾", ["美"], id="before 方"),
        pytest.param("美军撤离", ["美军"], id="an army is a body"),
        pytest.param("美元走强", [], id="a currency"),
        pytest.param("过程中加入清水", [], id="中 and 加 as plain words"),
    ],
)
def test_short_countries(find: Find, text: str, names: list[str]) -> None:
    assert [m.surface for m in find(text)] == names
