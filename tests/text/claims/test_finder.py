"""Whose number it is, which quantity, and how it is put: one rule of the language a row."""

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


def test_whom_a_page_is_about_answers_and_explains_too() -> None:
    told = "华为扩产。华为回应质疑。华为解释原因。华为建厂。华为招人。英伟达供货。英伟达增产。英伟达让利。英伟达交货。"
    assert find(f"{told}\n此次裁员多达⟦2万人⟧。").subject_entity_id == "huawei"


@pytest.mark.parametrize(
    ("marked", "topic"),
    [
        pytest.param("英伟达股价单日下跌⟦12%⟧。", "nvidia/share-price-down/percent/day", id="a change in a day"),
        pytest.param("英伟达股价大跌⟦12%⟧。", "nvidia/share-price-down/percent/day", id="a day where none is told"),
        pytest.param("英伟达股价一周内下跌⟦15%⟧。", "nvidia/share-price-down/percent/week", id="a change in a week"),
        pytest.param("英伟达股价上涨⟦12%⟧。", "nvidia/share-price-up/percent/day", id="up is not down"),
        pytest.param("苹果营收占总额的⟦12%⟧。", "apple/revenue-share/percent", id="a share is no change"),
        pytest.param(
            "苹果毛利率从⟦45%⟧降至40%。", "apple/gross-margin/percent/before", id="where a change began is what was"
        ),
        pytest.param("苹果毛利率从45%降至⟦40%⟧。", "apple/gross-margin/percent", id="where it ended is one too"),
        pytest.param("苹果花了⟦3亿美元⟧。", "apple/cost/money", id="a verb of spending"),
        pytest.param(
            "微软毛利率由去年同期的⟦15%⟧升至26%。", "microsoft/gross-margin/percent/year-ago", id="the year before"
        ),
        pytest.param("微软预计营收⟦900亿元⟧。", "microsoft/revenue/money/forecast", id="what is foreseen is apart"),
        pytest.param("微软宣布召回⟦11万辆⟧SU7标准版。", "microsoft/recall/count", id="an edition is no norm"),
        pytest.param("苹果以⟦3亿美元⟧的成本完成。", "apple/cost/money", id="the measure behind the amount"),
        pytest.param("苹果有⟦3万块⟧显卡。", "apple/chip/count", id="显卡 is 芯片 to another outlet"),
        pytest.param("苹果有⟦3万张⟧H20。", "apple/chip/count", id="a product that is a chip"),
        pytest.param("巴西地震造成⟦30人⟧遇难。", "brazil/deaths/count", id="the verb behind the count"),
        pytest.param("巴西死亡人数升至⟦30⟧。", "brazil/deaths/count", id="a count without a classifier"),
        pytest.param("巴西有⟦三种⟧疫苗。", "brazil/vaccine/count-kinds", id="kinds are not pieces"),
        pytest.param("苹果疫苗对重症的保护率为⟦90%⟧。", "apple/efficacy/percent/severe", id="severe cases apart"),
        pytest.param("苹果疫苗对轻症有效率为⟦90%⟧。", "apple/efficacy/percent/mild", id="mild cases apart"),
        pytest.param(
            "苹果疫苗在巴西的试验显示,有效率为⟦60%⟧。", "apple/efficacy/percent/brazil", id="the place of a trial"
        ),
        pytest.param("要求疫苗有效率达到⟦50%⟧。", "any/efficacy/percent/norm", id="what is required, not what is"),
        pytest.param(
            "苹果第三季度营收900亿美元。净利润⟦210亿美元⟧。",
            "apple/profit/money/quarter",
            id="the period reaches the next sentence",
        ),
        pytest.param(
            "苹果市值蒸发300亿美元(约合⟦2100亿元⟧)。",
            "apple/market-cap-down/money/day",
            id="the same amount in another currency",
        ),
        pytest.param(
            "苹果毛利率为45%。这个数字低于华为的⟦50%⟧。",
            "huawei/gross-margin/percent",
            id="这个数字 is the measure before",
        ),
        pytest.param("苹果裁员⟦10%⟧。", "apple/layoffs/percent", id="裁员 is the quantity, not a change of it"),
        pytest.param("数到⟦3000⟧,又重来。", None, id="nothing says which quantity"),
        pytest.param("澜湖汽车有⟦3万辆⟧。", None, id="a word inside a name measures nothing"),
        pytest.param(
            "澜湖汽车营收⟦3亿元⟧。", "澜湖/revenue/money", id="a firm without the words that others leave out"
        ),
        pytest.param("苹果泄露⟦3万条⟧会员记录。", "apple/data-records/count", id="the last of two words is the head"),
        pytest.param("苹果遭受⟦3亿元⟧的损失。", "apple/damage/money", id="a measure behind is no change of itself"),
        pytest.param("澜湖汽车自主研发的宁络肽售价⟦900元⟧。", "澜湖/price/money", id="a product by who develops it"),
        pytest.param("微软召回⟦6万辆⟧电动车。", "microsoft/recall/count", id="what is done to the things counted"),
        pytest.param("微软召回部分电动车,共计⟦6万辆⟧。", "microsoft/recall/count", id="a clause that sums up"),
        pytest.param("《夜航》斩获⟦4.6亿⟧票房。", "夜航/box-office/money", id="an amount whose currency is left out"),
        pytest.param("微软斥资⟦50亿元⟧收购谷歌。", "microsoft/takeover-price/money", id="what the money buys"),
        pytest.param("微软斥资⟦50亿元⟧建厂。", "microsoft/cost/money", id="money spent on a work"),
        pytest.param("苹果的泊位费为⟦3亿元⟧。", "apple/泊位费/money", id="a noun that no list knows, before 为"),
        pytest.param("苹果付了⟦3亿元⟧的临时泊位费。", "apple/泊位费/money", id="the same noun behind 的"),
        pytest.param("苹果付了⟦3亿元⟧打车。", None, id="a verb behind an amount is no measure"),
        pytest.param("苹果的说法是⟦3亿元⟧。", None, id="说法 measures nothing"),
        pytest.param("苹果转会费8亿元;东海的说法是⟦7亿元⟧。", "apple/transfer-fee/money", id="另一说法 of the same"),
        pytest.param("苹果裁员30%,涉及约⟦6000人⟧。", "apple/layoffs/count", id="a clause that only goes on"),
        pytest.param("苹果今年优化了⟦300人⟧。", "apple/layoffs/count", id="a weak verb right before a count"),
        pytest.param("苹果裁掉⟦10%⟧。", "apple/layoffs/percent", id="a part of the staff"),
        pytest.param("裁员占苹果员工的⟦10%⟧。", "apple/layoffs/percent", id="a part of the staff, told as a share"),
        pytest.param("巴西⟦1.2万间⟧房屋倒塌。", "brazil/houses/count", id="间 counts houses too"),
        pytest.param(
            "加拿大渔业部称,失业率为⟦6%⟧。", "canada/unemployment/percent", id="a body of a state is the state"
        ),
        pytest.param("卡洛斯·雷诺周薪⟦20万英镑⟧。", "雷诺/weekly-wage/money", id="a person by the last name"),
        pytest.param("《夜航》总投资为⟦2亿元⟧。", "夜航/cost/money", id="what is put into a film is its cost"),
        pytest.param(
            "《夜航》首周票房2亿元,其中海外⟦3000万元⟧。", "夜航/first-week-sales/money/foreign", id="其中 goes on"
        ),
        pytest.param("苹果让⟦三百万⟧加拿大人的数据处于风险之中。", "apple/加拿大人/count", id="people, not data"),
        pytest.param("加拿大去年对日本出口钢材⟦58万吨⟧。", "canada/exports/physical", id="tons that are exported"),
        pytest.param("澜湖跨海大桥总投资由⟦24亿元⟧增至31亿元。", "澜湖大桥/cost/money/before", id="a cost of before"),
        pytest.param("澜湖跨海大桥总投资由24亿元增至⟦31亿元⟧。", "澜湖大桥/cost/money", id="what it became"),
        pytest.param("苹果净亏损4亿元,较2022年的⟦5亿元⟧收窄。", "apple/loss/money/before", id="a year named before"),
        pytest.param("苹果净亏⟦42亿元⟧ 拟再裁员15%", "apple/loss/money", id="a space parts a headline"),
        pytest.param("苹果营收68亿元,按年升⟦21%⟧。", "apple/revenue-up/percent", id="升 alone, on the year before"),
        pytest.param("苹果将员工人数削减约⟦15%⟧。", "apple/layoffs/percent", id="fewer staff are layoffs"),
        pytest.param("苹果将员工人数削减15%,涉及⟦1200人⟧。", "apple/layoffs/count", id="and those whom it hits"),
        pytest.param("苹果裁员1200人,约占员工总数的⟦15%⟧。", "apple/layoffs/percent", id="a part of the staff behind"),
        pytest.param(
            "巴西火灾致3人遇难。3人重伤，⟦9人⟧受伤住院。", "brazil/injured/count", id="the injured lie in hospital"
        ),
        pytest.param("巴西火灾致3人遇难，其中重伤⟦6人⟧。", "brazil/injured/count/severe", id="重伤 is grave of itself"),
        pytest.param("巴西新增病例⟦6例⟧。", "brazil/cases/count/new", id="新增 in the word itself"),
        pytest.param("网传巴西每位遇难者赔⟦200万⟧。", "brazil/compensation/money", id="a verb right before an amount"),
        pytest.param("《夜航》收获⟦5.3亿元⟧，排名第二。", "夜航/box-office/money", id="what a film takes in"),
        pytest.param("春节档总票房为⟦80亿元⟧，《夜航》居首。", "夜航/box-office/money/season", id="a whole season"),
        pytest.param("加拿大7月出口同比下降⟦9.2%⟧。", "canada/exports-down/percent/month", id="a month's trade"),
        pytest.param("加拿大前7个月出口下降⟦9.2%⟧。", "canada/exports-down/percent/7-months", id="the year so far"),
        pytest.param("加拿大出口同比下跌⟦9.2%⟧。", "canada/exports-down/percent", id="no share falls"),
        pytest.param(
            "以美元计，加拿大出口下降⟦9.2%⟧。", "canada/exports-down/percent/usd", id="the currency it is reckoned in"
        ),
        pytest.param("苹果股价收跌7.2%，报⟦23.4元⟧。", "apple/share-price/money", id="报 behind a fall is the price"),
        pytest.param("苹果有3万家门店,还有⟦2万家⟧商户。", "apple/merchants/count", id="shops are counted as firms are"),
        pytest.param(
            "日本大选。布雷图指数由12.5降至⟦7.3⟧。", "japan/布雷图指数/count", id="an index that no list knows"
        ),
        pytest.param(
            "巴西地震致9人遇难。\n过火面积⟦300公顷⟧。", "brazil/burnt-area/physical", id="told of an event's place"
        ),
        pytest.param("巴西病例数可能达到⟦4000例⟧。", "brazil/cases/count/to-come", id="a count that may be"),
        pytest.param("苹果成本可能突破⟦9亿元⟧。", "apple/cost/money", id="a cost that may be"),
        pytest.param("巴西疫情扩大，病例数将达到⟦4000例⟧。", "brazil/cases/count/to-come", id="a count to come"),
        pytest.param(
            "苹果业绩\n指标\t2023年\t2022年\t同比\n营收\t68亿元\t⟦56亿元⟧\t21%",
            "apple/revenue/money/before",
            id="the column of the year before",
        ),
        pytest.param(
            "苹果业绩\n指标\t2023年\t2022年\t同比\n营收\t68亿元\t56亿元\t⟦21%⟧",
            "apple/revenue-up/percent",
            id="the column of changes",
        ),
        pytest.param("加拿大1至9月出口下降⟦9.2%⟧。", "canada/exports-down/percent/9-months", id="months in a row"),
        pytest.param("苹果前三季度营收⟦90亿元⟧。", "apple/revenue/money/9-months", id="three quarters are no quarter"),
        pytest.param("华为出货手机300万台，同比增长⟦7.5%⟧。", "huawei/phone-up/percent", id="what was told grew"),
        pytest.param("日本出口降14%，跌幅较6月的⟦12%⟧扩大。", "japan/exports-down/percent/before", id="its fall"),
        pytest.param("去年同期，苹果营收为⟦15亿元⟧。", "apple/revenue/money/year-ago", id="a clause for all behind it"),
        pytest.param("日本病例900例，其中本地病例⟦700例⟧。", "japan/cases/count/local", id="本地 of 本地病例"),
        pytest.param("卡洛斯·雷诺打入21球，其中联赛⟦14球⟧。", "雷诺/goals/count/part", id="a part of what was told"),
        pytest.param(
            "日本车祸致8人死亡。去年一起事故致⟦3人⟧死亡。", "japan/deaths/count/before", id="another accident"
        ),
        pytest.param(
            "日本大选。布雷图指数由8月的⟦12.5⟧降至7.3。", "japan/布雷图指数/count/before", id="a month before"
        ),
        pytest.param(
            "日本失业率为7.3%，低于8月时的⟦12.5%⟧。", "japan/unemployment/percent/before", id="lower than then"
        ),
        pytest.param("日本客车核载⟦45人⟧，实载41人。", "japan/rated-load/count", id="how many it may carry"),
        pytest.param("日本客车核载45人，事发时实载⟦41人⟧。", "japan/aboard/count", id="how many were aboard"),
        pytest.param(
            "澜湖跨海大桥投资30亿元，每公里⟦1亿元⟧。", "澜湖大桥/cost/money/each", id="the cost of a kilometre"
        ),
        pytest.param("卡洛斯·雷诺的薪水：⟦95万欧元⟧/年。", "雷诺/annual-wage/money", id="a wage a year"),
        pytest.param("卡洛斯·雷诺的违约金为⟦2亿欧元⟧。", "雷诺/release-clause/money", id="a player's penalty"),
        pytest.param("华为招标，当地覆盖小区⟦142个⟧。", "huawei/小区/count", id="a noun before its count"),
        pytest.param("苹果裁减8%的员工，波及⟦640人⟧。", "apple/layoffs/count", id="those whom a cut hits"),
        pytest.param("华为赞助国家队⟦12场⟧。", None, id="国家 inside 国家队 is not counted"),
        pytest.param(
            "日本车流量预计5万架次，最新的预测已下调至⟦3.8万架次⟧。",
            "japan/traffic/count",
            id="a new estimate",
        ),
    ],
)
def test_which_quantity_it_is(marked: str, topic: str | None) -> None:
    assert find(marked).topic == topic


def test_a_headline_takes_what_the_text_tells_of_the_same_value() -> None:
    assert find("跌去⟦17%⟧!\n英伟达股价周一下跌17%。").topic == "nvidia/share-price-down/percent/day"


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
