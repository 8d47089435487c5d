"""By-lines: lines that are a name alone, a name and an outlet, or who reports from where."""

import re

from pipelines.text.folding import fold
from pipelines.text.pages.names import Names

_BYLINE = re.compile(
    r"[*·•—–\s(（\[【-]*(?P<name>[^\s·•()（）\[\]【】〔〕/|]{2,12})(?:[\s/|丨]+(?P<outlet>[^\s/|]{2,16}))?[·•\s)）\]】-]*"
)
# 记者王小明／台北即时报道, whatever brackets it stands in.
_REPORTER_LINE = re.compile(
    r"[\[(【〔]*(?P<outlet>[^\s,。:;/|()\[\]]{0,10}?)(?:特约|特派|见习|实习|驻[^\s,。:;]{2,4})?(?:记者|通讯员)[\s:/|]*"
    r"(?P<who>[\u3400-\u9fff·]{2,4}(?:[\s、,]{1,2}[\u3400-\u9fff·]{2,4}){0,4})(?:\s*/\s*[\u3400-\u9fff]{2,8})?"
    r"(?:\s*(?:综合|即时|连线)?(?:报道|报导|专电|摄影|整理)|\s+发自\s?[\u3400-\u9fff]{2,6})?[\])】〕]*"
)
_FIRST_HAND = re.compile(r"^(?:原创|首发|独家|转载)\s*[:|/]?\s*(?=\S{2})")
_OWN_WORK = re.compile(r"[原][创創]\s+\S{1,12}(?:\s+\S{2,16})?$")
_ACT = re.compile(r"(?<=[\u3400-\u9fff])\s+(?:综合)?(?:报[道导導]|報[道導]|[編编][譯译]|整理|撰文|采写|文|著)$")
_AGENCIES = re.compile(r"\s*[(（][^()（）]{0,20}(?:社|报|台|网|电)等?[)）]\s*$")
_PARTS = re.compile(r"[\s/／|丨·•、,，]+")
_BRACKETS = "()（）[]【】〔〕 "
_PHOTO = re.compile(r".{0,8}(?:摄影?|供图|图/.{1,8}|绘图|制图)")
_SENT = frozenset("/／发發")  # where a report was sent from stands behind one of these
_REPORTS = frozenset("记記訊讯")  # no reporter's line is without one of them
_BULLETS = "□■◇◆○●◎▲△▼▽☆★*·"
_OUTLETS_NAME = 3
_HEADING = 4
_PHOTO_END = re.compile(r"摄影?[\])】〕]*$")
# A role, with the outlet before it and the name after it: 每经评论员, 钜亨网记者林薏茹.
_LED = re.compile(
    r"[^\s]{0,10}?(?:特约|特派|首席|见习|实习|资深|驻[^\s]{2,4})?(?:记者|评论员|专栏作家|作者|通讯员|撰稿人?|研究员|主笔|编译)[:]?(?P<who>[\u3400-\u9fff·]{0,4})"
)
_ACTED = re.compile(r"(?P<who>[\u3400-\u9fff]{2,4}?)(?:综合|即时|连线|现场|专题)?(?:报道|报导|专电|电|撰文|采写|整理)")
_BYLINE_LENGTH = 80
_HAN_NAME = 4
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){1,3}")
_LATIN_SPLIT = re.compile(r"\s*[,，、/]\s*|\s+and\s+")
_BY = re.compile(r"^by[\s:：]+", re.IGNORECASE)


def _read_people(text: str, names: Names) -> str | None:
    """Read two names or more between slashes, the by-line over agencies' reports: `石佳/John Doe/（路透社）`."""
    people = [name.strip() for name in text.split("/") if name.strip()]
    are_people = all(names.is_person_like(name) or _LATIN_NAME.fullmatch(name) for name in people)
    return "、".join(people) if len(people) > 1 and are_people else None


def _read_reporters(text: str, names: Names) -> tuple[str | None, str | None] | None:
    if _REPORTS.isdisjoint(text):
        return None
    found = _REPORTER_LINE.fullmatch(fold(text))
    who = names.clean_person(text[found.start("who") : found.end("who")]) if found is not None else None
    if found is None or who is None:
        return None
    if _PHOTO_END.search(fold(text)):
        return None, None
    people = [part for part in _PARTS.split(who) if names.has_surname(part)]  # 城市 of 城市报道 is nobody
    outlet = text[found.start("outlet") : found.end("outlet")].lstrip(_BULLETS)
    is_outlet = names.is_outlet_like(outlet) and not names.is_role(outlet)
    return "、".join(people) or who, outlet if is_outlet else None


def is_reporters(text: str, names: Names) -> bool:
    """Tell whether a whole line says who reports, and where from: 記者王小明／台北報導."""
    if len(text) > _BYLINE_LENGTH or _SENT.isdisjoint(text):
        return False
    read = _read_reporters(text, names)
    return read is not None and read[0] is not None


def _read_latin(text: str, names: Names) -> str | None:
    """Read names of which one is in Latin letters: `ELLEN HARPER, 马克`."""
    people = [name for name in _LATIN_SPLIT.split(_BY.sub("", text)) if name]
    are_people = all(_LATIN_NAME.fullmatch(name) or names.is_person_like(name) for name in people)
    return "、".join(people) if people and are_people and any(map(_LATIN_NAME.fullmatch, people)) else None


