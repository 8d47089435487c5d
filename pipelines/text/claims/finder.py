"""Turn the numbers of a document into claims."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from pipelines.text.claims.apart import told_apart
from pipelines.text.claims.aspects import AspectFinder
from pipelines.text.claims.carrying import Carrier
from pipelines.text.claims.cues import CueFinder
from pipelines.text.claims.divisions import DivisionFinder
from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.frames import Frame, frame_figures
from pipelines.text.claims.measures import Measured, MeasureFinder, unit_class
from pipelines.text.claims.modality import Manner, MannerFinder
from pipelines.text.claims.nouns import NounFinder
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.records import Claim, Figure, Name, QuoteSpan, Sentence
from pipelines.text.claims.sites import SiteFinder
from pipelines.text.claims.slugs import Setting, slug, topic_noun
from pipelines.text.claims.subjects import Holder, SubjectFinder, is_count
from pipelines.text.claims.tables import column_head, is_change
from pipelines.text.claims.tables import is_before as before_in_table
from pipelines.text.claims.topics import Draft, implied, laid_off, settle, tells_of_event
from pipelines.text.claims.values import Reading, written_step
from pipelines.text.claims.words import Hit, TopicWords
from pipelines.text.folding import fold

# In a sentence that is a table, only the words near a number are asked.
_FEW, _REACH, _PAIR, _JOINT, _SURE = 20, 120, 2, 3, 2
_PARTING = ("group", "part")
_NAMED = ("money", "percent", "count", "physical", "multiple")
_AHEAD = re.compile("将|会(?!议)|有望|可望|明年|未来|最终|最后|全年|年底|到20\\d\\d年")
# What a count or an amount is yet to be: 病例数将达到4000例.
_TO_BE = re.compile(
    "(?<!即)(?:(?P<may>可能|恐怕|或会)|将|可望|有望|届时)[^,;。]{0,4}?(?:达|升至|增至|升到|突破|超过|攀升)[到至]?[^,;。]{0,2}$"
)
# 计划今年交付5万辆 is a target, as 交付目标 is.
_PLANNED = re.compile("(?:计划|力争|争取|拟|目标是)(?:在|于|到|至|今年|明年|年内|全年|年底|前)*[^,;。\\d]{0,5}$")
_TO_COME = re.compile("(?<!即)将(?![近至于会军领其该此])|有望|可望|恐将|料将|能不能|能否|会不会|上看")


class ClaimFinder:
    """Finds what each number of a document claims; loaded once for a rules folder."""

    def __init__(self, rules_dir: Path, *, segmenter: str = "jieba") -> None:
        self._words = TopicWords(rules_dir)
        self._facts = EntityFacts(rules_dir)
        self._measures = MeasureFinder(self._words)
        self._carrier = Carrier(rules_dir)
        self._nouns = NounFinder(rules_dir, segmenter=segmenter)
        self._aspects = AspectFinder(self._words, rules_dir)
        self._divisions = DivisionFinder(rules_dir)
        self._sites = SiteFinder(self._facts, rules_dir)
        self._manners = MannerFinder(CueFinder(rules_dir))
        self._subjects = SubjectFinder(self._facts, self._words, rules_dir)

    def find(
        self,
        text: str,
        sentences: Sequence[Sentence],
        figures: Sequence[Figure],
        names: Sequence[Name],
        quotes: Sequence[QuoteSpan],
    ) -> list[Claim]:
        """Make one claim a number.

        Args:
            text: The raw text.
            sentences: Its sentences, in order.
            figures: Its numbers, in order of their start.
            names: Its linked mentions, in order of their start.
            quotes: Its quotations, in order of their start.

        Returns:
            The claims, in the order of `figures`.
        """
        if not figures:
            return []
        view = fold(text)
        frames = frame_figures(view, figures, sentences)
        names = self._subjects.recaster.recast(view, self._proper(view, names))
        page = PageNames(view, names, self._facts)
        main = self._subjects.mains.thing(view, page)
        person = cache(partial(self._subjects.mains.person, view, page))  # few pages have numbers of a person
        about = main or self._subjects.mains.place(view, page, ())
        drafts = self._drafts(view, frames, page, about, person)
        sited = [draft.place for draft in drafts if draft.place and "norm" not in draft.qualifiers]
        place = self._subjects.mains.place(view, page, sited, main)
        drafts = settle(drafts, page, main, place)
        manners = self._manners.find(view, frames, sentences, quotes)
        manners = self._manners.premises(view, frames, manners)
        drafts = [
            told._replace(holder=None) if self._is_of_another(view, told, manner, page, main) else told
            for told, manner in ((_foreseen(view, d, m), m) for d, m in zip(drafts, manners, strict=True))
        ]
        setting = Setting(page, main, place, tells_of_event(drafts))
        holders = [
            implied(view, draft, page, self._subjects, main, place)
            if manner.modality in ("asserted", "attributed")
            else draft.holder
            for draft, manner in zip(drafts, manners, strict=True)
        ]
        topics = told_apart(view, drafts, [slug(draft, setting, self._words.families) for draft in drafts])
        return [
            Claim(
                topic=topic,
                object=_object(text, draft),
                subject_entity_id=holder.name.entity_id if holder else None,
                modality=manner.modality,
                stance=manner.stance,
                speaker_entity_id=manner.quote.speaker_entity_id if manner.quote else None,
                quote_id=manner.quote.quote_id if manner.quote else None,
                cue=None if manner.cue_start is None else text[manner.cue_start : manner.cue_end],
                cue_start=manner.cue_start,
                cue_end=manner.cue_end,
                step=draft.reading.step if draft.reading else None,
                rule_id=manner.rule_id,
            )
            for draft, manner, holder, topic in zip(drafts, manners, holders, topics, strict=True)
        ]

    def _proper(self, view: str, names: Sequence[Name]) -> list[Name]:
        """Leave out the discovered names that are words for what is counted: 新能源汽车 is nobody."""
        listed, words = self._facts.subtypes, self._words.measures
        return [
            name
            for name in names
            if name.entity_id in listed
            or (
                view[name.start : name.end] not in words
                and not self._facts.is_kind_of_firm(view[name.start : name.end])
            )
        ]

    def _drafts(
        self, view: str, frames: Sequence[Frame], page: PageNames, main: str | None, person: Callable[[], Name | None]
    ) -> list[Draft]:
        ends = frozenset(frame.figure.end for frame in frames if is_count(frame))
        drafts: list[Draft] = []
        alone: list[Draft] = []
        measures: dict[int, list[Hit]] = {}
        qualifiers: dict[int, list[Hit]] = {}
        for frame in frames:
            no, sentence = frame.figure.sentence_no, frame.sentence
            if no not in measures:
                measures[no] = page.outside(self._words.measures_in(view, sentence.start, sentence.end))
                qualifiers[no] = self._words.qualifiers_in(view, sentence.start, sentence.end)
            near = _near(frame, measures[no]), _near(frame, qualifiers[no])
            alone.append(self._draft(view, frame, page, *near, ends, main, person))
        for draft in laid_off(alone):
            drafts.append(self._carrier.carry(view, draft, drafts[-1] if drafts else None))
        return [self._paired(view, draft, drafts, page) for draft in drafts]

    def _named(self, view: str, frame: Frame, page: PageNames, measured: Measured | None) -> Measured | None:
        """Take a noun of the number's own clause that no list knows for its measure: 转会费为7500万欧元."""
        kind = unit_class(frame)
        if kind not in _NAMED or frame.figure.object or frame.figure.unit in self._words.units:
            return measured
        if kind == "money" and (each := self._nouns.each(view, frame)):
            return measured or Measured("price", frozenset(), *each, _SURE)
        noun = self._nouns.find(view, frame, is_count=kind == "count")
        if noun is None or self._aspects.is_change(view[slice(*noun)]) or not page.outside([Hit(*noun, "")]):
            return measured
        return Measured(topic_noun(view[slice(*noun)]), frozenset(), *noun, _SURE)

    def _is_of_another(self, view: str, draft: Draft, manner: Manner, page: PageNames, main: str | None) -> bool:
        """Tell whether a figure that somebody foresees or reckons is that of the document's subject.

        花旗估计，集团销量将达467万辆.
        """
        holder = draft.holder
        if holder is None or holder.rule_id != "subject.said" or main is None or page.slug(holder.name) == main:
            return False
        is_foreseen = manner.quote is not None and manner.quote.cue_stance == "forecast"
        return is_foreseen or self._subjects.assesses(view, holder.name)

    def _beside(self, hits: Sequence[Hit], measured: Measured | None) -> list[Hit]:
        """Leave out the qualifiers inside the measure's word, but for those that say whose it is: 本地病例."""
        if measured is None:
            return list(hits)
        start, end = measured.start, measured.end
        return [
            hit
            for hit in hits
            if hit.end <= start
            or hit.start >= end
            or (hit.start < start and hit.end >= end and self._words.qualifiers[hit.word][0] in _PARTING)
        ]

    def _paired(self, view: str, draft: Draft, drafts: Sequence[Draft], page: PageNames) -> Draft:
        """Pair names and figures that are told in one order: A和B分别为90%及95%."""
        frame = draft.frame
        at = view.rfind("分别", max(frame.sentence.start, frame.figure.start - _REACH), frame.figure.start)
        if at < 0:
            return draft
        listed: list[Figure] = []
        for figure in (d.frame.figure for d in drafts if at < d.frame.figure.start < frame.sentence.end):
            if figure.kind == frame.figure.kind and (not listed or figure.start - listed[-1].end <= _JOINT):
                listed.append(figure)
        if frame.figure not in listed:
            return draft
        names = self._subjects.listed(page, frame.sentence.start, at)[-len(listed) :]
        if len(listed) < _PAIR or len(names) != len(listed):
            return draft
        return draft._replace(holder=Holder(names[listed.index(frame.figure)], 3, "subject.listed"))

    def _draft(
        self,
        view: str,
        frame: Frame,
        page: PageNames,
        measures: Sequence[Hit],
        qualifiers: Sequence[Hit],
        ends: frozenset[int],
        main: str | None,
        person: Callable[[], Name | None],
    ) -> Draft:
        figure = frame.figure
        base = self._aspects.share_base(view, frame)
        measured = self._measures.find(view, frame, measures, base)
        if measured is None or measured.trust < _SURE:
            measured = self._named(view, frame, page, measured)
        product = self._sites.product(frame, page) if is_count(frame) else None
        measure = product or (measured.name if measured else None) or self._words.units.get(figure.unit or "")
        trust = 3 if product else measured.trust if measured else 1 if measure else 0
        if measured and measure != measured.name:
            measured = None
        is_points = figure.kind == "percent" and "点" in view[figure.start : figure.end]
        is_behind = measured is not None and measured.start >= figure.end
        whose = person() if measured is not None and "person" in measured.traits else None
        holder = self._subjects.find(
            view, frame, page, measured, counted=ends, base_start=base, main=main, person=whose
        )
        if figure.kind == "money" and (holder is None or holder.trust < 2 or measured is None):
            holder = self._subjects.behind(view, frame, page) or holder
        site = None
        if measured is not None and "sited" in measured.traits:
            site = self._sites.find(view, frame, page)
        is_before = self._aspects.is_before(view, frame)
        change = None if is_before else self._aspects.direction(view, frame, measured, is_points=is_points)
        if (head := column_head(view, figure.start)) is not None:
            is_before = is_before or before_in_table(view, figure.start, head)
            if figure.kind == "percent" and is_change(head):
                change = "down" if "-" in view[figure.start - 1 : figure.start + 1] else "up"
        qualified = self._aspects.qualifiers(view, frame, self._beside(qualifiers, measured))
        qualified |= self._divisions.find(view, frame, page, measured)
        if measured and "flow" in measured.traits and (period := self._aspects.month(view, frame, measured)):
            qualified |= {"period": period}
        if measured:
            own = {"degree": measured.degree, "part": measured.part}
            qualified = {kind: word for kind, word in own.items() if word} | qualified
        return Draft(
            frame=frame,
            reading=_reading(view, frame),
            measure=measure,
            measure_trust=trust,
            traits=measured.traits if measured else frozenset(("people",)) if measure == "visitors" else frozenset(),
            holder=holder,
            place=page.slug(site) if site else None,
            change=change,
            is_share=not is_behind and base is not None,
            qualifiers={"base": "before"} | qualified if is_before else qualified,
            named=(measured.start, measured.end) if measured and measured.trust > 1 else None,
        )


