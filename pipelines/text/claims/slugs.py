"""Write the topic of a claim: one slug for one quantity of one thing, whatever the outlet calls it.

A slug is built of the document alone, so it hangs on no order of arrival:
`nvidia/market-cap-down/money/day`, `sinovac/efficacy/percent/brazil/severe`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import unit_class
from pipelines.text.claims.owners import PageNames, slugged
from pipelines.text.claims.subjects import Holder
from pipelines.text.claims.topics import Draft
from pipelines.text.folding import fold

_SURE = 2
# What a film takes in is its box office.
_TAKINGS = ("takings", "revenue")
# 薪水95万欧元/年 is an annual wage, and 年薪80万，折到每周1.5万 a weekly one.
_WAGES_OF = {"year": "annual-wage", "month": "monthly-wage", "week": "weekly-wage", "day": "daily-wage"}
_OF_ONE = ("price", "toll", "rent", "tuition", "share-price", "issue-price", "compensation", "consolation")
_OTHER_TIMES = ("year-ago", "before", "expected")
_WHOLE = ("province", "nation")
_ORDER = (
    "item",
    "unit",
    "part",
    "action",
    "degree",
    "group",
    "norm",
    "outlook",
    "window",
    "period",
    "currency",
    "base",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page is about.

    Attributes:
        page: Its mentions.
        main: The thing that it is about, by its slug.
        place: The place that it is about.
        is_event: It is about what happened there: whatever is nobody's for sure is told of that.
    """

    page: PageNames
    main: str | None
    place: str | None
    is_event: bool


def slug(draft: Draft, setting: Setting, families: Mapping[str, str]) -> str | None:
    """Write the topic of a draft, or None where nothing says which quantity it is.

    Args:
        draft: The number.
        setting: What its page is about.
        families: Classifier to what is counted with it: people, kinds, times …
    """
    draft = _named(draft, setting)
    if draft.measure is None:
        return None
    measure, is_norm = draft.measure, "norm" in draft.qualifiers
    if draft.change is not None:
        measure += f"-{draft.change}" if draft.change else "-change"
    elif draft.is_share and not is_norm and "portion" not in draft.traits:
        measure += "-share"
    subject = "any" if is_norm and "sited" in draft.traits else _subject(draft, setting)
    parts = [subject or "unknown", measure, class_slug(draft, families)]
    if draft.place and "sited" in draft.traits and not is_norm:
        parts.append(draft.place)
    qualifiers = _qualifiers(draft, parts[2], setting)
    parts += [qualifiers[kind] for kind in _ORDER if kind in qualifiers]
    return "/".join(parts)


def _named(draft: Draft, setting: Setting) -> Draft:
    """Name the measure as it is called of such a holder: what is put into a film or a bridge is what it costs."""
    page, name = setting.page, draft.holder.name if draft.holder else None
    measure = draft.measure or object_slug(draft.frame)
    is_put_in = measure == "investment" and "weak" not in draft.traits and page.is_made(name, setting.main)
    if is_put_in or (name and page.is_programme(name) and unit_class(draft.frame) == "money"):
        measure = "cost"
    elif measure in _TAKINGS:
        is_work = page.is_made(name, setting.main, ("work",))
        measure = "box-office" if is_work else None if measure == "takings" else measure
    elif measure == "penalty" and page.is_made(name, setting.main, ("person",)):
        measure = "release-clause"
    elif measure == "takeover-price" and draft.qualifiers.get("item") == "each":
        measure = "price"
    elif measure == "contract" and unit_class(draft.frame) == "duration":
        measure = "contract-time"
    elif (measure == "wage" or (measure == "annual-wage" and draft.measure_trust < _SURE)) and (
        period := _WAGES_OF.get(draft.qualifiers.get("period", ""))
    ):
        measure = period
    elif draft.qualifiers.get("norm") == "break-even" and unit_class(draft.frame) in ("money", "count"):
        told = {kind: word for kind, word in draft.qualifiers.items() if kind != "norm"}
        return draft._replace(measure="break-even", change=None, qualifiers=told)
    elif measure == "weight" and draft.change == "down":
        return draft._replace(measure="weight-loss", change=None)
    elif measure == "staff" and draft.change == "down":
        return draft._replace(measure="layoffs", change=None, traits=draft.traits | {"portion"})
    return draft if measure == draft.measure else draft._replace(measure=measure)


