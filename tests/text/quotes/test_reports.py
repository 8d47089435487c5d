"""Reported clauses in the styles of agencies, outlets of both scripts, courts, sports, finance and forums."""

import pytest

from tests.text.quotes.reading import find, told


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "新华社北京1月5日电 外交部发言人毛宁5日在例行记者会上表示，中方对此深表关切，将继续保持沟通。",
            ["indirect|毛宁|表示|中方对此深表关切，将继续保持沟通"],
            id="xinhua dateline",
        ),
        pytest.param(
            "据路透社报道，星河科技计划明年在东京上市。",
            ["indirect|路透社|报道|星河科技计划明年在东京上市"],
            id="agency cites",
        ),
        pytest.param(
            "彭博社援引知情人士的话称，晨光集团正考虑出售旗下业务。",
            ["indirect|知情人士*|称|晨光集团正考虑出售旗下业务"],
            id="agency cites source",
        ),
        pytest.param(
            "记者从商务部获悉，新规将于下月实施。", ["indirect|商务部|获悉|新规将于下月实施"], id="reporter learnt"
        ),
        pytest.param(
            "据世卫组织统计，全球每年有数百万人因此受伤。",
            ["indirect|世卫组织|统计|全球每年有数百万人因此受伤"],
            id="statistics",
        ),
        pytest.param(
            "衛福部強調，疫苗供應充足，民眾不必擔心。",
            ["indirect|衛福部|強調|疫苗供應充足，民眾不必擔心"],
            id="tw indirect",
        ),
        pytest.param("蘇貞昌亦稱，預算不會縮水。", ["indirect|蘇貞昌|稱|預算不會縮水"], id="tw also"),
        pytest.param(
            "有民眾抱怨，等了三個小時還沒排到。", ["indirect|民眾*|抱怨|等了三個小時還沒排到"], id="tw people"
        ),
        pytest.param(
            "海淀法院经审理认为，被告的行为构成违约，应当承担赔偿责任。",
            ["indirect|海淀法院|认为|被告的行为构成违约，应当承担赔偿责任"],
            id="court holds",
        ),
        pytest.param(
            "李明辩称，合同系伪造，自己从未签字。", ["indirect|李明|辩称|合同系伪造，自己从未签字"], id="court defence"
        ),
        pytest.param(
            "蓝天律师事务所律师张伟提醒，消费者应保留付款凭证。",
            ["indirect|张伟|提醒|消费者应保留付款凭证"],
            id="court lawyer",
        ),
        pytest.param(
            "赛后，国安队主教练刘洋表示，球队输在了细节上，下一场会全力以赴。",
            ["indirect|刘洋|表示|球队输在了细节上，下一场会全力以赴"],
            id="sports coach",
        ),
        pytest.param(
            "高盛预计，美联储今年将降息两次。", ["indirect|高盛|预计|美联储今年将降息两次"], id="finance forecast"
        ),
        pytest.param(
            "东方证券分析师赵敏认为，估值已处于低位，反弹可期。",
            ["indirect|赵敏|认为|估值已处于低位，反弹可期"],
            id="finance analyst",
        ),
        pytest.param("鲍威尔称通胀仍然顽固，这令投资者失望。", ["indirect|鲍威尔|称|通胀仍然顽固"], id="finance bare"),
        pytest.param(
            "晨光集团在公告中称，公司将回购不超过一亿股股份。",
            ["indirect|晨光集团|称|公司将回购不超过一亿股股份"],
            id="finance report",
        ),
        pytest.param(
            "业内人士透露，多家银行已收紧贷款。", ["indirect|业内人士*|透露|多家银行已收紧贷款"], id="finance anonymous"
        ),
        pytest.param(
            "星河科技发布财报。该公司表示，全年收入增长两成。",
            ["indirect|该公司|表示|全年收入增长两成"],
            id="finance it",
        ),
        pytest.param(
            "高盛最新报告指出，新能源车渗透率将超过一半。",
            ["indirect|高盛|指出|新能源车渗透率将超过一半"],
            id="finance report says",
        ),
        pytest.param(
            "有网友说现在买房就是接盘，我不太同意。", ["indirect|网友*|说|现在买房就是接盘"], id="forum someone"
        ),
        pytest.param("有人造谣说小米要倒闭，这完全是胡扯。", ["indirect|有人*|造谣说|小米要倒闭"], id="forum rumour"),
        pytest.param("油价明年还会上涨，赵敏说。", ["indirect|赵敏|说|油价明年还会上涨"], id="after indirect"),
        pytest.param(
            "苹果公司发言人拒绝透露细节，但表示公司重视隐私。",
            ["indirect|苹果公司发言人*|表示|公司重视隐私"],
            id="spokesman",
        ),
        pytest.param(
            "一名不愿具名的美国官员说，谈判已接近尾声。",
            ["indirect|一名不愿具名的美国官员*|说|谈判已接近尾声"],
            id="official anon",
        ),
        pytest.param("特朗普总统表示，关税不会取消。", ["indirect|特朗普|表示|关税不会取消"], id="title after"),
        pytest.param(
            "英国分析师约翰·史密斯（John Smith）也认为，市场过于乐观。",
            ["indirect|约翰·史密斯|认为|市场过于乐观"],
            id="brackets",
        ),
        pytest.param("李明和王芳都表示，愿意留下来。", ["indirect|李明|表示|愿意留下来"], id="two speakers"),
        pytest.param("赵敏在接受CNN采访时说，旅途十分顺利。", ["indirect|赵敏|说|旅途十分顺利"], id="interviewed"),
        pytest.param(
            "川普任命的美国商务部长周涛，也抨击台积电抢走美国生意。",
            ["indirect|周涛|抨击|台积电抢走美国生意"],
            id="appositive",
        ),
        pytest.param(
            "李明认为方案可行，并呼吁各方尽快签字。",
            ["indirect|李明|认为|方案可行", "indirect|李明|呼吁|各方尽快签字"],
            id="shared subject",
        ),
        pytest.param(
            "李明说价格太高，王芳则认为质量更重要。",
            ["indirect|李明|说|价格太高", "indirect|王芳|认为|质量更重要"],
            id="two in a row",
        ),
        pytest.param("杭州警方通报称，嫌疑人已被抓获。", ["indirect|杭州警方|称|嫌疑人已被抓获"], id="police"),
        pytest.param("英国政府宣布将提高最低工资。", ["indirect|英国政府|宣布|将提高最低工资"], id="government"),
        pytest.param(
            "据晨光集团负责人介绍，项目年底完工。", ["indirect|晨光集团负责人*|介绍|项目年底完工"], id="head of"
        ),
        pytest.param(
            "李明说，王芳曾表示她不会参加。",
            ["indirect|李明|说|王芳曾表示她不会参加", "indirect|王芳|表示|她不会参加"],
            id="nested report",
        ),
        pytest.param("台积电否认将在德国追加投资。", ["indirect|台积电|否认|将在德国追加投资"], id="denied"),
        pytest.param("美国总统称谈判进展顺利。", ["indirect|美国总统*|称|谈判进展顺利"], id="president says"),
        pytest.param(
            "李明的观点总结一下就是：\n市场还没有见底，现在入场为时过早。",
            ["indirect|李明|总结|市场还没有见底，现在入场为时过早。"],
            id="colon paragraph",
        ),
        pytest.param("网友反问道，难道便宜也有错吗？", ["indirect|网友*|反问道|难道便宜也有错吗"], id="question"),
        pytest.param(
            "华为创始人任正非坦言，公司仍有差距。",
            ["indirect|任正非|坦言|公司仍有差距"],
            id="name ends like a preposition",
        ),
        pytest.param(
            "王毅5日在北京同法国外长会谈时指出，两国要加强协调。",
            ["indirect|王毅|指出|两国要加强协调"],
            id="during time",
        ),
        pytest.param(
            "被问及是否辞职，陈志强表示没有这个打算。", ["indirect|陈志强|表示|没有这个打算"], id="when asked"
        ),
        pytest.param(
            "卫健委有关负责人表示，疫情总体平稳。",
            ["indirect|卫健委有关负责人*|表示|疫情总体平稳"],
            id="official of body",
        ),
        pytest.param(
            "多位受访专家认为，房价短期内难以反弹。",
            ["indirect|多位受访专家*|认为|房价短期内难以反弹"],
            id="some experts",
        ),
        pytest.param(
            "星河科技发布声明称，网传消息不实，已报警处理。",
            ["indirect|星河科技|称|网传消息不实，已报警处理"],
            id="statement",
        ),
        pytest.param(
            "郑洁表示：这次调查覆盖全国，样本超过一万份。",
            ["indirect|郑洁|表示|这次调查覆盖全国，样本超过一万份"],
            id="colon unmarked",
        ),
        pytest.param(
            "孙立军指出，第一，制度要健全；第二，执行要严格。",
            ["indirect|孙立军|指出|第一，制度要健全；第二，执行要严格"],
            id="semicolon",
        ),
        pytest.param(
            "孙立军曾是一名教师。他表示，教育改变了他的一生。",
            ["indirect|他|表示|教育改变了他的一生"],
            id="he after name",
        ),
        pytest.param(
            "赵敏指出，所谓“低价”其实是补贴的结果。",
            ["indirect|赵敏|指出|所谓“低价”其实是补贴的结果"],
            id="emphasis in report",
        ),
        pytest.param("台積電報導，颱風明天登陸。", ["indirect|台積電|報導|颱風明天登陸"], id="tw report"),
        pytest.param("李明指，樓價仍有下調空間。", ["indirect|李明|指|樓價仍有下調空間"], id="hk point"),
        pytest.param(
            "警方说，两名男子已被拘留，案件仍在调查中。",
            ["indirect|警方|说|两名男子已被拘留，案件仍在调查中"],
            id="police said that",
        ),
        pytest.param("央视报道称，救援人员已抵达现场。", ["indirect|央视|称|救援人员已抵达现场"], id="state media"),
        pytest.param("李明的律师张伟表示将提起上诉。", ["indirect|张伟|表示|将提起上诉"], id="lawyer says"),
        pytest.param("世卫组织呼吁各国加快接种。", ["indirect|世卫组织|呼吁|各国加快接种"], id="appeal"),
        pytest.param("美联储警告称，金融风险正在上升。", ["indirect|美联储|警告称|金融风险正在上升"], id="warn"),
        pytest.param("远航汽车承诺，三年内免费保养。", ["indirect|远航汽车|承诺|三年内免费保养"], id="promise"),
        pytest.param(
            "约翰·史密斯在伦敦表示，英国经济正在恢复。他同时警告，通胀可能回升。",
            ["indirect|约翰·史密斯|表示|英国经济正在恢复", "indirect|他|警告|通胀可能回升"],
            id="long report two sentences",
        ),
        pytest.param(
            "据一位接近晨光集团的人士透露，收购谈判已经破裂。",
            ["indirect|一位接近晨光集团的人士*|透露|收购谈判已经破裂"],
            id="qualified",
        ),
        pytest.param(
            "美国总统特朗普（Donald Trump）周二（14日）在白宫说，协议即将达成。",
            ["indirect|特朗普|说|协议即将达成"],
            id="paren latin",
        ),
        pytest.param("博文中指出，漏洞已经修复。", ["indirect|博文|指出|漏洞已经修复"], id="指出 wins over 中指"),
        pytest.param(
            "青禾研究所表示，样本已送检。", ["indirect|青禾研究所|表示|样本已送检"], id="a body without an entry"
        ),
        pytest.param(
            "星河科技称专家认为，结果可靠。",
            ["indirect|星河科技|称|专家认为，结果可靠", "indirect|专家*|认为|结果可靠"],
            id="a nested report has its own source",
        ),
        pytest.param("有些业内专家表示，前景不明。", ["indirect|业内专家*|表示|前景不明"], id="有些 is no part"),
        pytest.param(
            "近日，星河科技创始人兼首席执行官李明在接受CNN专访时被问及公司前景，他回答说，未来三年将是关键期。",
            ["indirect|他|回答说|未来三年将是关键期"],
            id="long sub",
        ),
        pytest.param(
            "上海警方15日晚通报，犯罪嫌疑人张某已被刑事拘留。",
            ["indirect|上海警方|通报|犯罪嫌疑人张某已被刑事拘留"],
            id="police brief",
        ),
        pytest.param(
            "商务部新闻发言人赵敏在例行发布会上说，中方坚决反对任何形式的保护主义。",
            ["indirect|赵敏|说|中方坚决反对任何形式的保护主义"],
            id="ministry",
        ),
        pytest.param(
            "两名了解谈判情况的官员告诉路透社，协议可能在周五签署。",
            ["indirect|两名了解谈判情况的官员*|告诉|协议可能在周五签署"],
            id="anonymous two",
        ),
        pytest.param(
            "在谈到市场时，吴晓波指出，消费信心仍待恢复。", ["indirect|吴晓波|指出|消费信心仍待恢复"], id="consultant"
        ),
        pytest.param(
            "伦敦一家智库的研究员约翰·史密斯对法新社表示，英国没有准备好。",
            ["indirect|约翰·史密斯|表示|英国没有准备好"],
            id="thinktank",
        ),
        pytest.param("据央视新闻报道，杭州一家工厂发生火灾。", ["indirect|央视|报道|杭州一家工厂发生火灾"], id="cctv"),
        pytest.param(
            "新车将于五月上市，知情人士透露。", ["indirect|知情人士*|透露|新车将于五月上市"], id="source tail"
        ),
        pytest.param("法院认为，双方均有过错。", ["indirect|法院|认为|双方均有过错"], id="court 2"),
        pytest.param("检方指控周涛受贿五百万元。", ["indirect|检方|指控|周涛受贿五百万元"], id="prosecutor"),
        pytest.param("家属质疑医院延误治疗。", ["indirect|家属*|质疑|医院延误治疗"], id="family"),
        pytest.param("苹果发布公告，称将召回部分电脑。", ["indirect|苹果|称|将召回部分电脑"], id="it says"),
        pytest.param(
            "特朗普上周访问北京。期间，他多次表示，两国关系很好。", ["indirect|他|表示|两国关系很好"], id="he for long"
        ),
    ],
)
def test_reported_clauses(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes
