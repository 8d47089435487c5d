"""How a document puts a number: as a fact, in somebody's name, as hearsay, as a question; and whether it denies it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from pipelines.text.claims.cues import MODALITIES, Cue, CueFinder
from pipelines.text.claims.frames import Frame, clause_across
from pipelines.text.claims.records import QuoteSpan, Sentence

_QUESTION = re.compile(r"[吗呢么]?[”\"」』）)]*[?？]")
# Whose word a sentence is told on: 据统计局通报，…; a rule or a contract is nobody's word.
_SOURCED = re.compile(
    r"(?:^|[,;。])[^,;。]{0,4}?((?<![依根论占收证票数字凭])据|根据|按照)(?![悉此说传闻称信了点])[^,;。]{2,26}(?<!规定)(?<!协议)(?<!合同)(?<!计划)(?<!要求)(?<!条例)(?<!规则)(?<!情况)(?<!约定)(?<!安排)(?<!法律)(?<!办法),"
)
# Where the writer goes on with what is so, behind a rumour: 网传裁员3万人，消息一出股价跌了6%.
_TURNS = re.compile(
    r"[,;](?:消息一出|消息传出|消息曝光|受此|受.{0,3}消息|但|不过|然而|惟|实际|事实上|其实|官方|公司|对此|随后|当日|截至)|股价"
)
# What somebody made known, before the clause with the number: 公司公布三期数据，…; 据…的数据.
_MADE_KNOWN = re.compile(
    "(公布|发布|披露|发表|发出|通报)了?[^,;。]{0,20}(?:数据|结果|财报|业绩|报告|研报|通告|公报|年报)[,;:]"
)
# Where the writer tells of the market, behind what somebody said: 公司宣布收购，股价一度跌了4%.
_MARKET = re.compile("[,;](?:消息(?:一出|激励|公布后)|受此|受.{0,3}消息|[^,;。]{0,6}股价|现报|收盘|收报|市值)")
_ECHO = re.compile(r"[“\"「『(]*(?:还|竟然?|居然|你们?|什么)?说")
_AHEAD, _SHORT = 28, 6
_CLAUSE_END = ("", *',。;!?)”」』"\n ')
# 上述数字均不实: what denies all that was told.
_ALL = re.compile("均|都|全部?|上述|这些|以上|等(?:说法|数字|传言|消息)")
# 不是15%，而是20%.
_NOT = re.compile("(?:不是|并非|绝非|不止是)[^,;。]{0,12}$")
_BUT = re.compile("[^,;。\\d]{0,6}[,;]?(?:而是|而应是|实际[是为])")
_UNSURE = ("rumour", "hearsay")
_Cues = Callable[[int], list[Cue]]  # of a sentence, by its number
_RANK = {modality: no for no, modality in enumerate(MODALITIES)}
_OF_CUE_STANCE = {"false": ("rumour", "deny"), "hearsay": ("hearsay", ""), "question": ("question", "none")}


class Manner(NamedTuple):
    """How a claim is put, with the words that show it."""

    modality: str
    stance: str
    cue_start: int | None
    cue_end: int | None
    quote: QuoteSpan | None
    rule_id: str


class MannerFinder:
    """Reads the cues in reach of a number, the quotation that it stands in, and the denial that follows it."""

    def __init__(self, cues: CueFinder) -> None:
        self._cues = cues

    def find(
        self, view: str, frames: Sequence[Frame], sentences: Sequence[Sentence], quotes: Sequence[QuoteSpan]
    ) -> list[Manner]:
        """Give the manner of each number, in order."""

        @cache
        def cues(no: int) -> list[Cue]:
            return list(self._cues.find(view, sentences[no].start, sentences[no].end))

        figure_counts = Counter([frame.figure.sentence_no for frame in frames])
        starts = [frame.figure.start for frame in frames]
        quote_starts = [quote.start for quote in quotes]
        manners = []
        for frame in frames:
            no = frame.figure.sentence_no
            manner = self._manner(view, frame, cues(no), _innermost(quotes, quote_starts, frame))
            if manner.stance != "deny" and (manner.modality != "asserted" or figure_counts[no] == 1):
                denial = self._denial(view, frame, sentences, cues)
                if denial and not _is_of_another(view, frame, denial, starts):
                    manner = _with_cue(manner._replace(stance="deny"), denial)
            manners.append(manner)
        return manners

    def _manner(self, view: str, frame: Frame, cues: Sequence[Cue], quote: QuoteSpan | None) -> Manner:
        if quote is not None and quote.kind == "indirect" and _MARKET.search(view, quote.start, frame.figure.start):
            quote = None
        manner = Manner("asserted", "", None, None, quote, "manner.plain")
        if quote is not None:
            modality, stance = _OF_CUE_STANCE.get(quote.cue_stance or "", ("attributed", ""))
            if modality == "hearsay" and quote.speaker_start is not None:
                modality = "attributed"
            if modality == "question" and not self._is_question(view, frame):
                modality, stance = "attributed", ""
            rule = f"manner.quote.{quote.cue_stance or 'neutral'}"
            manner = Manner(modality, stance, quote.cue_start, quote.cue_end, quote, rule)
        manner = self._sourced(view, frame, self._cued(view, frame, manner, cues))
        sentence = frame.sentence
        if self._is_question(view, frame):
            if _ECHO.match(view, sentence.start) and _RANK[manner.modality] >= _RANK["question"]:
                manner = manner._replace(modality="rumour", stance="deny", rule_id="manner.echo")
            elif _RANK[manner.modality] > _RANK["question"]:
                manner = manner._replace(modality="question", stance="none", rule_id="manner.question")
        if manner.modality in ("asserted", "attributed") and _NOT.search(view, frame.clause_start, frame.figure.start):
            manner = manner._replace(stance="deny") if _BUT.match(view, frame.figure.end) else manner
        default = "none" if manner.modality in ("hypothetical", "question") else "affirm"
        return manner if manner.stance else manner._replace(stance=default)

    def _cued(self, view: str, frame: Frame, manner: Manner, cues: Sequence[Cue]) -> Manner:
        """Let the cues that reach a number say how it is put; a denial stands whatever else is said."""
        for cue in cues:
            if cue.word.scope == "premise" or not _reaches(view, cue, frame):
                continue
            if cue.word.modality in _UNSURE and _TURNS.search(view, cue.end, frame.figure.start):
                continue
            is_first = cue.word.modality and _RANK[cue.word.modality] < _RANK[manner.modality]
            if is_first:
                manner = _with_cue(manner._replace(modality=cue.word.modality, rule_id="manner.cue"), cue)
                manner = manner if manner.stance == "deny" else manner._replace(stance=cue.word.stance)
            if cue.word.stance == "deny" and cue.word.modality in ("", "attributed"):
                manner = manner._replace(stance="deny")
                manner = _with_cue(manner, cue) if manner.cue_start is None else manner
        return manner

    def _sourced(self, view: str, frame: Frame, manner: Manner) -> Manner:
        """Take a number for its source's where the sentence names one: 据统计局通报，…."""
        if manner.modality != "asserted":
            return manner
        low = frame.sentence.start
        head = view[low : frame.figure.start]
        source = _SOURCED.search(head) or _MADE_KNOWN.search(head)
        if source is None or _MARKET.search(head, source.end() - 1):
            return manner
        start, end = low + source.start(1), low + source.end(1)
        return manner._replace(modality="attributed", cue_start=start, cue_end=end, rule_id="manner.source")

    def _is_question(self, view: str, frame: Frame) -> bool:
        """Tell whether the number's own clause asks."""
        at = clause_across(view, frame)[1]
        while at > frame.figure.end and view[at - 1] in '吗呢么”"':
            at -= 1
        return _QUESTION.match(view, at) is not None

    def _denial(self, view: str, frame: Frame, sentences: Sequence[Sentence], cues: _Cues) -> Cue | None:
        """Find a denial that looks back at the number: in a later clause, or at the head of the next sentence."""
        no = frame.figure.sentence_no
        for cue in cues(no):
            is_later = cue.start >= frame.clause_end
            # 裁员3万人不实; but not 3万元的不实罚款.
            is_last = cue.start >= frame.figure.end and view[cue.end : cue.end + 1] in _CLAUSE_END
            if cue.word.scope == "back" and (is_later or is_last):
                return cue
        for near in (no + 1, no + 2):
            if near >= len(sentences) or sentences[near].block_no != frame.sentence.block_no:
                break
            low = sentences[near].start
            for cue in cues(near):
                if cue.word.scope == "back" and cue.start - low <= _AHEAD and cue.end <= low + _AHEAD + _SHORT:
                    return cue
            if sentences[near].end - low > _SHORT:
                break
        return None

    def premises(self, view: str, frames: Sequence[Frame], manners: Sequence[Manner]) -> list[Manner]:
        """Take what is reckoned from a denied number for hypothetical: 5万张H100，硬件成本就得15亿."""
        denied = {f.figure.value for f, m in zip(frames, manners, strict=True) if m.stance == "deny"} - {None}
        if not denied:
            return list(manners)
        out = list(manners)
        told: defaultdict[int, set[float | None]] = defaultdict(set)
        for no, (frame, manner) in enumerate(zip(frames, manners, strict=True)):
            sentence, before = frame.sentence, told[frame.figure.sentence_no]
            before.add(frame.figure.value)
            if _RANK[manner.modality] < _RANK["question"] or manner.stance == "deny":
                continue
            if before & denied:
                found = [c for c in self._cues.find(view, sentence.start, sentence.end) if c.word.scope == "premise"]
                if found:
                    out[no] = manner._replace(modality="hypothetical", stance="none", rule_id="manner.premise")
        return out


