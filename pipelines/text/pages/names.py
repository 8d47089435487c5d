"""Names in headers: outlets, people, and the role words that are neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pipelines.text.folding import fold
from pipelines.text.rulefiles import RuleError, read_csv, read_toml

OUTLET_COLUMNS = ("name", "kind", "domain", "also")
OUTLET_KINDS = ("outlet", "platform", "aggregator", "personal")
_NAME_LENGTH = 3
_WHOLE_LENGTH = 16
_KEPT_KEYS = 1 << 12
_TELLING = 3  # shorter names of outlets may be words
_SPLIT = re.compile(r"[\s、,;/|&·•]+")
_UNKEYED = re.compile(r"[\s\"“”《》「」]+")
_NOTES = re.compile(r"[（(][^（）()]{0,30}[)）]")
_BEFORE_NAME = re.compile(
    r"^(?:(?:本报|本网|本刊|见习|实习|特约|特派)?(?:记者|通讯员|作者|文|撰文|by)[\s::/|]+"
    r"|[^\s,、/|]{0,8}(?:专栏作者|专栏作家|特约作者|评论员|特约撰稿人?|记者|实习生|研究员)[\s::/|]+)+",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"[\s、,]*(?:通讯员|实习生|记者|见习记者)[\s::]*")
# Where a report was sent from, behind a slash: 王小明／台北即時報導.
_SENT_FROM = re.compile(
    r"\s*[发發]自\s?[\u3400-\u9fff]{2,6}$|\s*[/／]\s*[\u3400-\u9fff]{2,8}(?:[报報][道导導]|[专專][电電]|[摄攝]影?)$"
)
_WIRED = re.compile(r"\d{1,2}日.{0,4}[电電]$")
# A reporter and where the wire came from, in one run: no name of Chinese has five characters.
_NAME_AND_PLACE = re.compile(r"[\u3400-\u9fff]{5,9}")
# Two characters set apart to fill the width of a line's names: 徐 靖.
_SPACED = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]{1,2}([\u3400-\u9fff])(?![\u3400-\u9fff])")
_STYLED = re.compile(r".{1,16}(?:[硕博学]士|教授|研究员|[医药]师|医生|工程师|讲师|院士|主任)")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,7}[·•‧・][\u3400-\u9fff·•‧・]{1,12}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: its name, kind, and the domain of its pages, where it has one."""

    name: str
    kind: str
    domain: str | None