def _subject(draft: Draft, setting: Setting) -> str | None:
    holder, is_of_time = draft.holder, bool({"flow", "daily"} & draft.traits)
    if setting.is_event and setting.place and not is_of_time and not _is_sure(holder, setting):
        is_scope = holder is not None and holder.rule_id == "subject.anaphor" and holder.name.type == "location"
        within = setting.page.within(holder.name) if holder and is_scope else ""
        return within if within.startswith(f"{setting.place}-") else setting.place
    if holder:
        return setting.page.within(holder.name) if holder.trust > _SURE else setting.page.slug(holder.name)
    return (setting.place or setting.main) if "place" in draft.traits else (setting.main or setting.place)


def _is_sure(holder: Holder | None, setting: Setting) -> bool:
    """Tell whether a firm, a person or a thing is named in the number's own clause, and is not what happened."""
    return holder is not None and holder.trust > _SURE and setting.page.slug(holder.name) != setting.main


def _qualifiers(draft: Draft, kind: str, setting: Setting) -> dict[str, str]:
    """Leave those that part one quantity from another: what no period is told of is a day's or a year's."""
    told = dict(draft.qualifiers)
    is_change, is_flow = draft.change is not None, "flow" in draft.traits
    if "daily" in draft.traits and is_change:
        told.setdefault("period", "day")
    elif not is_flow or told.get("period") == "year":
        told.pop("period", None)
    if is_change and "daily" not in draft.traits and told.get("base") == "yoy":
        del told["base"]
    if (is_change or not is_flow or told.get("norm") == "norm") and told.get("outlook") != "to-come":
        told.pop("outlook", None)  # an estimate of a loss is one of the same loss
    if not is_change and told.get("base") not in _OTHER_TIMES:
        told.pop("base", None)
    if not is_flow or not is_change:
        told.pop("currency", None)
    if draft.measure in _OF_ONE and told.get("item") == "each":
        del told["item"]  # a price is that of one, whether the text says so or not
    if draft.measure in _OF_ONE and told.get("outlook") == "to-come":
        del told["outlook"]  # and what is not yet sold has one
    if told.get("group") in _WHOLE and setting.page.is_listed_place(setting.place):
        del told["group"]  # of a province that the page is about, 全省 is what it tells anyway
    if kind not in ("count", "money"):
        told.pop("action", None)
    if ("event" in draft.traits and told.get("part") == "then") or (draft.measure or "").startswith("new-"):
        told.pop("part", None)  # who was aboard was so when it happened
    return told


def class_slug(draft: Draft, families: Mapping[str, str]) -> str:
    """Give the class of the number, and of a count what is counted where the measure does not say."""
    kind = unit_class(draft.frame)
    if "priced" in draft.traits:
        return "money"
    family = families.get(draft.frame.figure.unit or "")
    if (
        kind != "count"
        or family in (None, "things")
        or (family == "points" and draft.measure)
        or (family == "firms" and ({"event", "firms"} & draft.traits))  # 1.2万间房屋倒塌
        or (family == "people" and "people" in draft.traits)
    ):
        return kind
    return f"count-{family}"


def object_slug(frame: Frame) -> str | None:
    """Name a measure that no list knows by the word that the number counts."""
    noun = frame.figure.object
    return topic_noun(noun) or None if noun and len(noun) > 1 else None


def topic_noun(noun: str) -> str:
    """Write a noun as a measure of a slug."""
    return slugged(fold(noun))[-6:].strip("-")
