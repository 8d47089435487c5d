"""Whose number it is, and how it is put: one rule of the language a row."""

import pytest

from pipelines.text.claims import Figure, Name, QuoteSpan, Sentence
from tests.text.claims.marked import find, finders


@pytest.mark.parametrize(
    ("marked", "subject"),
    [
        pytest.param("华为去年营收超过⟦8000亿元⟧。", "huawei", id="the name before the measure"),
        pytest.param("微软为投资谷歌花费了⟦30亿美元⟧。", "microsoft", id="an object of a verb is no subject"),
        pytest.param("微软对谷歌处以⟦30亿美元⟧罚款。", "google", id="on whom a fine is laid"),
        pytest.param("监管机构重罚谷歌⟦30亿美元⟧。", "google", id="who is fined"),
        pytest.param("苹果与华为相比,成本低了⟦30%⟧。", "apple", id="a yardstick is no subject"),
        pytest.param("华为用了⟦2000块⟧英伟达芯片。", "huawei", id="whose chips they were made by"),
        pytest.param("像谷歌,要用⟦1万块⟧英伟达的芯片。", "google", id="the maker of what is counted"),
        pytest.param("苹果营收大增。该公司净利润为⟦900亿美元⟧。", "apple", id="该公司 goes back a sentence"),
        pytest.param("马斯克说,华为有人担心他们有⟦5万张⟧H20芯片。", "huawei", id="他们 is not the speaker"),
        pytest.param("土耳其失业率升至⟦9.5%⟧。", "turkiye", id="a place has rates of its own"),
        pytest.param("⟦5000亿美元⟧的“星际之门”计划启动了。", "stargate", id="a name behind the amount"),
        pytest.param("苹果表示,其营收为⟦900亿美元⟧。", "apple", id="其 is the speaker"),
        pytest.param("谷歌疫苗不如苹果疫苗的⟦94%⟧有效率。", "apple", id="a possessive right before the number"),
        pytest.param("苹果和华为的毛利率分别为⟦45%⟧和38%。", "apple", id="told in one order: the first"),
        pytest.param("苹果和华为的毛利率分别为45%和⟦38%⟧,都创新高。", "huawei", id="told in one order: the second"),
        pytest.param("今年共卖出⟦30台⟧电脑。", None, id="nobody is named"),
        pytest.param("华为宣布斥资⟦50亿元⟧收购谷歌。", "huawei", id="what is done to the name behind the amount"),
        pytest.param("华为须向股东马斯克支付⟦50亿元⟧赔偿。", "huawei", id="to whom it is paid"),
        pytest.param("苹果热销。华为董事林远认为,公司价值为⟦70亿元⟧。", "huawei", id="公司 is the speaker's own"),
        pytest.param("苹果热销。华为分析师林远认为,公司价值为⟦70亿元⟧。", "apple", id="an analyst speaks of others"),
        pytest.param("苹果热销。\n华为测算,成本约⟦9亿元⟧。", "apple", id="who reckons speaks of others"),
        pytest.param("苹果扩产。\n加拿大渔业部通报,该公司投入⟦3亿元⟧。", "apple", id="该公司 is no ministry"),
        pytest.param("河口讯社电\n利润达⟦3亿元⟧。", None, id="an agency only reports"),
        pytest.param("日本大选。罗哈称,投票率为⟦85%⟧。", "japan", id="a turnout is that of a place"),
        pytest.param("《夜航》上映三天，票房达⟦2亿元⟧。", "d-yehang", id="a film has takings"),
        pytest.param("《夜航》热映。苹果发布公告，该片成本为⟦2亿元⟧。", "d-yehang", id="该片 is the last film"),
        pytest.param("《夜航》热映。马斯克透露，影片总投资⟦2亿元⟧。", "d-yehang", id="a bare 影片 behind a speaker"),
        pytest.param(
            "苹果裁员。\n东海证券认为，公司全年亏损将收窄至⟦8亿元⟧。", "apple", id="公司 is no analyst's firm"
        ),
        pytest.param("加拿大去年对日本加征⟦25%⟧关税。", "canada", id="a state acts: the place that opens the clause"),
        pytest.param("日本受灾。\n加拿大宣布，拨款⟦5亿元⟧救灾。", "canada", id="a state that announces"),
        pytest.param("卡洛斯·雷诺加盟新队。\n他上赛季打入⟦24球⟧。", "d-carlos", id="他 is the person named"),
        pytest.param("卡洛斯·雷诺的周薪为⟦20万英镑⟧。", "d-carlos", id="a person has wages"),
        pytest.param("澜湖跨海大桥开工。\n监理称，大桥造价为⟦30亿元⟧。", "d-bridge", id="a bridge has a cost"),
        pytest.param("微软扩产。\n湖东市卫健局称，销售额为⟦3亿元⟧。", "microsoft", id="a body of a town sells nothing"),
        pytest.param("微软扩产。湖东大学教授林远认为，成本为⟦3亿元⟧。", "microsoft", id="where an expert works"),
        pytest.param("林远加盟华为。华为支付的转会费为⟦3亿元⟧。", "d-linyuan", id="a fee for a person"),
    ],
)
def test_whose_number_it_is(marked: str, subject: str | None) -> None:
    assert find(marked).subject_entity_id == subject