def read_parts(text: str, names: Names) -> tuple[str | None, str | None] | None:
    """Read a line of two parts or more that are outlets, roles, places and people: `21世纪经济报道 柳宁馨 东莞报道`.

    Returns:
        The people and the outlet, either null; null where a part is none of these, or all are.
    """
    parts = [part for part in _PARTS.split(text.strip(_BRACKETS)) if part]
    people: list[str] = []
    outlet: str | None = None
    for part in parts:
        kind, value = read_part(part, names, is_first=not people)
        if kind == "unknown":
            return None
        if kind == "photo":
            return None, None
        if kind == "outlet" and outlet is None:
            outlet = value
        elif kind == "author":
            people.append(value)
    return ("、".join(people), outlet) if people and (len(parts) > 1 or people[0] != parts[0]) else None


def read_part(part: str, names: Names, *, is_first: bool = True) -> tuple[str, str]:
    """Say what one part of a by-line is: author, outlet, role (or place, or act), photo, or unknown."""
    folded = fold(part)
    if _PHOTO.fullmatch(folded):
        return "photo", part
    led = _LED.fullmatch(folded)
    if led is not None:
        return _read_led(part[led.start("who") : led.end("who")], part, names)
    if names.is_role(part) or names.is_place(part):
        return "role", part
    if names.is_outlet_like(part):
        return "outlet", part
    act = _ACTED.fullmatch(folded)
    if act is not None:
        return _read_acted(part[: act.end("who")], part, names, is_first=is_first)
    return ("author" if names.is_person_like(part) and names.has_surname(part) else "unknown"), part


def _read_acted(who: str, part: str, names: Names, *, is_first: bool) -> tuple[str, str]:
    """Read a part that ends in an act: 林小满报道 says who, 东莞报道 where from, 消费者报道 is an outlet."""
    if is_first and len(who) in {2, 3} and names.has_surname(who) and names.clean_person(who) == who:
        return "author", who
    is_outlet = len(who) >= _OUTLETS_NAME and not names.is_place(who) and not names.is_role(who)
    return ("outlet" if is_outlet else "role"), part


def _read_led(who: str, part: str, names: Names) -> tuple[str, str]:
    """Read a part with a role in it, and the name behind the role, if there is one."""
    if who and names.is_person_like(who):
        return "author", who
    return ("unknown" if who else "role"), part


def is_own_work(text: str) -> bool:
    """Tell whether a line begins as those under a messenger's titles do: 原创, who wrote it, whose account it is."""
    return _OWN_WORK.match(text) is not None


def is_latin_byline(text: str) -> bool:
    """Tell whether a line begins with a name in Latin letters, as foreign reports have, or has one second."""
    first, *others = _LATIN_SPLIT.split(text)
    if _LATIN_NAME.fullmatch(first) is not None:
        return True
    is_han = 1 < len(first) <= _HAN_NAME and first.isalpha() and not first.isascii()  # 王小明, JANE DOE
    return is_han and len(others) > 0 and all(map(_LATIN_NAME.fullmatch, others))


def read_byline(text: str, names: Names, *, needs_surname: bool = False) -> tuple[str | None, str | None] | None:
    """Read a line that is a name alone, or a name and an outlet: `·方舟子·`, `石佳/中国青年报`, `创始人`.

    Returns:
        The person and the outlet, either null; null where the line is neither.
    """
    if len(text) > _BYLINE_LENGTH:
        return None
    reporters = _read_reporters(text, names)
    if reporters is not None:
        return reporters
    if text[0] == "【" and text[-1] == "】" and len(text) <= _HEADING:
        return None  # a heading in a digest: 【宏观】
    is_own = is_own_work(text)
    text = _ACT.sub("", _FIRST_HAND.sub("", text))
    agencies = _AGENCIES.search(text)
    plain = text if agencies is None else text[: agencies.start()]
    found = _BYLINE.fullmatch(plain)
    if is_own and found is not None and found["outlet"] is not None and not names.is_outlet_like(found["name"]):
        return found["name"], found["outlet"]
    pair = _read_pair(found["name"], found["outlet"], names, needs_surname) if found is not None else None
    if pair is None:
        pair = read_parts(plain, names)
    if pair is not None or found is not None:
        return pair
    people = _read_people(plain, names) if agencies is not None else _read_latin(plain, names)
    return (people, None) if people is not None else None


def _read_pair(
    name: str, outlet: str | None, names: Names, needs_surname: bool
) -> tuple[str | None, str | None] | None:
    """Say who is the person and what the outlet where a line has one of them, or both."""
    if outlet is not None and names.is_outlet_like(name) and names.is_person_like(outlet):
        return outlet, name
    if outlet is not None and not names.is_outlet_like(outlet):
        is_pair = all(names.is_person_like(one) and names.has_surname(one) for one in (name, outlet))
        return (f"{name}、{outlet}", None) if is_pair else None
    if names.is_role(name):
        return None, outlet
    if names.find_outlet(name) is not None or (outlet is None and names.is_outlet_like(name)):
        return None, name
    is_person = names.is_person_like(name) and (not needs_surname or outlet is not None or names.has_surname(name))
    return (name, outlet) if is_person else None
