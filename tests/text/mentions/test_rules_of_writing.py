"""Names that no list holds: dotted, Latin, in brackets; and a tagger's spans, repaired."""

from itertools import pairwise

import pytest

from tests.marks import unmark
from tests.text.mentions.conftest import Find

PER, LOC, ORG, PRO = "person", "location", "organization", "product"


def check(find: Find, marked: str, types: list[str], *tagged: tuple[str, str]) -> None:
    text, spans = unmark(marked)
    mentions = find(text, *tagged)
    assert [(m.start_char, m.end_char) for m in mentions] == spans, [m.surface for m in mentions]
    assert [m.type for m in mentions] == types
    assert all(m.surface == text[m.start_char : m.end_char] and m.rule_id for m in mentions)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("特使⟦大卫·O·萨克斯⟧表示", id="a Latin initial inside"),
        pytest.param("教授⟦亚历克斯·迪马基⟧评价道", id="a title before, a verb behind"),
        pytest.param("⟦達里奧·阿莫代伊⟧說", id="Traditional characters"),
        pytest.param("⟦谢尔盖·拉夫罗夫⟧日前到访", id="日 belongs to 日前"),
        pytest.param("特别助理⟦科瑞·舒尔曼⟧写道", id="理 belongs to 助理"),
    ],
)
def test_dotted_names(find: Find, marked: str) -> None:
    check(find, marked, [PER])


@pytest.mark.parametrize(
    ("marked", "types"),
    [
        pytest.param("⟦PixVerse⟧很火", ["product"], id="mixed case"),
        pytest.param("大模型⟦Kimi K2⟧上线", ["product"], id="a version behind a space"),
        pytest.param("⟦DeepSeek-R1⟧开源", ["product"], id="a version makes a product of a company's name"),
        pytest.param("推出⟦ChatGPT Gov⟧服务", ["product"], id="a longer name than the known one"),
        pytest.param("⟦Mistral⟧公司成立", [ORG], id="公司 behind"),
        pytest.param("媒体⟦Firstpost⟧称", [ORG], id="媒体 before"),
        pytest.param("来自⟦Max Planck Institute⟧的人", [ORG], id="a word of the name tells"),
        pytest.param("⟦Sam Altman⟧来了", [PER], id="two capitalised words"),
        pytest.param("⟦David Moss⟧来了。⟦Moss⟧说", [PER, PER], id="called again by the last name"),
        pytest.param("⟦OpenAI⟧公司CEO ⟦Sam Altman⟧", [ORG, PER], id="an office parts two names"),
        pytest.param("⟦Authropic⟧发声", [ORG], id="one slip from a known name"),
        pytest.param("用AI和GPU训练", [], id="words for kinds of things"),
        pytest.param("搭载8GB内存和70B模型", [], id="sizes"),
        pytest.param("这个XSS漏洞", [], id="an abbreviation with nothing behind it"),
        pytest.param("调用addEventListener", [], id="a word of a program"),
        pytest.param("见https://www.Example.com/Path1", [], id="a web address"),
        pytest.param("写信到Bob1@Mail.com", [], id="a mail address"),
        pytest.param("this is plain English prose in the page", [], id="prose"),
    ],
)
def test_latin_names(find: Find, marked: str, types: list[str]) -> None:
    check(find, marked, types)


def test_a_latin_name_has_one_type_in_a_text(find: Find) -> None:
    mentions = find("媒体Firstpost报道。Firstpost还指出。")
    assert [m.type for m in mentions] == [ORG, ORG]


@pytest.mark.parametrize(
    ("marked", "types", "tagged"),
    [
        pytest.param("⟦DeepSeek⟧（中文名称：⟦深求⟧）走红。⟦深求⟧回应", [ORG] * 3, (), id="a name inside, and again"),
        pytest.param("人工智能公司⟦月之暗面⟧(⟦Moonshot⟧)融资", ["product"] * 2, (), id="a name before"),
        pytest.param("人工智能(AI)发展", [], (), id="an abbreviation for a kind of thing"),
        pytest.param("⟦奥恩⟧（⟦Aoun⟧）来访", [PER, PER], (("奥恩", PER),), id="the inner takes the outer's type"),
    ],
)
def test_bracket_names(find: Find, marked: str, types: list[str], tagged: tuple[tuple[str, str], ...]) -> None:
    check(find, marked, types, *tagged)