def test_the_holder_and_the_object_that_a_sentence_leaves_out() -> None:
    claim = find("华为裁员引发关注。\n此次裁员多达⟦2万人⟧。")
    assert (claim.subject_entity_id, claim.object) == ("huawei", "裁员")


def test_a_firm_and_none_of_its_products_is_the_holder_that_is_left_out() -> None:
    told = "宁络肽热销。宁络肽走红。澜湖汽车扩建。澜湖汽车增产。"
    assert find(f"{told}\n此次裁员多达⟦2万人⟧。").subject_entity_id == "d-lanhu"


def test_whom_a_page_is_about_answers_and_explains_too() -> None:
    told = "华为扩产。华为回应质疑。华为解释原因。华为建厂。华为招人。英伟达供货。英伟达增产。英伟达让利。英伟达交货。"
    assert find(f"{told}\n此次裁员多达⟦2万人⟧。").subject_entity_id == "huawei"


@pytest.mark.parametrize(
    ("marked", "modality", "stance"),
    [
        pytest.param("苹果有⟦3万名⟧员工。", "asserted", "affirm", id="the writer's own word"),
        pytest.param("据称苹果有⟦3万名⟧员工。", "hearsay", "affirm", id="hearsay"),
        pytest.param("网传苹果裁员⟦3万人⟧。", "rumour", "none", id="a rumour that nobody denies"),
        pytest.param("有人造谣说苹果裁员⟦3万人⟧。", "rumour", "deny", id="the verb says that it is false"),
        pytest.param("听说苹果裁员⟦3万人⟧,这根本不属实。", "hearsay", "deny", id="denied in the next clause"),
        pytest.param("网传苹果裁员⟦3万人⟧。这是无稽之谈。", "rumour", "deny", id="denied in the next sentence"),
        pytest.param("苹果否认裁员⟦3万人⟧。", "attributed", "deny", id="the verb of denial before it"),
        pytest.param("苹果否认网传的裁员⟦3万人⟧。", "rumour", "deny", id="a denied rumour"),
        pytest.param("网传苹果裁员⟦3万人⟧不实。", "rumour", "deny", id="denied in its own clause"),
        pytest.param("网传苹果裁员,消息一出股价跌了⟦6%⟧。", "asserted", "affirm", id="where the writer goes on"),
        pytest.param("苹果付了⟦3亿元⟧的不实罚款。", "asserted", "affirm", id="a word that is no verdict on the number"),
        pytest.param(
            "昨日地震。据防灾委员会通报,⟦69人⟧死亡。", "attributed", "affirm", id="a source in a later sentence"
        ),
        pytest.param("据防灾委员会通报,地震造成⟦69人⟧死亡。", "attributed", "affirm", id="told on a source"),
        pytest.param("根据合同规定,苹果须支付⟦3亿元⟧。", "asserted", "affirm", id="a contract is nobody's word"),
        pytest.param("苹果不否认裁员⟦3万人⟧。", "asserted", "affirm", id="twice negated"),
        pytest.param("如果苹果裁员⟦3万人⟧,股价会涨。", "hypothetical", "none", id="a premise"),
        pytest.param("如果苹果裁员,就会省下⟦3亿美元⟧。", "hypothetical", "none", id="what follows from a premise"),
        pytest.param("这主要是因为苹果有⟦3万名⟧员工。", "asserted", "affirm", id="要是 inside 主要是"),
        pytest.param("若干年前苹果有⟦3万名⟧员工。", "asserted", "affirm", id="若 inside 若干"),
        pytest.param("若关税属实,苹果每年多付⟦3亿元⟧。", "hypothetical", "none", id="若 begins a premise"),
        pytest.param("网帖称苹果裁员⟦3万人⟧。", "rumour", "none", id="a post"),
        pytest.param("苹果说,该传闻不属实,成本为⟦3亿元⟧。", "asserted", "affirm", id="该传闻 is what was told before"),
        pytest.param("苹果公布三期数据,有效率为⟦90%⟧。", "attributed", "affirm", id="what was made known"),
        pytest.param("苹果公布财报,股价收涨⟦6%⟧。", "asserted", "affirm", id="the market behind what was made known"),
        pytest.param("出口民调一度显示,苹果支持率为⟦40%⟧。", "attributed", "affirm", id="a poll shows"),
        pytest.param("苹果有⟦3万名⟧员工吗?", "question", "none", id="a question"),
        pytest.param("难道苹果有⟦3万名⟧员工,没人知道。", "question", "none", id="asked without a mark"),
        pytest.param("“说我们有⟦3万名⟧员工?可笑!”", "rumour", "deny", id="an echo of what others say"),
        pytest.param(
            "网传苹果有3万块芯片,这不属实。⟦3万块⟧芯片,成本就得3亿美元。",
            "hypothetical",
            "none",
            id="reckoned from a denied number",
        ),
        pytest.param(
            "苹果有3万块芯片。⟦3万块⟧芯片,成本就得3亿美元。", "asserted", "affirm", id="reckoned from one that stands"
        ),
        pytest.param("网传苹果裁员⟦3万人⟧ 官方辟谣", "rumour", "deny", id="denied behind a space"),
        pytest.param(
            "苹果成本为⟦3亿元⟧。网传裁员9万人，不属实。", "asserted", "affirm", id="a denial of another number"
        ),
        pytest.param("苹果裁员不是⟦15%⟧，而是20%。", "asserted", "deny", id="not this but that"),
    ],
)
def test_how_it_is_put(marked: str, modality: str, stance: str) -> None:
    claim = find(marked)
    assert (claim.modality, claim.stance) == (modality, stance)


