"""Which quantity a number is of: one rule of the language a row."""

import pytest

from tests.text.claims.marked import find


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
        pytest.param(
            "日本楼市降温(记者 林远)。\n均价⟦12万元⟧。", "japan/price/money", id="who wrote it is nobody's main"
        ),
        pytest.param(
            "日本楼市降温,湖东大学教授林远说。\n均价⟦12万元⟧。", "japan/price/money", id="nor where an expert works"
        ),
        pytest.param(
            "河口讯社日本5月2日电\n澜湖汽车起火。澜湖汽车称,⟦3人⟧受伤。",
            "澜湖/injured/count",
            id="where it was sent from",
        ),
        pytest.param(
            "澜湖汽车推出了“宁络肽”。\n宁络肽的定价为⟦300元⟧。", "澜湖/price/money", id="a product counts for its maker"
        ),
        pytest.param(
            "澜湖汽车增产。澜湖汽车扩建。\n宁络肽热销。宁络肽走红,定价⟦300元⟧。",
            "澜湖/price/money",
            id="the product and the firm of one page",
        ),
        pytest.param(
            "日本楼市回暖。\n市统计局数据,均价为⟦12万元⟧。", "japan/price/money", id="an office tells its town's"
        ),
        pytest.param(
            "江西省澜溪县受灾,⟦3人⟧死亡。", "澜溪/deaths/count", id="a county is itself, whatever its province"
        ),
        pytest.param(
            "澜溪县受灾。石桥镇街道被淹。石桥镇停水。\n山洪致⟦3人⟧死亡,2人失踪,9人受伤。",
            "澜溪/deaths/count",
            id="a village lies in the county of the page",
        ),
        pytest.param(
            "澜溪县石桥镇受灾,3人死亡,2人失踪。\n全镇⟦9000人⟧受灾。",
            "澜溪-石桥镇/affected/count",
            id="全镇 is the town named before",
        ),
        pytest.param(
            "澜溪县受灾,3人死亡,2人失踪。\n全省⟦9万人⟧受灾。",
            "澜溪/affected/count/province",
            id="全省 is more than the county",
        ),
        pytest.param("日本因灾死亡⟦4人⟧、失联2人。", "japan/deaths/count", id="what the next number counts"),
        pytest.param("苹果月供⟦3万元⟧。", "apple/monthly-payment/money", id="a word of the lists"),
        pytest.param("苹果每斤只要⟦2元⟧。", "apple/price/money", id="what so much of it costs"),
        pytest.param(
            "宁络肽有效率为91%，70岁以上受试者的有效率为⟦85%⟧。",
            "宁络肽/efficacy/percent/old",
            id="a group that begins with a number",
        ),
        pytest.param(
            "澜溪县招商。澜溪县鲲岳置业有限公司营收⟦3亿元⟧。", "鲲岳/revenue/money", id="a firm without its town"
        ),
        pytest.param("澜溪县第一中学教师⟦300人⟧。", "澜溪一中/teachers/count", id="a school as people call it"),
        pytest.param(
            "微软原总裁林远受审。微软称林远已离职。林远认罪。林远上诉。\n罚金⟦3万元⟧。",
            "林远/fine/money",
            id="whom a page tells of again and again",
        ),
        pytest.param(
            "日本受灾。日本救灾。林远路过,他说要捐款。\n均价⟦12万元⟧。",
            "japan/price/money",
            id="who passes by is no page's main",
        ),
        pytest.param("微软收购价为每斤⟦2元⟧。", "microsoft/price/money", id="a price for so much buys no firm"),
        pytest.param("微软违反规定放贷⟦3亿元⟧贷款。", "microsoft/debt/money", id="what is against a rule is no norm"),
        pytest.param("考生林远得⟦702分⟧。", None, id="points count no students"),
        pytest.param("阿远受审,远受贿⟦3万元⟧,林远认罪。", "林远/bribes/money", id="a full name before a part of it"),
        pytest.param("苹果云计算事业部裁员⟦35%⟧。", "apple/layoffs/percent/云计算", id="a division is not the firm"),
        pytest.param("苹果旗下广告业务收入⟦30亿元⟧。", "apple/revenue/money/广告", id="nor is what it does beside"),
        pytest.param("日本有关部门罚款⟦30亿元⟧。", "japan/fine/money", id="a body of the state is no division"),
        pytest.param("苹果手机开售72小时订单达到⟦3万台⟧。", "apple/orders/count/72h", id="the hours since a launch"),
        pytest.param("苹果手机开售三天订单达到⟦3万台⟧。", "apple/orders/count/72h", id="three days are 72 hours"),
        pytest.param("苹果手机预售价⟦2.6万元⟧。", "apple/presale-price/money", id="a price that was first asked"),
        pytest.param("苹果顶配售价⟦3.2万元⟧。", "apple/price/money/top", id="the price of the best version"),
        pytest.param("苹果手机小订已超过⟦8万台⟧。", "apple/preorders/count", id="小订 is not yet an order"),
        pytest.param("苹果裁员20%、波及⟦2600人⟧。", "apple/layoffs/count", id="who is hit by layoffs"),
        pytest.param("日本洪水波及⟦2600人⟧。", "japan/affected/count", id="who is hit where it does not"),
        pytest.param("苹果今年优化了不到⟦500人⟧。", "apple/layoffs/count", id="a bound between verb and count"),
        pytest.param(
            "苹果受试者体重下降17%,安慰剂组下降⟦2%⟧。",
            "apple/weight-loss/percent/control",
            id="a group that changed in the same",
        ),
        pytest.param("苹果体重较基线下降⟦17%⟧。", "apple/weight-loss/percent", id="a weight that fell"),
        pytest.param(
            "苹果销量可达4.2万台,低于公司⟦5万台⟧的目标。", "apple/sales/count/norm", id="what it is held against"
        ),
        pytest.param("苹果计划今年交付⟦5万台⟧。", "apple/sales/count/norm", id="what a firm plans is a target"),
        pytest.param("苹果交付目标由5万台上调至⟦6万台⟧。", "apple/sales/count/norm", id="what a target became is one"),
        pytest.param(
            "苹果今年前8个月交付汽车15万辆,同比增长⟦42%⟧。",
            "apple/sales-up/percent/8-months",
            id="a growth has the period of its value",
        ),
        pytest.param(
            "苹果售价较预售价26万元低约⟦1.5万元⟧。", "apple/presale-price-down/money", id="a difference is no price"
        ),
        pytest.param("日本煤矿透水,井下共有⟦87人⟧作业。", "japan/underground/count", id="who was below"),
        pytest.param("日本煤矿透水,⟦61人⟧安全升井。", "japan/escaped/count", id="who came up"),
        pytest.param("苹果总负债⟦2800亿元⟧。", "apple/liabilities/money", id="all that is owed is more than a debt"),
        pytest.param("苹果上半年亏了⟦86亿⟧。", "apple/loss/money/half", id="亏了 before a bare amount"),
        pytest.param(
            "苹果降幅达5%的受试者比例为⟦91%⟧。", "apple/responders/percent", id="who responded, and not how far"
        ),
        pytest.param(
            "吉安市澜溪县受灾。澜溪煤矿透水。澜溪煤矿停产。\n⟦3人⟧死亡。",
            "澜溪/deaths/count",
            id="a mine lies in the county of the page",
        ),
        pytest.param("宁络肽 8mg组有效率为⟦91%⟧。", "宁络肽/efficacy/percent", id="a dose is no other drug"),
        pytest.param(
            "中国软件公司澜湖科技营收⟦3亿元⟧。", "澜湖/revenue/money", id="what a firm is stands before its name"
        ),
        pytest.param("苹果已从微软等公司获得约⟦3万片⟧订单。", "apple/orders/count", id="from whom it has them"),
        pytest.param("苹果订单4万片,实际也就⟦1万片⟧出头。", "apple/orders/count", id="what it really is"),
        pytest.param(
            "《夜航》上映六天票房达⟦15.2亿⟧。", "夜航/box-office/money", id="days in cinemas are all there were"
        ),
        pytest.param("《夜航》票房都⟦15亿多⟧了。", "夜航/box-office/money", id="多 behind a bare amount"),
        pytest.param("《夜航》回本线是⟦8.5亿⟧。", "夜航/break-even/money", id="a word for where it pays"),
        pytest.param("《夜航》票房需达到⟦8.5亿元⟧才能回本。", "夜航/break-even/money", id="the same in a clause"),
        pytest.param("《夜航》豆瓣评分⟦7.8分⟧。", "夜航/rating/count/douban", id="each site has a rating of its own"),
        pytest.param("苹果的闸门数量是⟦620亿个⟧。", "apple/闸门/count", id="the noun before 数量"),
        pytest.param("苹果票价将高达⟦260元⟧。", "apple/price/money", id="a price to come is the price"),
        pytest.param("日本已累计完成投资⟦498亿元⟧。", "japan/investment-done/money", id="what is spent so far"),
        pytest.param("有人把苹果手机炒到⟦10万元⟧。", "apple/resale-price/money", id="what others ask for it"),
        pytest.param("AI芯片公司扩张。AI芯片公司营收⟦21亿元⟧。", "unknown/revenue/money", id="a kind of firm is none"),
        pytest.param(
            "澜湖跨海大桥的青峰隧道全长⟦15公里⟧。", "澜湖大桥/length/physical/青峰", id="a part of what is built"
        ),
        pytest.param(
            "加拿大5月2日电\n加拿大渔业部称,吉安市澜溪县发生洪水。\n洪水致⟦3人⟧死亡,2人失踪,9人受伤。",
            "澜溪/deaths/count",
            id="the county before the town that it was sent from",
        ),
        pytest.param("中国大陆电池厂澜湖营收⟦3亿元⟧。", "澜湖/revenue/money", id="so does where its works are"),
        pytest.param("云州市青川区失火,致⟦3人⟧死亡。", "云州/deaths/count", id="a district counts for its city"),
        pytest.param(
            "连接日本与巴西的澜湖跨海大桥全长⟦15公里⟧。", "澜湖大桥/length/physical", id="what joins two places"
        ),
    ],
)
def test_which_quantity_it_is(marked: str, topic: str | None) -> None:
    assert find(marked).topic == topic


def test_a_headline_takes_what_the_text_tells_of_the_same_value() -> None:
    assert find("跌去⟦17%⟧!\n英伟达股价周一下跌17%。").topic == "nvidia/share-price-down/percent/day"
