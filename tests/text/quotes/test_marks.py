"""Words in marks: of every kind, mixed, nested, unclosed, over paragraphs, and whose they are."""

import pytest

from tests.text.quotes.reading import find, told


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(
            "“中国的发展是世界的机遇。”毛宁说，“我们愿同各方一道努力。”",
            ["direct|毛宁|说|中国的发展是世界的机遇。", "direct|毛宁|说|我们愿同各方一道努力。"],
            id="xinhua after",
        ),
        pytest.param(
            "台積電董事長陳志強今天指出：「先進製程需求強勁，明年會更好。」",
            ["direct|陳志強|指出|先進製程需求強勁，明年會更好。"],
            id="tw brackets",
        ),
        pytest.param(
            "林美華坦言：「老闆只說了一句『你自己看著辦』，就掛了電話。」",
            ["direct|林美華|坦言|老闆只說了一句『你自己看著辦』，就掛了電話。"],
            id="tw nested",
        ),
        pytest.param(
            "约翰·史密斯对BBC说：“我从没想过会走到这一步。”",
            ["direct|约翰·史密斯|说|我从没想过会走到这一步。"],
            id="bbc told",
        ),
        pytest.param(
            "伦敦大学教授安娜·施密特告诉BBC中文：“这是一个转折点，但不是终点。”",
            ["direct|安娜·施密特|告诉|这是一个转折点，但不是终点。"],
            id="bbc professor",
        ),
        pytest.param(
            "一名目击者告诉警方：“他当时跑得很快。”", ["direct|一名目击者*|告诉|他当时跑得很快。"], id="court witness"
        ),
        pytest.param(
            "“我们踢得不够好，但我不会放弃。”梅西赛后坦言。",
            ["direct|梅西|坦言|我们踢得不够好，但我不会放弃。"],
            id="sports after",
        ),
        pytest.param(
            "场边有球迷高喊：“申花加油，上海加油！”", ["direct|球迷*|高喊|申花加油，上海加油！"], id="sports shout"
        ),
        pytest.param(
            "记者：您为什么回到杭州？\n王芳：因为家人都在这里，机会也多。\n记者：后悔过吗？\n王芳：从来没有，一天也没有。",
            [
                "direct|记者*|-|您为什么回到杭州？",
                "direct|王芳|-|因为家人都在这里，机会也多。",
                "direct|记者*|-|后悔过吗？",
                "direct|王芳|-|从来没有，一天也没有。",
            ],
            id="interview",
        ),
        pytest.param("有人问：“这手机能用几年？”", ["direct|有人*|问|这手机能用几年？"], id="forum asked"),
        pytest.param(
            "周涛沉默了很久。\n“那一年，我差点放弃了。”周涛说。\n“可是孩子还小，我不能倒下。”",
            ["direct|周涛|说|那一年，我差点放弃了。", "direct|周涛|-|可是孩子还小，我不能倒下。"],
            id="wechat standing",
        ),
        pytest.param("罗永浩走上台。他笑着说：“今天只聊一件事。”", ["direct|他|说|今天只聊一件事。"], id="wechat he"),
        pytest.param(
            "“新药效果不错，”安娜·施密特说，“但价格太高。”",
            ["direct|安娜·施密特|说|新药效果不错，", "direct|安娜·施密特|说|但价格太高。"],
            id="after comma",
        ),
        pytest.param(
            "“我们没有退路，只能向前。”华为创始人任正非在内部讲话中说道。",
            ["direct|任正非|说道|我们没有退路，只能向前。"],
            id="after long subject",
        ),
        pytest.param(
            "马克龙批评说，“这是错误的决定”，“法国绝不接受”。",
            ["direct|马克龙|批评说|这是错误的决定", "direct|马克龙|批评说|法国绝不接受"],
            id="two quotes",
        ),
        pytest.param(
            "王毅表示，双方应相互尊重。“对话总比对抗好，合作总比冲突强。”",
            ["indirect|王毅|表示|双方应相互尊重", "direct|王毅|-|对话总比对抗好，合作总比冲突强。"],
            id="goes on",
        ),
        pytest.param(
            "陈志强说：“第一点，我们要稳。\n第二点，我们要快。\n第三点，我们要准。”",
            ["direct|陈志强|说|第一点，我们要稳。\n第二点，我们要快。\n第三点，我们要准。"],
            id="paragraphs closed once",
        ),
        pytest.param(
            "陈志强说：“第一点，我们要稳。\n“第二点，我们要快。\n“第三点，我们要准。”",
            ["direct|陈志强|说|第一点，我们要稳。\n“第二点，我们要快。\n“第三点，我们要准。"],
            id="paragraphs opened each",
        ),
        pytest.param(
            "刘洋说：“我明天就走。\n第二天，他果然走了。王芳说：“再见。”",
            ["direct|刘洋|说|我明天就走。", "direct|王芳|说|再见。"],
            id="unclosed",
        ),
        pytest.param("会议开了三天”。王芳说：“总算结束了。”", ["direct|王芳|说|总算结束了。"], id="stray closer"),
        pytest.param(
            '李明说：“今年收成很好"。王芳说："我也觉得不错。"',
            ["direct|李明|说|今年收成很好", "direct|王芳|说|我也觉得不错。"],
            id="mixed closers",
        ),
        pytest.param(
            '李明说:"今天不营业。"王芳回答:"那明天再来。"',
            ["direct|李明|说|今天不营业。", "direct|王芳|回答|那明天再来。"],
            id="ascii",
        ),
        pytest.param('这台15.6"屏幕的电脑，李明说："够用了。"', ["direct|李明|说|够用了。"], id="ascii inch"),
        pytest.param("李明说：”今天真冷。”", ["direct|李明|说|今天真冷。"], id="wrong way"),
        pytest.param("OpenAI’s模型发布后，李明说：“值得一试。”", ["direct|李明|说|值得一试。"], id="apostrophe"),
        pytest.param(
            "特朗普称该协议是“历史性的胜利”，将带来就业。",
            ["fragment|特朗普|称|该协议是“历史性的胜利”，将带来就业"],
            id="fragment",
        ),
        pytest.param("拜登痛批特朗普“毫无底线”。", ["fragment|拜登|痛批|特朗普“毫无底线”"], id="fragment object"),
        pytest.param("李明和王芳起了争执。后者说：“你不讲道理。”", ["direct|后者|说|你不讲道理。"], id="latter"),
        pytest.param("小爱同学回答说：“我还在学习中。”", ["direct|小爱同学|回答说|我还在学习中。"], id="chatbot"),
        pytest.param(
            "王芳回忆说：“当时他对我说‘别怕，有我在’，我就哭了。”",
            ["direct|王芳|回忆说|当时他对我说‘别怕，有我在’，我就哭了。", "direct|他|说|别怕，有我在"],
            id="nested direct",
        ),
        pytest.param("马斯克在社交平台发文：“明天见分晓！”", ["direct|马斯克|发文|明天见分晓！"], id="tweet"),
        pytest.param(
            "用吴晓波的话说，“这是一场没有硝烟的战争”。",
            ["direct|吴晓波|的话说|这是一场没有硝烟的战争"],
            id="in words of",
        ),
        pytest.param(
            "外国网友纷纷给出了很高的评价。“这个功能太棒了，我每天都用！”",
            ["direct|外国网友*|评价|这个功能太棒了，我每天都用！"],
            id="announced",
        ),
        pytest.param(
            "张女士告诉记者：“退款至今没有到账。”", ["direct|张女士|告诉|退款至今没有到账。"], id="surname title"
        ),
        pytest.param(
            "“我很失望。”库克说，公司已尽了全力。",
            ["direct|库克|说|我很失望。", "indirect|库克|说|公司已尽了全力"],
            id="both halves indirect",
        ),
        pytest.param("马斯克说——“我不会卖出一股。”", ["direct|马斯克|说|我不会卖出一股。"], id="dash"),
        pytest.param("王芳没有生气，她只是淡淡地回答：“知道了。”", ["direct|她|回答|知道了。"], id="she replied"),
        pytest.param(
            "商务部表示，“十四五”规划进展顺利。", ["fragment|商务部|表示|“十四五”规划进展顺利"], id="plan name"
        ),
        pytest.param("村上健回应说“没有评论”。", ["direct|村上健|回应说|没有评论"], id="reply no colon"),
        pytest.param(
            "陳志強說：「我沒有；我不會；我不可能。」",
            ["direct|陳志強|說|我沒有；我不會；我不可能。"],
            id="tw colon hook",
        ),
        pytest.param(
            "「這不是錢的問題，」林美華強調，「是尊嚴的問題。」",
            ["direct|林美華|強調|這不是錢的問題，", "direct|林美華|強調|是尊嚴的問題。"],
            id="tw mid",
        ),
        pytest.param(
            "林美華形容這場比賽「像坐雲霄飛車」。", ["fragment|林美華|形容|這場比賽「像坐雲霄飛車」"], id="tw fragment"
        ),
        pytest.param(
            "记者问：“您会参选吗？”陈志强答：“还没有决定。”",
            ["direct|记者*|问|您会参选吗？", "direct|陈志强|答|还没有决定。"],
            id="asked and answered",
        ),
        pytest.param("人群中有人大喊：“着火了！”", ["direct|有人*|大喊|着火了！"], id="crowd"),
        pytest.param("正如吴晓波所说，“时间会证明一切”。", ["direct|吴晓波|所说|时间会证明一切"], id="as x said"),
        pytest.param("李明和王芳结婚十年。他们说：“秘诀就是少说话。”", ["direct|他们|说|秘诀就是少说话。"], id="they"),
        pytest.param("小米官方微博发文称：“感谢大家的支持。”", ["direct|小米|称|感谢大家的支持。"], id="weibo at"),
        pytest.param(
            "罗永浩说：“（笑）我也不知道会这样。（停顿）真的。”",
            ["direct|罗永浩|说|（笑）我也不知道会这样。（停顿）真的。"],
            id="brackets speech",
        ),
        pytest.param(
            "“时间就是效率，我们没有明天。”\n——晨光集团董事长李明",
            ["direct|李明|-|时间就是效率，我们没有明天。"],
            id="signed behind a dash",
        ),
        pytest.param(
            "王芳在微博上写道：“感谢大家的关心，我很好。”",
            ["direct|王芳|写道|感谢大家的关心，我很好。"],
            id="mixed colon",
        ),
        pytest.param(
            "马斯克否认参与了这笔交易，并称相关报道“完全是捏造”。",
            ["indirect|马斯克|否认|参与了这笔交易", "fragment|马斯克|称|相关报道“完全是捏造”"],
            id="deny clause",
        ),
        pytest.param("李明強調：「政府會全力以赴。」", ["direct|李明|強調|政府會全力以赴。"], id="hk quote"),
        pytest.param(
            "「我真的很累，」她說，「但不能停。」",
            ["direct|她|說|我真的很累，", "direct|她|說|但不能停。"],
            id="tw said mid",
        ),
        pytest.param(
            "“你去哪儿？”王芳问。\n“回家。”李明说。",
            ["direct|王芳|问|你去哪儿？", "direct|李明|说|回家。"],
            id="dialog",
        ),
        pytest.param(
            "美联储主席鲍威尔周三警告说，通胀“远未结束”。", ["fragment|鲍威尔|警告说|通胀“远未结束”"], id="warned that"
        ),
        pytest.param("不少网友直呼“太贵了”。", ["direct|不少网友*|直呼|太贵了"], id="netizen many"),
        pytest.param(
            "有网友评论：“这才是真正的高手。”", ["direct|网友*|评论|这才是真正的高手。"], id="netizen comment"
        ),
    ],
)
def test_words_in_marks(text: str, quotes: list[str]) -> None:
    assert [told(quote) for quote in find(text)] == quotes