def test_the_market_behind_an_announcement_is_the_writers() -> None:
    text = "苹果表示将回购,股价一度跌⟦4%⟧。"
    assert find(text, quote(4, 17)).modality == "asserted"


def quote(
    start: int, end: int, *, stance: str = "neutral", entity_id: str | None = "apple", **more: object
) -> QuoteSpan:
    given = {"is_anonymous": entity_id is None, "speaker_start": 0, "speaker_end": 2} | more
    return QuoteSpan("q", start, end, "indirect", entity_id, cue_start=2, cue_end=4, cue_stance=stance, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "modality", "stance", "speaker"),
    [
        pytest.param(quote(4, 20), "attributed", "affirm", "apple", id="a speaker"),
        pytest.param(quote(4, 20, entity_id=None), "attributed", "affirm", None, id="an unnamed speaker"),
        pytest.param(quote(4, 20, stance="false"), "rumour", "deny", "apple", id="a cue that says it is false"),
        pytest.param(
            quote(4, 20, stance="hearsay", entity_id=None, speaker_start=None),
            "hearsay",
            "affirm",
            None,
            id="no speaker",
        ),
    ],
)
def test_a_number_in_a_quotation_is_its_speakers(
    span: QuoteSpan, modality: str, stance: str, speaker: str | None
) -> None:
    claim = find("苹果表示公司去年有⟦3万名⟧员工在岗。", span)
    assert (claim.modality, claim.stance, claim.speaker_entity_id) == (modality, stance, speaker)
    assert (claim.quote_id, claim.cue) == ("q", "表示")


@pytest.mark.parametrize(
    ("marked", "thing"),
    [
        pytest.param("加拿大对进口钢铁加征⟦25%⟧的关税。", "关税", id="the noun behind the amount"),
        pytest.param("苹果有⟦3万块⟧芯片,成本不详。", "芯片", id="what is counted"),
    ],
)
def test_what_it_is_a_number_of(marked: str, thing: str) -> None:
    assert find(marked).object == thing


def test_a_firm_has_one_topic_with_and_without_its_country() -> None:
    text = "海鸥航空停飞。加拿大海鸥航空营收3亿元。"
    names = [
        Name(0, 4, "海鸥航空", "organization", "d-seagull", "content"),
        Name(7, 14, "加拿大海鸥航空", "organization", "d-canada-seagull", "content"),
    ]
    figure = Figure(16, 19, 1, "content", "money", 3e8, "CNY", None, None, None, None)
    sentences = [Sentence(0, 7, 0), Sentence(7, 20, 0)]
    (claim,) = finders()[1].find(text, sentences, [figure], names, [])
    assert claim.topic == "海鸥/revenue/money"


def test_a_town_is_the_one_whose_province_stands_before_it() -> None:
    text = "浙江永康厂房起火致9人遇难。"
    names = [Name(0, 4, "浙江永康", "location", "city-tw-yongkang", "content")]
    figure = Figure(9, 11, 0, "content", "quantity", 9.0, "人", "count", None, None, None)
    (claim,) = finders()[1].find(text, [Sentence(0, 14, 0)], [figure], names, [])
    assert (claim.topic, claim.subject_entity_id) == ("cn-zhejiang/deaths/count", "cn-330784")


def test_who_holds_an_office_tells_of_others() -> None:
    assert find("华为扩产。华为建厂。\n华为招人。\n教授林远看好，订单为⟦3亿元⟧。").subject_entity_id == "huawei"


def test_a_name_that_a_tagger_takes_for_a_town_or_a_person_is_a_firm_where_the_page_says_so() -> None:
    town = Name(0, 2, "澄岭", "location", "d-chengling", "title")
    club = Name(4, 7, "科尔登", "person", "d-club", "title")
    recaster = finders()[1]._subjects.recaster
    assert recaster.recast("澄岭智能营收增长。", [town])[0].type == "organization"
    assert recaster.recast("澄岭汽车站停运。", [town])[0].type == "location"
    assert recaster.recast("林远转投科尔登。", [club])[0].type == "organization"
    assert recaster.recast("林远会见科尔登。", [club])[0].type == "person"
