"""What the entity list says of a thing beyond its name: its kind, and what it belongs to."""

import re
from functools import lru_cache
from pathlib import Path

from pipelines.text.folding import fold
from pipelines.text.mentions.gazetteer import ENTITY_COLUMNS
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import read_csv, read_toml

_MAKER = re.compile(r"\bof (?:the )?([^,]+)$")
_PLACE = re.compile(r"\bin (?:the )?([^,]+)$")
_PROVINCE = re.compile("cn-[a-z]+")
_RANK = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市)$")
_CITY = re.compile("[\u4e00-\u9fff]{2,3}[市州盟](?=[\u4e00-\u9fff]{2,4}[县镇乡村旗]$)")
_COUNTED = {"chip": "chip"}
_TOWNS = frozenset("省市县区州")
_BRANCH = re.compile("(?:分公司|子公司|部|局|处|院|会|中心)$")
_STATES = ("country", "region")
_SHORTEST_STATE = 2  # characters of a state's name
_KEPT = 4096  # answers about names, which stand in a document again and again


class EntityFacts:
    """Kinds, makers and surrounding places of the curated entities; of discovered ones it knows nothing."""

    def __init__(self, rules_dir: Path) -> None:
        rows = list(read_csv(rules_dir / "entities.csv", ENTITY_COLUMNS))
        self.subtypes = {row["entity_id"]: row["subtype"] for row in rows}
        self.media = frozenset(entity_id for entity_id, subtype in self.subtypes.items() if subtype == "media")
        self._places = {row["entity_id"] for row in rows if row["type"] == "location"}
        by_name = self._by_name = dict[str, str]()
        for row in rows:
            for name in (row["name"], row["name_en"]):
                if name:
                    by_name.setdefault(name, row["entity_id"])
        self._states = {
            fold(name): row["entity_id"]
            for row in rows
            for name in (row["name"], row["name_en"])
            if name and row["type"] == "location" and row["subtype"] in _STATES
        }
        self._state_beginnings = frozenset(name[:_SHORTEST_STATE] for name in self._states)
        provinces = {_RANK.sub("", fold(row["name"])) for row in rows if _PROVINCE.fullmatch(row["entity_id"])}
        self._regions = re.compile(
            f"(?:{trie_pattern(provinces | self._states.keys())})(?:大陆|内地)?(?:省|市|自治区)?"
        )
        patterns = read_toml(rules_dir / "claim_subjects.toml")
        self._corporate = re.compile(patterns["corporate"])
        self._organ = re.compile(patterns["organ"])
        self.develops = re.compile(patterns["develops"])
        self.is_site = re.compile(patterns["site"]).search
        self.is_kind_of_firm = re.compile(patterns["kind_of_firm"]).fullmatch
        self._described = re.compile(patterns["described"])
        self._trade = re.compile(patterns["trade"])
        self._shortened = _read_shortenings(rules_dir / "name_shortenings.csv")
        self._is_body = lru_cache(maxsize=_KEPT)(self._ends_like_body)
        self.without_region = lru_cache(maxsize=_KEPT)(self._cut_region)
        self.root = lru_cache(maxsize=_KEPT)(self._find_root)
        self.state_of = lru_cache(maxsize=_KEPT)(self._find_state)
        self.town_of = lru_cache(maxsize=_KEPT)(self._find_town)
        self.without_state = lru_cache(maxsize=_KEPT)(self._cut_state)
        self.stem = lru_cache(maxsize=_KEPT)(self._cut_words)
        self._parents: dict[str, str] = {}
        for row in rows:
            is_organ = row["subtype"] == "government"
            pattern = _MAKER if is_organ else {"product": _MAKER, "location": _PLACE}.get(row["type"])
            found = pattern.search(row["description"]) if pattern else None
            if found and found[1] in by_name:
                self._parents[row["entity_id"]] = by_name[found[1]]
            elif is_organ and (state := self.state_of(fold(row["name"]))):
                self._parents[row["entity_id"]] = state

    def _find_root(self, entity_id: str) -> str:
        """Give what an entity belongs to in the end: the maker of a product, the country or province of a town."""
        seen = {entity_id}
        while (parent := self._parents.get(entity_id)) and parent not in seen:
            seen.add(entity_id := parent)
        return entity_id

    def is_place(self, entity_id: str) -> bool:
        """Tell whether this is a listed place."""
        return entity_id in self._places

    def holds(self, entity_id: str, other: str | None) -> bool:
        """Tell whether a place or maker holds another: 广东省 holds 佛山市."""
        while other is not None and other != entity_id:
            other = self._parents.get(other)
        return other == entity_id

    def named(self, name: str) -> str | None:
        """Give the entity of a listed name."""
        return self._by_name.get(name)

    def counted(self, entity_id: str) -> str | None:
        """Give the measure that a count of this product has: H100 counts chips."""
        return _COUNTED.get(self.subtypes.get(entity_id, ""))

    def _find_state(self, name: str) -> str | None:
        """Give the state or town that a body's folded name begins with: 加拿大财政部 speaks for 加拿大."""
        if not self._is_body(name):
            return None
        state = next((self._states[name[:n]] for n in range(len(name) - 2, 1, -1) if name[:n] in self._states), None)
        return state or self.town_of(name)

    def _find_town(self, name: str) -> str | None:
        """Give the listed town, district or province that a longer folded name begins with: 云州市 of 云州市开发区."""
        ends = (n for n in range(len(name) - 1, 2, -1) if name[n - 1] in _TOWNS)
        return next((self._by_name[name[:n]] for n in ends if name[:n] in self._by_name), None)

    def _cut_state(self, name: str) -> str | None:
        """Take the state off the front of a folded name, or give None where none stands there."""
        if name[:_SHORTEST_STATE] not in self._state_beginnings:
            return None
        return next((name[n:] for n in range(len(name) - 2, 1, -1) if name[:n] in self._states), None)

    def _cut_region(self, name: str) -> str:
        """Take state, province and a county's city off the front of a folded name, where two characters stay."""
        while (found := self._regions.match(name) or _CITY.match(name)) and len(name) - found.end() > 1:
            name = name[found.end() :]
        return name

    def is_organ(self, entity_id: str, name: str) -> bool:
        """Tell whether this is a body of a state, and no firm."""
        return self.subtypes.get(entity_id) == "government" or self._is_body(name)

    def _ends_like_body(self, name: str) -> bool:
        return self._organ.search(name) is not None

    def is_trade(self, name: str) -> bool:
        """Tell whether what stays of a firm's name without its town is but a word for what it does: 澜溪|银行."""
        return self._trade.fullmatch(name) is not None

    def undescribed(self, name: str) -> str:
        """Take off a folded name what it says of the firm: 云澜 of 中国软件公司云澜."""
        rest = self.without_state(name)
        found = self._described.match(rest) if rest else None
        return rest[found.end() :] if rest and found and not _BRANCH.search(rest) else name

    def shortened(self, name: str) -> str:
        """Write a school's, court's or hospital's folded name as people say it: 河口一中 of 河口县第一中学."""
        for long, short in self._shortened:
            name = long.sub(short, name)
        return name

    def _cut_words(self, name: str) -> str:
        """Take the words off a firm's folded name that others leave out: 极光 of 极光汽车公司."""
        return self._corporate.sub("", name) or name


def _read_shortenings(path: Path) -> list[tuple[re.Pattern[str], str]]:
    shortenings = []
    for row in read_csv(path, ("written", "short")):
        try:
            pattern = re.compile(row["written"])
            pattern.sub(row["short"], "")
        except (re.error, IndexError) as error:
            raise row.error(f'"{row["written"]}" is no pattern: {error}') from error
        shortenings.append((pattern, row["short"]))
    return shortenings