def _object(text: str, draft: Draft) -> str | None:
    """Give what is counted, else the word that names the measure, where none stands nearer to an amount (25%的关税)."""
    figure, named = draft.frame.figure, draft.named
    if named is None:
        return figure.object
    is_near = figure.object_start is not None and not is_count(draft.frame) and named[0] > figure.object_start
    return text[slice(*named)] if figure.object is None or is_near else figure.object


def _foreseen(view: str, draft: Draft, manner: Manner) -> Draft:
    """Keep what is forecast apart from what is: 猫眼预测，票房将达160亿; 估计 of what is today is no forecast."""
    frame = draft.frame
    is_told = manner.quote is not None and manner.quote.cue_stance == "forecast"
    is_told = is_told and _AHEAD.search(view, frame.clause_start, frame.figure.start) is not None
    # What is to come of a quantity that each period has its own of is another quantity: 全年亏损将收窄至8亿元.
    own = max(frame.floor, frame.clause_start)
    is_told = is_told or ("flow" in draft.traits and _TO_COME.search(view, own, frame.figure.start) is not None)
    if "flow" in draft.traits and _PLANNED.search(view, own, frame.figure.start):
        return draft._replace(qualifiers={"norm": "norm"} | draft.qualifiers)
    to_be = None if is_told else _TO_BE.search(view, own, frame.figure.start)
    # What may be is still to come of a place (病例数可能达到4000例); a cost or a cut that may be is told as it is.
    if to_be and ({"place", "event"} & draft.traits == {"place"} or not to_be["may"]):
        return draft._replace(qualifiers=draft.qualifiers | {"outlook": "to-come"})
    return draft._replace(qualifiers=draft.qualifiers | {"outlook": "forecast"}) if is_told else draft


def _near(frame: Frame, hits: Sequence[Hit]) -> Sequence[Hit]:
    if len(hits) <= _FEW:
        return hits
    low = bisect_left(hits, frame.figure.start - _REACH, key=lambda hit: hit.start)
    return hits[low : bisect_left(hits, frame.figure.end + _REACH, key=lambda hit: hit.start)]


def _reading(view: str, frame: Frame) -> Reading | None:
    figure = frame.figure
    if figure.value is None:
        return None
    step = written_step(
        view[figure.start : figure.end], figure.value, is_percent=figure.kind in ("percent", "fraction")
    )
    return Reading(figure.value, None, "eq", step)