@pytest.mark.parametrize(
    ("marked", "types", "tagged"),
    [
        pytest.param("⟦王小明⟧总裁说", [PER], [("王小明总裁", PER)], id="a title comes off"),
        pytest.param("该国卫生部预计", [], [("国卫生部", ORG)], id="the end of 该国 begins no name"),
        pytest.param("对⟦中⟧⟦美⟧科技关系", [LOC, LOC], [("中美科技", ORG)], id="two countries of one character"),
        pytest.param("⟦晨星研究所⟧所长说", [ORG], [("晨星研究所所", ORG)], id="half of a title comes off"),
        pytest.param("⟦晨星州⟧州长说", [LOC], [("晨星州州长", LOC)], id="a title behind a place comes off"),
        pytest.param("⟦希腊⟧政府宣布", [LOC], [("希腊政府", ORG)], id="政府 is no part of a name"),
        pytest.param("CEO⟦阿莫代伊⟧说", [PER], [("阿莫", PER), ("代伊", PER)], id="two halves of a foreign name"),
        pytest.param("美丽的⟦内华达州⟧", [LOC], [("华达州", LOC)], id="the dictionary's longer name"),
        pytest.param("攻下⟦哈林高地⟧后", [LOC], [("哈林", PER)], id="a suffix makes a place"),
        pytest.param("⟦蒙宝铁路⟧通车", [LOC], [("蒙宝", LOC)], id="a railway"),
        pytest.param("⟦广州美术学院⟧招生", [ORG], [("广州美术学院", ORG)], id="longer than the known place"),
        pytest.param("⟦美国⟧科技公司很多", [LOC], [("美国科技公司", ORG)], id="a description is no name"),
        pytest.param("⟦美国国会⟧表决", [ORG], [], id="an office keeps its country"),
        pytest.param("⟦甘肃省委⟧书记", [ORG], [], id="the party committee of a place"),
        pytest.param("⟦甘肃省⟧委员", [LOC], [], id="委 of another word"),
        pytest.param("⟦中国队⟧对⟦美国男篮⟧", [ORG, ORG], [], id="teams of countries"),
        pytest.param("⟦中国⟧队员入场", [LOC], [], id="队 of another word"),
        pytest.param("⟦广州第一附属医院⟧院长", [ORG], [], id="a numbered house"),
        pytest.param("位于⟦甘肃省金塔县⟧", [LOC], [("金塔县", LOC)], id="an address is one name"),
        pytest.param("⟦中国⟧⟦广州⟧", [LOC, LOC], [], id="a country before a city stays apart"),
        pytest.param("他说波斯语", [], [("波斯", LOC)], id="a language is no place"),
        pytest.param("奥斯曼人来了", [], [("奥斯曼", PER)], id="a people is no person"),
        pytest.param("玩起闭关锁国", [], [("关锁国", PER)], id="inside a set phrase"),
        pytest.param("冬季多东北风", [], [("东北", LOC)], id="a direction"),
        pytest.param("他会讲芬兰语", [], [("芬兰语", LOC)], id="a language whole"),
        pytest.param("窗台上的铜钱草活了", [], [("铜钱草", PER)], id="no surname, no foreign sounds"),
        pytest.param("选手⟦织田信成⟧退役", [PER], [("织田信成", PER)], id="a Japanese surname"),
        pytest.param("国王⟦菲利普五世⟧去世", [PER], [("菲利普五世", PER)], id="a reign"),
        pytest.param("欠款壹佰贰拾元", [], [("壹佰贰", PER)], id="a number written out"),
        pytest.param("靠聚光发电", [], [("聚光", ORG)], id="a word that is no body"),
        pytest.param("⟦远洋⟧股价下跌", [ORG], [("远洋", ORG)], id="a word with a body's word behind it"),
        pytest.param("⟦融创⟧输了。⟦融创⟧主帅说", [ORG, ORG], [("融创", ORG)], id="a body called twice"),
        pytest.param("⟦丰稔粮贸⟧收豆，⟦丰稔粮贸⟧存粮", [ORG, ORG], [], id="a rare word for a stem, twice"),
        pytest.param("今日⟦澜湖生物⟧股价大涨", [ORG], [], id="once, where 股价 stands behind"),
        pytest.param("办公软件股价大涨", [], [], id="a common word for a stem, and 股价"),
        pytest.param("⟦澜图⟧回应。⟦澜图⟧股价跌", [ORG, ORG], [("澜图", PER)], id="股价 beside it tells what it is"),
        pytest.param("新药⟦葆恩⟧上市，⟦葆恩⟧热卖", [PRO, PRO], [("葆恩", PER)], id="so does 新药, and a name it is"),
        pytest.param("湖水手机热卖，湖水手机降价", [], [("湖水", PER)], id="a word of the language is none"),
        pytest.param(
            "⟦澜湖软件⟧称，⟦澜湖软件⟧不裁员", [ORG, ORG], [("澜湖", ORG)], id="found again where it was overlooked"
        ),
        pytest.param("⟦澜湖软件⟧称，⟦澜湖⟧不裁员", [ORG, ORG], [("澜湖软件", ORG)], id="a firm for short"),
        pytest.param("⟦AI公司⟧称，AI不裁员", [ORG], [("AI公司", ORG)], id="a Latin word is no firm for short"),
        pytest.param("传⟦澜湖药业⟧裁员，⟦澜湖药业⟧否认", [ORG, ORG], [], id="a coined stem, twice"),
        pytest.param("传澜湖药业裁员", [], [], id="a coined stem told once"),
        pytest.param("办公软件降价，办公软件热销", [], [], id="a stem that is a word"),
        pytest.param("日化企业⟦澜湖公司⟧败诉", [ORG], [("日化企业澜湖公司", ORG)], id="the kind of firm comes off"),
        pytest.param("新药⟦宁络肽⟧获批", ["product"], [("宁络肽", PER)], id="a name behind 新药 is a drug"),
        pytest.param("主帅⟦阿尔特拉⟧表示", [PER], [("阿尔特拉", LOC)], id="a title before a strange name"),
        pytest.param("他去了融创", [], [("融创", ORG)], id="a body called once with nothing to show for it"),
        pytest.param("位于⟦克斯蒂文⟧以北", [LOC], [("克斯蒂文", ORG)], id="a cue for a place"),
        pytest.param("公路穿过⟦莱拉森⟧", [LOC], [("莱拉森", PER)], id="what one passes through is a place"),
        pytest.param("⟦莱拉森⟧战役打响", [LOC], [("莱拉森", PER)], id="a battle is called by its place"),
        pytest.param("庙会在⟦柳岗⟧举行", [LOC], [("柳岗", PER)], id="held at a place"),
        pytest.param("在⟦柳岗⟧看来不难", [PER], [("柳岗", PER)], id="held by a person"),
        pytest.param("他救出⟦周林⟧之弟", [PER], [("周林之", PER)], id="whose brother: 之 is no part"),
        pytest.param("⟦周之林⟧之弟", [PER], [("周之林", PER)], id="之 within a name"),
        pytest.param("⟦周林⟧于是离开", [PER], [("周林于", PER)], id="the last character begins a word"),
        pytest.param("哲学家⟦檀陀羯⟧认为", [PER], [("檀陀羯", PER)], id="a title speaks for a strange name"),
        pytest.param("檀陀羯认为", [], [("檀陀羯", PER)], id="a strange name with nothing to show for it"),
        pytest.param("⟦拿破仑⟧战败", [PER], [("拿破仑", PER)], id="foreign sounds, though the dictionary has a noun"),
        pytest.param("一名哈里迪女人", [], [("哈里迪", PER)], id="a foreign name before 女人 is a people's"),
        pytest.param("换上斯特林冲锋枪", [], [("斯特林", PER)], id="a weapon called after somebody"),
        pytest.param("他身高一米九", [], [("米九", PER)], id="a height is no person of the name 米"),
        pytest.param("晏晝三點見", [], [("晏晝", PER)], id="a Cantonese word for a time of the day"),
        pytest.param("送来中英文菜单", [], [], id="two languages are no countries"),
    ],
)
def test_tagged_names(find: Find, marked: str, types: list[str], tagged: list[tuple[str, str]]) -> None:
    check(find, marked, types, *tagged)


def test_mentions_lie_in_their_sentence_and_never_overlap(find: Find) -> None:
    text = "华为发布新机。\n美国参议院和DeepSeek-R1、埃隆·马斯克（Elon Musk）！"
    mentions = find(text)
    assert [m.sentence_no for m in mentions] == [0, 1, 1, 1, 1]
    assert all(a.end_char <= b.start_char for a, b in pairwise(mentions))


def test_nothing_to_find(find: Find) -> None:
    assert find("") == []
    assert find("今天天气很好。") == []


@pytest.mark.parametrize(
    ("marked", "types"),
    [
        pytest.param("⟦国际新闻记者联盟⟧报告", [ORG], id="a scope, nouns, and the word for a body"),
        pytest.param("⟦美国足球联盟⟧表示", [ORG], id="behind a country"),
        pytest.param("⟦美国⟧的足球联盟", [LOC], id="的 parts them"),
        pytest.param("⟦美国⟧大学很多", [LOC], id="no word tells which"),
        pytest.param("国际社会关注", [], id="no body"),
    ],
)
def test_bodies_of_common_words(find: Find, marked: str, types: list[str]) -> None:
    check(find, marked, types)
