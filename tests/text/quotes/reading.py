"""Find the quotes of a made-up text whose names are known beforehand: no tagger, no gazetteer."""

from functools import cache

from pipelines.text.quotes import Named, Quote, QuoteFinder
from pipelines.text.sentences import split_sentences

# Every name is its own entity.
NAMES = {
    "李明 王芳 张伟 陈志强 林美华 刘洋 赵敏 周涛 马克龙 拜登 特朗普 川普 鲍威尔 毛宁 王毅 库克 马斯克 梅西": "person",
    "约翰·史密斯 安娜·施密特 罗永浩 吴晓波 任正非 陳志強 林美華 蘇貞昌 孙立军 郑洁 村上健": "person",
    "路透社 彭博社 商务部 外交部 美联储 华为 苹果 小米 高盛 世卫组织 台积电 星河科技 晨光集团": "organization",
    "蓝天律师事务所 东方证券 BBC CNN 海淀法院 国安队 申花 台積電 衛福部 央视 北辰大学 远航汽车": "organization",
    "中国 美国 英国 德国 日本 北京 上海 台北 杭州 法国 伦敦": "location",
    "小爱同学": "product",
}


@cache
def finder() -> QuoteFinder:
    """The finder with the shipped words."""
    return QuoteFinder()


def find(text: str, *, title: str = "") -> list[Quote]:
    """Find the quotes of a text; `title` is put before it as a block of its own."""
    whole = f"{title}\n{text}" if title else text
    cut = len(title) + 1 if title else 0
    sentences = [(start, end, "title") for start, end in split_sentences(whole, 0, cut)]
    sentences += [(start, end, "content") for start, end in split_sentences(whole, cut, len(whole))]
    return finder().find(whole, sentences, names_of(whole))


def names_of(text: str) -> list[Named]:
    """Mark the names of `NAMES`, the longest first; its entity is the name."""
    found: list[Named] = []
    pairs = [(name, kind) for names, kind in NAMES.items() for name in names.split()]
    for name, kind in sorted(pairs, key=lambda pair: -len(pair[0])):
        at = text.find(name)
        while at >= 0:
            if all(at >= other.end or at + len(name) <= other.start for other in found):
                found.append(Named(at, at + len(name), kind, name))
            at = text.find(name, at + 1)
    return sorted(found)


def told(quote: Quote) -> str:
    """Tell a quote in one line: kind, speaker (* where unnamed), cue, words."""
    star = "*" if quote.is_anonymous else ""
    return f"{quote.kind}|{quote.speaker or '-'}{star}|{quote.cue or '-'}|{quote.surface}"
