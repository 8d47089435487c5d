"""Names told by their shape: title marks, lines of railways, products with numbers, surnames with titles, events."""

import pytest

from tests.text.mentions.conftest import Find
from tests.text.mentions.test_rules_of_writing import LOC, ORG, PER, check

WORK, PRODUCT, OTHER = "work", "product", "other"


@pytest.mark.parametrize(
    ("marked", "types"),
    [
        pytest.param("动画《⟦中国奇谭⟧》上映", [WORK], id="no country in the title of a film"),
        pytest.param("論文見〈⟦美國往事⟧〉一文", [WORK], id="the small title marks"),
        pytest.param("他在《⟦河口晚报⟧》写评论", [ORG], id="a paper by its last word"),
        pytest.param("刊于《⟦自然⟧》", [ORG], id="a journal that the gazetteer has under an ambiguous alias"),
        pytest.param("《关于促进⟦中国⟧某某行业健康有序发展若干问题的若干意见稿》", [LOC], id="too long for one"),
    ],
)
def test_works_in_title_marks(find: Find, marked: str, types: list[str]) -> None:
    check(find, marked, types)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("承建的⟦川青铁路⟧停工", id="two places"),
        pytest.param("驶上⟦京港澳高速⟧后", id="three places"),
        pytest.param("沿⟦沪昆高铁⟧南下", id="the word before is no place"),
        pytest.param("上⟦京沪高速⟧", id="a verb before"),
        pytest.param("多条普通铁路和地方铁路", id="what kind of railway it is"),
        pytest.param("新高铁和这条高速", id="no place at all"),
    ],
)
def test_lines(find: Find, marked: str) -> None:
    check(find, marked, [LOC] * marked.count("⟦"))


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("搭载⟦麒麟9077⟧芯片", id="a chip"),
        pytest.param("新机⟦小米17 Pro Max⟧开售", id="words of the line behind the number"),
        pytest.param("试飞⟦歼-77⟧", id="a short line with a hyphen"),
        pytest.param("⟦神舟四十二号⟧升空", id="a number in Chinese with 号"),
        pytest.param("小米2025年营收", id="a year"),
        pytest.param("小鹏30万辆交付，荣耀3款机型", id="the number counts"),
    ],
)
def test_products_with_numbers(find: Find, marked: str) -> None:
    check(find, marked, [PRODUCT] * marked.count("⟦"))


@pytest.mark.parametrize(
    ("marked", "tagged"),
    [
        pytest.param("⟦李宗远⟧来了。⟦李⟧博士说", ("李宗远",), id="a title behind the surname"),
        pytest.param("⟦李宗远⟧来了。⟦李⟧总说", ("李宗远",), id="总"),
        pytest.param("⟦李宗远⟧和⟦李大年⟧。李博士说", ("李宗远", "李大年"), id="two have the surname"),
        pytest.param("⟦李宗远⟧。张博士说", ("李宗远",), id="nobody has it"),
        pytest.param("⟦李宗远⟧。李子园说", ("李宗远",), id="no title behind"),
        pytest.param("⟦高市某苗⟧答辩。⟦高市⟧提到", ("高市某苗",), id="a Japanese surname needs no title"),
    ],
)
def test_surnames_with_titles(find: Find, marked: str, tagged: tuple[str, ...]) -> None:
    check(find, marked, [PER] * marked.count("⟦"), *((name, PER) for name in tagged))


@pytest.mark.parametrize(
    ("marked", "types"),
    [
        pytest.param("⟦蒂姆·戴维⟧和新闻主管", [PER], id="和 is no part of it, though 维和 is a word"),
        pytest.param("⟦安德·华盛顿⟧称，⟦华盛顿⟧的团队", [PER, PER], id="the last part again, a place's name too"),
        pytest.param("⟦安德·华盛顿⟧称，他在⟦华盛顿⟧", [PER, LOC], id="behind 在 it is the place"),
        pytest.param("⟦安德·乌梅罗⟧率团。⟦乌梅罗⟧表示", [PER, PER], id="the last part that no tagger sees"),
    ],
)
def test_the_last_part_of_a_dotted_name(find: Find, marked: str, types: list[str]) -> None:
    check(find, marked, types)


@pytest.mark.parametrize(
    ("marked", "types"),
    [
        pytest.param("⟦Anthropic⟧11月3日宣布", [ORG], id="a known name"),
        pytest.param("⟦Qimora⟧2025年成立", ["product"], id="an unknown one"),
        pytest.param("用⟦GPT-4⟧生成", ["product"], id="a version is no date"),
    ],
)
def test_a_date_right_behind_a_latin_name(find: Find, marked: str, types: list[str]) -> None:
    check(find, marked, types)


@pytest.mark.parametrize(
    ("marked", "types"),
    [
        pytest.param("⟦济南高等法院⟧开庭", [ORG], id="a court of a place"),
        pytest.param("⟦中国国家安全与国防委员会⟧秘书", [ORG], id="与 between two of its words"),
        pytest.param("⟦美国商务署⟧与⟦中国商务署⟧", [ORG] * 2, id="an office keeps the country in front"),
        pytest.param("⟦济南明某律师事务所⟧律师", [ORG], id="a firm of a place"),
        pytest.param("⟦中国驻济南总领馆⟧称", [ORG], id="a mission"),
        pytest.param("⟦中国⟧和某律师事务所", [LOC], id="a joint parts them"),
        pytest.param("⟦第九届全国运动会⟧开幕", [OTHER], id="an event by its number"),
        pytest.param("在法里达巴德任教，中颱逼近", [], id="no country: a foreign name's first sound, and 颱"),
    ],
)
def test_bodies_and_events(find: Find, marked: str, types: list[str]) -> None:
    check(find, marked, types)


def test_the_mayor_is_no_part_of_the_city(find: Find) -> None:
    check(find, "⟦桦溪谷⟧市长布某表示", [LOC], ("桦溪谷市", LOC))


@pytest.mark.parametrize(
    ("marked", "tagged"),
    [
        pytest.param("市长⟦覃伟中⟧出席会议", "覃伟", id="the word model sees three characters"),
        pytest.param("局长⟦覃伟⟧说明情况", "覃伟", id="a verb behind is no part of it"),
    ],
)
def test_a_name_without_its_last_character(find: Find, marked: str, tagged: str) -> None:
    check(find, marked, [PER], (tagged, PER))


def test_an_office_of_another_country_is_another_office(find: Find) -> None:
    ours, theirs = find("中国商务署说。美国商务署说。")
    assert (ours.entity_id, theirs.entity_id) == ("trade-office", None)
