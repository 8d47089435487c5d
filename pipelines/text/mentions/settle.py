"""Settle what the gazetteer, the dotted names and the tagger say about one place of a text."""

from collections.abc import Callable, Iterable, Sequence

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.overlay import Layer, inside, overlay

_LONGER_WINS = frozenset(("organization", "location", "work"))
_SHORTEST_SUFFIX = 2


def settle_dotted(known: Sequence[Candidate], dotted: Iterable[Candidate]) -> list[Candidate]:
    """Lay dotted names over the known ones: the longer of the two wins."""
    longer = [name for name in dotted if not any(_holds(r, name) for r in inside(known, name.start, name.end))]
    return _replace(known, longer)


def settle_again(known: Sequence[Candidate], names: Iterable[Candidate]) -> list[Candidate]:
    """Lay persons called again by a part of their name over the known ones; 华盛顿 after 乔治·华盛顿 is no place."""
    clear = []
    for name in names:
        rivals = inside(known, name.start, name.end)
        if all(r.type == "location" and (r.start, r.end) == (name.start, name.end) for r in rivals):
            clear.append(name)
    return _replace(known, clear)


def settle_bodies(known: Sequence[Candidate], bodies: Iterable[Candidate]) -> list[Candidate]:
    """Lay bodies and events over the names inside them; what cuts a name in two, or is a known body's, is none."""
    longer = [body for body in bodies if all(_may_hold(body, r) for r in inside(known, body.start, body.end))]
    return _replace(known, longer)


def settle_latin(known: Sequence[Candidate], latin: Iterable[Candidate]) -> list[Candidate]:
    """Lay Latin names over the known ones: one that holds a known name whole (ChatGPT Gov) replaces it."""
    return _replace(known, latin)


class TagSettler:
    """Known names win, unless one is only a part of a longer name that the tagger found.

    美术学院 behind the known 广州 makes one name; 公司 behind the known 华为 does not. A country in front of a
    private body is a name of its own (美国|加利福尼亚大学); in front of common words it is the only one (中国|网络).
    """

    def __init__(
        self,
        lexicon: Lexicon,
        is_country: Callable[[Candidate], bool],
        is_foreign: Callable[[str], bool],
    ) -> None:
        self._lexicon = lexicon
        self._is_country = is_country
        self._is_foreign = is_foreign

    def settle(self, view: str, known: Sequence[Candidate], tagged: Iterable[Candidate]) -> list[Candidate]:
        """Lay the tagger's names over the known ones."""
        dropped: set[Candidate] = set()
        added = []
        for tag in tagged:
            rivals = inside(known, tag.start, tag.end)
            if not rivals:
                added.append(tag)
                continue
            longer = self._longer_name(view, tag, rivals)
            if longer is not None:
                dropped.update(inside(rivals, longer.start, longer.end))
                added.append(longer)
        return overlay([c for c in known if c not in dropped], added)

    def _longer_name(self, view: str, tag: Candidate, rivals: Sequence[Candidate]) -> Candidate | None:
        first, last = rivals[0], rivals[-1]
        covered = sum(rival.end - rival.start for rival in rivals)
        if first.start < tag.start or last.end > tag.end or covered == tag.end - tag.start:
            return None
        if tag.type == "person":
            # 马利 is no country in the footballer 马利迪莫.
            is_part = len(rivals) == 1 and last.type != "organization"
            return tag if is_part and self._is_foreign(view[tag.start : tag.end]) else None
        if tag.type not in _LONGER_WINS or any(rival.type == "product" for rival in rivals):
            return None
        if first.start > tag.start:
            # A suffix makes a name of what stands around a known one; without it the rest is another word.
            has_suffix = last.end < tag.end and bool(self._lexicon.joins.at_end(view, tag.start, tag.end))
            return tag if has_suffix else None
        return self._longer_behind(view, tag, rivals)

    def _longer_behind(self, view: str, tag: Candidate, rivals: Sequence[Candidate]) -> Candidate | None:
        """Judge a tagged name that begins with a known one, by the rest of it."""
        rest = view[rivals[-1].end : tag.end]
        suffix = self._lexicon.joins.at_end(view, tag.start, tag.end)
        suffix = suffix if len(suffix) <= len(rest) else ""
        if not self._is_country(rivals[0]):
            is_name = suffix or all(rival.type == "location" for rival in rivals)
            return tag if is_name and rest not in self._lexicon.descriptors else None
        is_pair = len(rivals) > 1 and rivals[1].start == rivals[0].end
        if is_pair and rivals[1].end - rivals[1].start == 1:
            return None
        if is_pair and suffix:
            return tag._replace(start=rivals[1].start, rule_id="tagger.behind_country")
        shortest = 1 if tag.type == "location" and rest == suffix else _SHORTEST_SUFFIX
        is_name = len(suffix) >= shortest and not self._is_description(rest)
        is_bare = rest != suffix and self._is_description(rest[: len(rest) - len(suffix)])
        return tag if is_name and not is_bare else None

    def _is_description(self, words: str) -> bool:
        """Tell whether common words make up all of this: 人工智能初创 in 中国人工智能初创公司."""
        reached = {0}
        for start in range(len(words)):
            if start in reached:
                stops = range(start + 1, min(len(words), start + self._lexicon.longest_descriptor) + 1)
                reached.update(stop for stop in stops if words[start:stop] in self._lexicon.descriptors)
        return len(words) in reached


def _holds(outer: Candidate, inner: Candidate) -> bool:
    return outer.start <= inner.start and outer.end >= inner.end


def _may_hold(body: Candidate, rival: Candidate) -> bool:
    """Tell whether a body or event may be named so: 国防委员会 is the end of 国家安全与国防委员会."""
    is_part = body.type == "other" or (rival.entity_id is None and rival.end == body.end and rival.start > body.start)
    return _holds(body, rival) and (rival.type != "organization" or is_part)


def _replace(known: Sequence[Candidate], names: Iterable[Candidate]) -> list[Candidate]:
    """Put names in the place of all that they overlap."""
    added = list(names)
    if not added:
        return list(known)
    layer = Layer(known)
    dropped = {rival for name in added for rival in layer.inside(name.start, name.end)}
    return overlay([c for c in known if c not in dropped] if dropped else known, added)
