"""Find the claim of one number that a text marks, with names that a table gives."""

from functools import cache

from pipelines.text.claims import Claim, ClaimFinder, Figure, Name, QuoteSpan, Sentence
from pipelines.text.numbers import QuantityFinder
from pipelines.text.rulefiles import RULES_DIR
from pipelines.text.sentences import split_sentences
from tests.marks import unmark

NAMES = {
    "苹果": ("organization", "apple"),
    "华为": ("organization", "huawei"),
    "谷歌": ("organization", "google"),
    "英伟达": ("organization", "nvidia"),
    "微软": ("organization", "microsoft"),
    "H20": ("product", "nvidia-h20"),
    "巴西": ("location", "brazil"),
    "土耳其": ("location", "turkiye"),
    "日本": ("location", "japan"),
    "星际之门": ("other", "stargate"),
    "马斯克": ("person", "elon-musk"),
    "加拿大": ("location", "canada"),
    "海洋部": ("organization", "d-ocean"),
    "加拿大渔业部": ("organization", "d-fishery"),
    "《夜航》": ("work", "d-yehang"),
    "东海证券": ("organization", "d-donghai"),
    "卡洛斯·雷诺": ("person", "d-carlos"),
    "澜湖汽车": ("organization", "d-lanhu"),
    "林远": ("person", "d-linyuan"),
    "河口讯社": ("organization", "d-agency"),
    "宁络肽": ("product", "d-drug"),
    "澜湖跨海大桥": ("location", "d-bridge"),
    "湖东市卫健局": ("organization", "d-health"),
    "湖东大学": ("organization", "d-university"),
    "远": ("person", "d-linyuan"),
    "市统计局": ("organization", "d-statistics"),
    "澜溪县": ("location", "d-lanxi"),
    "澜溪县鲲岳置业有限公司": ("organization", "d-kunyue-long"),
    "澜溪县第一中学": ("organization", "d-school"),
    "吉安市澜溪县": ("location", "d-lanxi-long"),
    "澜溪煤矿": ("location", "d-mine"),
    "宁络肽 8mg": ("product", "d-drug-dose"),
    "中国软件公司澜湖科技": ("organization", "d-lanhu-told"),
    "AI芯片公司": ("organization", "d-kind"),
    "豆瓣": ("product", "douban"),
    "中国大陆电池厂澜湖": ("organization", "d-lanhu-works"),
    "云州市青川区": ("location", "d-qingchuan"),
    "石桥镇": ("location", "d-shiqiao"),
}


@cache
def finders() -> tuple[QuantityFinder, ClaimFinder]:
    return QuantityFinder(RULES_DIR), ClaimFinder(RULES_DIR)


def find(marked: str, *quotes: QuoteSpan) -> Claim:
    """Give the claim of the number in ⟦ ⟧; each line is a block of its own."""
    text, spans = unmark(marked)
    quantities, claims = finders()
    sentences, at = [], 0
    for block_no, line in enumerate(text.splitlines(keepends=True)):
        sentences += [Sentence(start, end, block_no) for start, end in split_sentences(text, at, at + len(line))]
        at += len(line)
    numbers = quantities.find(text, [(s.start, s.end) for s in sentences], published=None).numbers
    figures = [
        Figure(
            start=n.start_char,
            end=n.end_char,
            sentence_no=n.sentence_no,
            zone="content",
            kind=n.kind,
            value=None if n.value is None else float(n.value),
            unit=n.unit,
            dimension=n.dimension,
            object=n.object,
            object_start=n.object_start,
            object_end=n.object_end,
        )
        for n in numbers
    ]
    names = sorted(
        (
            Name(start, start + len(surface), surface, kind, entity_id, "content")
            for surface, (kind, entity_id) in NAMES.items()
            for start in range(len(text))
            if text.startswith(surface, start)
        ),
        key=lambda name: (name.start, -name.end),
    )
    names = [name for no, name in enumerate(names) if all(name.end > other.end for other in names[:no])]
    found = claims.find(text, sentences, figures, names, list(quotes))
    return next(claim for claim, f in zip(found, figures, strict=True) if (f.start, f.end) in spans)
