"""Numbers in running text: the span, what it is, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.numbers import DateMention, Found, Number, QuantityFinder
from tests.marks import unmark

FINDER = QuantityFinder()


def find(text: str) -> Found:
    return FINDER.find(text, [(0, len(text))])


def the_number(marked: str) -> Number:
    text, spans = unmark(marked)
    numbers = find(text).numbers
    assert [(number.start_char, number.end_char) for number in numbers] == spans
    assert numbers[0].surface == text[spans[0][0] : spans[0][1]]
    return numbers[0]


@pytest.mark.parametrize(
    ("marked", "kind", "value", "unit"),
    [
        pytest.param("仓库里有⟦8万张⟧显卡", "quantity", "80000", "张", id="a counted thing keeps its classifier"),
        pytest.param("买了⟦300块⟧芯片", "quantity", "300", "块", id="块 before a thing counts it"),
        pytest.param("花了⟦300块钱⟧", "money", "300", "CNY", id="块钱 is money"),
        pytest.param("这顿饭花了⟦300块⟧。", "money", "300", "CNY", id="块 at the end is money"),
        pytest.param("耗电⟦150兆瓦⟧", "quantity", "150", "megawatt", id="兆 as a prefix of a unit"),
        pytest.param("⟦300万披索⟧赎金", "money", "3000000", "PHP", id="a currency by its other name"),
        pytest.param("约⟦四成三⟧受访者", "percent", "43", "%", id="a figure behind 成 before a noun"),
        pytest.param("获赔⟦三万五千元⟧整", "money", "35000", "CNY", id="整 is not part of the number"),
        pytest.param("赔了⟦3元5角2分⟧", "money", "3.52", "CNY", id="parts of a currency add up"),
        pytest.param("只要⟦5分钱⟧", "money", "0.05", "CNY", id="a part alone is in the currency"),
        pytest.param("两居室共⟦89平⟧，采光好", "quantity", "89", "square_meter", id="平 is square metres near a home"),
        pytest.param("新车售价⟦12.8万⟧起，年底交付", "cardinal", "128000", None, id="起 behind a price counts nothing"),
        pytest.param("涉及价格的案件⟦12起⟧", "quantity", "12", "起", id="起 counts cases"),
        pytest.param("售价⟦US$1,299⟧起", "money", "1299", "USD", id="a sign before the amount"),
        pytest.param("⟦新台币 8 亿元⟧", "money", "800000000", "TWD", id="a currency named before 元"),
        pytest.param("總額⟦1.2兆新台幣⟧", "money", "1200000000000", "TWD", id="兆 of money is 10^12"),
        pytest.param("涨了⟦百分之三点五⟧", "percent", "3.5", "%", id="百分之 is in points"),
        pytest.param("下调⟦25个基点⟧", "percent", "0.25", "%", id="a basis point is a hundredth of a point"),
        pytest.param("打⟦八五折⟧", "percent", "85", "%", id="two figures before 折"),
        pytest.param("打⟦9.5折⟧", "percent", "95", "%", id="a figure below ten before 折"),
        pytest.param("有效率⟦七成八⟧", "percent", "78", "%", id="a digit behind 成 is a point each"),
        pytest.param("约⟦两成半⟧患者", "percent", "25", "%", id="半 behind 成 is five points"),
        pytest.param("提高⟦1.5个百分点⟧", "percent", "1.5", "%", id="percentage points are points"),
        pytest.param("折合⟦7亿新元⟧", "money", "700000000", "SGD", id="新元 is the Singapore dollar"),
        pytest.param("⟦七成⟧受访者", "percent", "70", "%", id="成 is ten points"),
        pytest.param("只有⟦三分之二⟧到场", "fraction", None, None, id="a fraction is no percent"),
        pytest.param("是原来的⟦三倍⟧", "multiple", "3", None, id="倍"),
        pytest.param("产量⟦翻两番⟧", "multiple", "4", None, id="each 番 doubles"),
        pytest.param("⟦3.5公里⟧长", "quantity", "3.5", "kilometer", id="a physical unit has its English name"),
        pytest.param("重⟦三斤半⟧", "quantity", "3.5", "jin", id="a half behind the unit"),
        pytest.param("身高⟦一米八⟧", "quantity", "1.8", "meter", id="loose figures are decimals of the unit"),
        pytest.param("气温⟦零下5摄氏度⟧", "quantity", "-5", "celsius", id="零下 is the sign"),
        pytest.param("⟦华氏70度⟧", "quantity", "70", "fahrenheit", id="the scale named before the figure"),
        pytest.param("历时⟦三个月⟧", "duration", "3", "month", id="个月 is a length of time"),
        pytest.param("跑了⟦9秒83⟧", "duration", "9.83", "second", id="figures behind 秒 are decimals"),
        pytest.param("用了⟦一个小时三十分钟⟧", "duration", "90", "minute", id="parts of a duration add up"),
        pytest.param("等了⟦一个半小时⟧", "duration", "90.0", "minute", id="一个 goes on with a half"),
        pytest.param("提高⟦一个百分点⟧", "percent", "1", "%", id="一个 goes on with a unit"),
        pytest.param("⟦第3⟧届论坛", "ordinal", "3", None, id="第"),
        pytest.param("排名⟦前三⟧的品牌", "ordinal", "3", None, id="a rank"),
        pytest.param("买了⟦三打⟧鸡蛋", "cardinal", "36", None, id="打 is twelve"),
        pytest.param("用了⟦256块⟧H20显卡", "quantity", "256", "块", id="块 before a name in letters counts it"),
        pytest.param("晚点近⟦3个小时⟧", "duration", "3", "hour", id="近 before hours hedges a duration"),
        pytest.param("用了⟦两个半月⟧", "duration", "2.5", "month", id="a half inside a duration"),
        pytest.param("用时⟦2分05秒31⟧，", "duration", "125.31", "second", id="hundredths behind minutes and seconds"),
        pytest.param("以⟦41秒87⟧夺冠", "duration", "41.87", "second", id="hundredths before a verb"),
        pytest.param("盘中涨逾⟦百点⟧", "quantity", "100", "点", id="a hedge licenses a power of a weak classifier"),
        pytest.param("读入⟦20万token⟧", "quantity", "200000", "token", id="a unit in letters behind 万"),
        pytest.param("每蒲式耳涨⟦8又1/4美分⟧", "money", "0.0825", "USD", id="a mixed fraction of a currency"),
        pytest.param("全长⟦三又二分之一英里⟧", "quantity", "3.5", "mile", id="a mixed fraction of a unit"),
        pytest.param("订单⟦120万载重吨⟧", "quantity", "1200000", "deadweight_ton", id="tons that a ship can carry"),
        pytest.param("跌破⟦90⟧关口", "cardinal", "90", None, id="关口 counts nothing"),
        pytest.param("赚了⟦二十个亿⟧", "cardinal", "2000000000", None, id="个 before 亿 behind a power"),
        pytest.param("旋转⟦四度⟧。", "quantity", "4", "degree", id="a lone digit of degrees"),
        pytest.param("⟦陆佰元⟧整", "money", "600", "CNY", id="a financial digit before a power"),
        pytest.param("融资⟦$1.5 billion⟧", "money", "1500000000", "USD", id="an English power"),
        pytest.param("上调⟦15点⟧", "quantity", "15", "点", id="points of an index"),
        pytest.param("⟦百万⟧年薪", "cardinal", "1000000", None, id="a bare number"),
        pytest.param("共有⟦１．５萬名⟧员工", "quantity", "15000", "名", id="full-width and Traditional mixed"),
        pytest.param("近⟦百人⟧到场", "quantity", "100", "人", id="a hedge licenses a bare power"),
        pytest.param("赚了⟦两个亿⟧", "cardinal", "200000000", None, id="个 before 亿 is speech"),
        pytest.param("⟦上百名⟧学生", "quantity", "100", "名", id="上 before a power is part of the numeral"),
        pytest.param("⟦7成5⟧民眾支持", "percent", "75", "%", id="an Arabic digit behind 成 is a point each"),
        pytest.param("鱼价从⟦四块五⟧涨了些", "money", "4.5", "CNY", id="loose figures before a verb of change"),
        pytest.param("按揭利率加至⟦4.125厘⟧", "percent", "4.125", "%", id="厘 near interest is a percent"),
        pytest.param("月息⟦3厘⟧的借款", "percent", "0.3", "%", id="厘 of a month is a tenth of it"),
        pytest.param("加息⟦25點子⟧", "percent", "0.25", "%", id="點子 is Hong Kong's basis point"),
        pytest.param("该股ROE⟦15%⟧", "percent", "15", "%", id="letters before a percent say of what"),
        pytest.param("收到判决书之日起⟦十日⟧内上诉", "duration", "10", "day", id="日 before 内 is a length of time"),
        pytest.param("春运前⟦15天⟧客流平稳", "duration", "15", "day", id="days counted from what is named there"),
    ],
)
def test_find_numbers(marked: str, kind: str, value: str | None, unit: str | None) -> None:
    number = the_number(marked)
    assert (number.kind, number.unit) == (kind, unit)
    if value is not None:
        assert number.value == Decimal(value)


@pytest.mark.parametrize(
    ("marked", "value", "high"),
    [
        pytest.param("投资⟦3到5万元⟧", "30000", "50000", id="scale and unit pass to the left"),
        pytest.param("涨幅⟦5%至8%⟧", "5", "8", id="both ends with their unit"),
        pytest.param("月薪⟦10-15k⟧", "10000", "15000", id="a letter multiplier passes to the left"),
        pytest.param("⟦两~3百日元⟧", "200", "300", id="a small power passes to a lone digit"),
        pytest.param("⟦8至12岁⟧儿童", "8", "12", id="a counted range"),
        pytest.param("气温⟦-5℃至8℃⟧", "-5", "8", id="a sign on one end"),
        pytest.param("他⟦一米七几⟧的个头", "1.7", "1.8", id="几 behind a loose figure is up to one more"),
        pytest.param("亏了⟦一个多亿⟧", "100000000", "200000000", id="多 between 个 and 亿"),
        pytest.param("⟦数十亿美元⟧", "1000000000", "10000000000", id="a vague numeral is a range"),
        pytest.param("近⟦2、3个月⟧", "2", "3", id="two neighbours with one unit are either"),
        pytest.param("⟦几十分之一⟧的成本", "0.01", "0.1", id="a vague fraction lies between two"),
        pytest.param("气温降至⟦零下15至20度⟧", "-20", "-15", id="零下 holds for both ends"),
        pytest.param("⟦零下15℃至零下20℃⟧", "-20", "-15", id="both ends below zero, the higher first"),
        pytest.param("每月挣⟦万把块钱⟧", "10000", "20000", id="把 behind a power is more or less"),
        pytest.param("来了⟦百把人⟧", "100", "200", id="把 before a measure of its own"),
        pytest.param("⟦大于12小于50⟧的数", "12", "50", id="two comparisons of one number"),
    ],
)
def test_ranges(marked: str, value: str, high: str) -> None:
    number = the_number(marked)
    assert (number.value, number.value_high) == (Decimal(value), Decimal(high))


@pytest.mark.parametrize(
    ("marked", "bound", "modifier"),
    [
        pytest.param("营收⟦3.5亿元⟧左右", "approx", "左右", id="a trailing hedge sets the bound"),
        pytest.param("超过⟦500亿美元⟧", "gt", "超过", id="a leading comparison"),
        pytest.param("近⟦700万元⟧", "lt", "近", id="近 is under"),
        pytest.param("成本是⟦十分之一⟧不到", "lt", "不到", id="不到 behind the number"),
        pytest.param("⟦五百以上⟧的产品", "ge", "以上", id="a bare number takes the comparison into its span"),
        pytest.param("不下⟦10次⟧警告", "ge", "不下", id="不下 is at least"),
        pytest.param("门票⟦198元⟧起，儿童半价", "ge", "起", id="起 behind a price is at least"),
        pytest.param("以⟦10元⟧起拍", "eq", None, id="起 in a verb is no hedge"),
        pytest.param("顶多⟦三天⟧", "le", "顶多", id="顶多 is at most"),
        pytest.param("至少⟦9000块钱⟧", "ge", "至少", id="a number with a unit leaves it out"),
        pytest.param("不到**⟦600万美元⟧**", "lt", "不到", id="bold marks stand between a hedge and its number"),
        pytest.param("（约合⟦4亿元⟧）", "approx", "约合", id="约合 converts and rounds"),
        pytest.param("⟦1万多台⟧", "approx", None, id="a hedge inside the numeral"),
        pytest.param("价格不超过每股⟦86.6元⟧", "le", "不超过", id="a rate stands between a hedge and its number"),
        pytest.param("请于⟦10日⟧内缴纳", "le", "内", id="内 is at most"),
        pytest.param("首周票房过⟦亿⟧，口碑也好", "gt", None, id="过 before a bare power is more than that"),
        pytest.param("粉丝破⟦百万⟧。", "gt", None, id="破 before a bare power is more than that"),
        pytest.param("送⟦1款⟧内饰", "eq", None, id="内 in a noun is no hedge"),
        pytest.param("阅读量⟦100万⟧+，还在涨", "gt", "+", id="+ is more than"),
        pytest.param("买了⟦三万把⟧椅子", "eq", None, id="把 before a thing counts it"),
    ],
)
def test_bounds(marked: str, bound: str, modifier: str | None) -> None:
    number = the_number(marked)
    assert (number.bound, number.modifier) == (bound, modifier)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("搭载RTX5090和H20显卡", id="figures behind letters are a name"),
        pytest.param("发布GPT-5，并不是负数", id="a hyphen behind letters is no minus"),
        pytest.param("用Claude 4.5写的", id="a figure behind a capital word completes a name"),
        pytest.param("华为昇腾910芯片", id="a figure behind a product's name"),
        pytest.param("5G和3D技术", id="a figure before a letter"),
        pytest.param("版本v2.5.1", id="a version"),
        pytest.param("新款iPhone 15上市", id="a figure behind a name with a capital inside"),
        pytest.param("9·11事件", id="an event named by its day"),
        pytest.param("“一带一路”论坛", id="numerals inside a name"),
        pytest.param("以二打一，三打白骨精，一打开门", id="打 that strikes or opens"),
        pytest.param("四分之一决赛和1/8决赛", id="rounds"),
        pytest.param("拨打12345热线", id="a telephone number behind 拨打"),
        pytest.param("他三番五次推辞，一心一意", id="idioms"),
        pytest.param("十分感谢，千万别忘", id="adverbs"),
        pytest.param("百度和三星", id="companies"),
        pytest.param("一个人和一张桌子", id="一 with a classifier is indefinite"),
        pytest.param("这是一个大工程，一个办法", id="一个 before words"),
        pytest.param("以3比1获胜，次战2:0", id="scores"),
        pytest.param("主队98-91取胜", id="a score with a hyphen"),
        pytest.param("以6-3、7-5取胜", id="scores of sets"),
        pytest.param("美元兑韩元报1398比1", id="a rate of exchange"),
        pytest.param("24强赛抽签", id="a round named by who is in it"),
        pytest.param("陆股通和伍先生", id="financial digits that are words"),
        pytest.param("曾两度出任部长", id="度 that counts times"),
        pytest.param("男女比例为1.2比1", id="a ratio with decimals"),
        pytest.param("详见https://example.com/2025/0201/216.html", id="an address"),
        pytest.param("写信到a1.b2@example.com", id="an e-mail address"),
        pytest.param("国发\u30142024\u301515号文件", id="a document number"),
        pytest.param("联系电话138-0013-8000", id="a telephone number"),
        pytest.param("80后和90后", id="a generation"),
        pytest.param("容量5兆", id="兆 is 10^6 or 10^12 by region: left unread"),
        pytest.param("三方会谈，四方桌", id="a lone digit before a weak classifier"),
        pytest.param("与Llama 3.1-405B相比", id="a version and a size, no range"),
        pytest.param("邮发代号 2-786", id="a code, no range"),
        pytest.param("目录00和条目007", id="a leading zero is of a code"),
        pytest.param("全系2025款上市", id="a year before 款 is a model's"),
        pytest.param("见注释【3】", id="a reference mark"),
        pytest.param("走过百年风雨", id="过 of a verb before a manner of speaking"),
        pytest.param("15路公交车停运", id="a line of buses"),
    ],
)
def test_no_number(text: str) -> None:
    assert find(text).numbers == []


def test_a_figure_alone_on_its_line_is_a_counter() -> None:
    text = "标题\n0\n正文写道，共⟦3人⟧到场"
    plain, spans = unmark(text)
    lines = [(0, 2), (3, 4), (5, len(plain))]
    numbers = FINDER.find(plain, lines).numbers
    assert [(number.start_char, number.end_char, number.sentence_no) for number in numbers] == [(*spans[0], 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("仓库有8万张H200芯片。", "H200芯片", id="the noun behind a count"),
        pytest.param("用了1万多块最新的芯片", "最新", id="的 ends the noun"),
        pytest.param("硬件成本就得15亿美元", "成本", id="the measured noun before an amount"),
        pytest.param("让一万亿美元市值蒸发", "市值", id="the measured noun that touches the amount"),
        pytest.param("来自30多个国家和地区的代表", "国家和地区", id="two nouns that are one expression"),
        pytest.param("有两个功能", "功能", id="a word that holds a stop ends nothing"),
        pytest.param("股价下降了17%", "股价", id="what a percent is of"),
        pytest.param("来了2000名旅客滞留在机场", "旅客", id="a verb ends the noun"),
    ],
)
def test_objects(text: str, expected: str) -> None:
    number = find(text).numbers[0]
    assert number.object == expected
    assert text[number.object_start : number.object_end] == expected


@pytest.mark.parametrize(
    ("text", "direction", "per"),
    [
        pytest.param("股价下降了17%", "down", None, id="a verb of falling"),
        pytest.param("营收增长了17%", "up", None, id="a verb of rising"),
        pytest.param("每年要花50亿美元", None, "year", id="每年 is a rate"),
        pytest.param("占全部的17%", None, None, id="no change, no rate"),
        pytest.param("降雨量超过250毫米", None, None, id="the 降 of 降雨 is no change"),
        pytest.param("人均3万元", None, "人", id="人均 is a rate"),
        pytest.param("月薪两万五", None, "month", id="月薪 is a rate, without a currency too"),
        pytest.param("这种药一日两次", None, "day", id="一日 before doses is a rate"),
        pytest.param("过去一年四次停电", None, None, id="过去一年 is the year gone by"),
    ],
)
def test_direction_and_rate(text: str, direction: str | None, per: str | None) -> None:
    number = find(text).numbers[0]
    assert (number.direction, number.per) == (direction, per)


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        pytest.param("总资产为3亿元，同比增长12%", ["总资产", "总资产"], id="a clause of change goes on"),
        pytest.param("速度达2GB/s，采用5nm工艺", ["速度", None], id="another clause has another noun"),
        pytest.param("共300人受伤", [None], id="behind people stands what they do"),
    ],
)
def test_a_noun_serves_the_clauses_that_say_more_of_it(text: str, objects: list[str | None]) -> None:
    assert [number.object for number in find(text).numbers] == objects


def test_a_step_and_the_level_that_it_reaches_are_two_numbers() -> None:
    assert [number.surface for number in find("占比提高1.5个百分点至35.2%").numbers] == ["1.5个百分点", "35.2%"]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        pytest.param("人数减少1.2万至20.5万", ["1.2万", "20.5万"], id="by how much, and to which level"),
        pytest.param("降幅扩大3%至5%", ["3%至5%"], id="ends of a range lie near each other"),
        pytest.param("四成三年内搬走", ["四成", "三年"], id="a figure behind 成 that counts years"),
    ],
)
def test_where_one_number_ends(text: str, surfaces: list[str]) -> None:
    assert [number.surface for number in find(text).numbers] == surfaces


def test_two_bounds_behind_each_other_keep_their_numbers() -> None:
    numbers = find("处三年以上十年以下有期徒刑").numbers
    assert [(number.surface, number.bound) for number in numbers] == [("三年", "ge"), ("十年", "le")]


def test_a_noun_with_its_own_figure_is_not_what_the_next_number_is_about() -> None:
    assert find("持有40%的股权，并且共出资70亿美元").numbers[1].object is None


def test_base_units_compare() -> None:
    far, near = find("3.5公里").numbers[0], find("3500米").numbers[0]
    assert far.base_value == near.base_value == Decimal(3500)
    assert far.base_unit == near.base_unit == "meter"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param("两年", "P2Y", id="years"),
        pytest.param("8天20小时", "P8DT20H", id="days and hours"),
        pytest.param("半小时", "PT30M", id="half an hour is thirty minutes"),
        pytest.param("五个星期", "P5W", id="weeks"),
    ],
)
def test_durations_in_iso(text: str, iso: str) -> None:
    assert find(text).numbers[0].iso == iso


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            list("0123456789一二三四五六七八九十百千万亿零两几数多余半点年月日号时周天个元块张米%前后，。.-约近超第")
        ),
        st.sampled_from(["去年", "上周三", "以上", "不到", "左右", "美元", "百分之", "大年初一", "之前", "过去"]),
    ),
    max_size=14,
)


@given(_PIECES)
def test_spans_are_true_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find(text)
    mentions: list[Number | DateMention] = [*found.numbers, *found.dates]
    reached = 0
    for mention in sorted(mentions, key=lambda mention: mention.start_char):
        assert text[mention.start_char : mention.end_char] == mention.surface != ""
        assert mention.start_char >= reached
        reached = mention.end_char


_AMOUNTS = st.builds(
    lambda value, power, unit: f"{value}{power}{unit}",
    st.one_of(
        st.integers(2, 9999).map(str), st.sampled_from(["三", "十五", "两百", "三千五百", "3.5", "几十", "七八百"])
    ),
    st.sampled_from(["", "万", "亿", "多万"]),
    st.sampled_from(["元", "美元", "张", "名", "%", "公里", "倍", "小时", "岁"]),
)


@given(before=st.sampled_from(["共有", "增长", "约", "他说"]), amount=_AMOUNTS)
def test_a_span_parses_alone_to_the_same_value(before: str, amount: str) -> None:
    for number in find(f"{before}{amount}。").numbers:
        again = find(number.surface).numbers
        assert [(n.value, n.value_high, n.unit) for n in again] == [(number.value, number.value_high, number.unit)]


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("1", id="one endless figure"),
        pytest.param("三又", id="mixed fractions without end"),
        pytest.param("3至", id="ranges without end"),
        pytest.param("1万", id="groups that do not fall"),
        pytest.param("a.", id="an endless address"),
        pytest.param("9年前", id="dates without a break"),
    ],
)
def test_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * 3000 + "。共5名"
    assert find(text).numbers[-1].surface == "5名"