def _innermost(quotes: Sequence[QuoteSpan], starts: Sequence[int], frame: Frame) -> QuoteSpan | None:
    """Give the smallest quotation around a number that says who speaks, or that nobody is named."""
    start, end = frame.figure.start, frame.figure.end
    around = [quote for quote in quotes[: bisect_right(starts, start)] if end <= quote.end]
    told = [q for q in around if q.speaker_start is not None or q.is_anonymous] or around
    return min(told, key=lambda q: q.end - q.start) if told else None


def _is_of_another(view: str, frame: Frame, denial: Cue, starts: Sequence[int]) -> bool:
    """Tell whether another number stands in the sentence of a denial and before it: that one is denied."""
    at = bisect_left(starts, denial.start)
    between = starts[bisect_left(starts, frame.figure.end) : at]
    return bool(between) and _ALL.search(view, between[-1], denial.end) is None


def _reaches(view: str, cue: Cue, frame: Frame) -> bool:
    figure = frame.figure
    start, end = clause_across(view, frame)
    is_own = start <= cue.start < end
    if cue.word.scope == "after":
        return cue.end <= figure.start
    if cue.word.scope == "clause":
        return is_own
    if cue.word.scope == "near":
        return is_own or cue.end <= figure.start
    return False


def _with_cue(manner: Manner, cue: Cue) -> Manner:
    return manner._replace(cue_start=cue.start, cue_end=cue.end)