class Names:
    """Outlets, role words and the endings of names, of one rules folder."""

    def __init__(self, rules_dir: Path) -> None:
        self._by_name: dict[str, Outlet] = {}
        self._as_written: dict[str, Outlet] = {}  # two papers whose names fold alike: 经济日报, 經濟日報
        self._by_domain: dict[str, Outlet] = {}
        written: dict[str, str] = {}
        for row in read_csv(rules_dir / "outlets.csv", OUTLET_COLUMNS):
            outlet = Outlet(row["name"], row.choice("kind", OUTLET_KINDS), row["domain"] or None)
            for name in (row["name"], *filter(None, row["also"].split(";"))):
                known = self._by_name.setdefault(_key(name), outlet)
                if known is outlet:
                    written.setdefault(_key(name), name)
                elif name.lower() == written[_key(name)].lower() or name in self._as_written:
                    raise row.error(f'"{name}" already names {known.name}')
                else:
                    self._as_written[name] = outlet
            if outlet.domain is not None:
                self._by_domain[outlet.domain] = outlet
        self.platforms = sorted(
            outlet.name for outlet in self._by_name.values() if outlet.kind == "platform" and len(outlet.name) > 2
        )
        self.folded_platforms = [fold(name) for name in self.platforms]
        self.any_platform = re.compile("|".join(map(re.escape, self.folded_platforms)) or r"(?!)")
        self._roles = {_key(row["word"]) for row in read_csv(rules_dir / "page_roles.csv", ("word",))}
        words = read_toml(rules_dir / "pages.toml")
        try:
            self._suffixes = tuple(words["outlets"]["suffixes"])
            self._banners = tuple(words["outlets"]["banners"])
            self._surnames = frozenset(words["persons"]["surnames"].split()) | frozenset(
                words["persons"]["compound_surnames"].split()
            )
            tails = sorted(words["persons"]["tails"], key=len, reverse=True)
            self._places = frozenset(words["persons"]["places"])
        except KeyError as error:
            raise RuleError(rules_dir / "pages.toml", 1, f"no {error}") from None
        self._tails = re.compile(r"(?:[\s/]*(?:" + "|".join(map(re.escape, tails)) + r"))+$")

    def find_outlet(self, name: str) -> Outlet | None:
        """Look a name up, in either script, case and width; where outlets differ by script alone, as written."""
        return self._as_written.get(name) or self._by_name.get(_key(name))

    def outlet_of_domain(self, host: str) -> Outlet | None:
        """Look up whose site a host is: the most exact domain that it ends with."""
        parts = host.lower().split(".")
        for first in range(len(parts) - 1):
            found = self._by_domain.get(".".join(parts[first:]))
            if found is not None:
                return found
        return None

    @cached_property
    def _outlet_names(self) -> re.Pattern[str]:
        names = sorted((name for name in self._by_name if len(name) >= _TELLING), key=len, reverse=True)
        return re.compile("|".join(re.escape(name) for name in names) or r"(?!)")

    def outlets_in(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Find the names of known outlets in a folded text, each with its span."""
        whole = self._by_name.get(_key(folded)) if len(folded) <= _WHOLE_LENGTH else None
        if whole is not None and whole.kind == "outlet":
            yield whole.name, 0, len(folded)
            return
        for found in self._outlet_names.finditer(folded):
            yield self._by_name[found[0]].name, found.start(), found.end()

    def is_role(self, name: str) -> bool:
        """Tell whether a name is a role or a filler (创始人, 佚名), which names nobody."""
        return _key(name) in self._roles

    def is_place(self, name: str) -> bool:
        """Tell whether a name is a place that reports are sent from."""
        return _key(name) in self._places

    def is_outlet_like(self, name: str) -> bool:
        """Tell whether a name is a known outlet, or ends as outlets' names do."""
        key = _key(name)
        return key in self._by_name or (len(key) > 2 and key.endswith(self._suffixes))

    def is_banner(self, name: str) -> bool:
        """Tell whether a name that stands above a title ends as sites' names do, and few of their channels."""
        key = _key(name)
        return len(key) > _TELLING and key.endswith(self._banners) and not self.is_role(name)

    def is_person_like(self, name: str) -> bool:
        """Tell whether a name has the form of a person's, and is neither a role nor an outlet."""
        plain = name.strip()
        return bool(_HAN_NAME.fullmatch(plain)) and not self.is_role(plain) and not self.is_outlet_like(plain)

    def has_surname(self, name: str) -> bool:
        """Tell whether a Chinese name begins with a surname that is in use."""
        plain = fold(name.strip())
        return plain[:1] in self._surnames or plain[:2] in self._surnames

    def clean_person(self, value: str) -> str | None:
        """Take the trimmings off a by-line's value; null where nobody is left.

        >>> from pipelines.text.rulefiles import RULES_DIR
        >>> Names(RULES_DIR).clean_person("陈智 整合")
        '陈智'
        >>> Names(RULES_DIR).clean_person("周品妤聖地牙哥17日專電")
        '周品妤'
        """
        value = _NOTES.sub(" ", value)
        value = _BEFORE_NAME.sub("", value)
        value = _BETWEEN_NAMES.sub("、", value).strip(" 、,;/|.。:：")
        wired = _WIRED.search(value)
        value = _SENT_FROM.sub("", value if wired is None else value[: wired.start()])
        if self.find_outlet(value) is None:
            tail = self._tails.search(fold(value))
            if tail is not None and not (len(value) == _NAME_LENGTH and len(tail[0]) == 1):  # 文 may end a name
                value = value[: tail.start()]
            value = value.strip(" 、,;/|·")
            if wired is not None and _NAME_AND_PLACE.fullmatch(value) and self.has_surname(value):
                value = value[: _NAME_LENGTH + (fold(value)[:2] in self._surnames)]
        value = _SPACED.sub(r"\1\2", value)
        people = [part for part in _SPLIT.split(value) if part and not self.is_role(part)]
        if len(people) > 1:  # what they are, behind their names: 王小明 心理学硕士
            people = [part for part in people if _STYLED.fullmatch(part) is None] or people
        if len(people) > 1:
            people = [part for part in people if self.find_outlet(part) is None] or people
        if not people or self.is_role(value):
            return None
        return value if len(people) == len(_SPLIT.split(value)) else "、".join(people)


@lru_cache(maxsize=_KEPT_KEYS)
def _key(name: str) -> str:
    """Give the form in which names are compared. What may be a name is looked up five times over."""
    return _UNKEYED.sub("", fold(name))
