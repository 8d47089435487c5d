"""Repair what a tagger found: titles and tails come off, words that name nothing go."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.evidence import NameEvidence
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.view import DOT, match_view
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter
from pipelines.text.taggers import Tag

_LONGEST_HAN_NAME = 3
_SHORTEST_SNAP = 3
_LONGEST_TITLE = 7
_AHEAD = 5
_SHORTEST_WITH_SUFFIX = 4
_NAMED = frozenset(("person", "location", "organization"))
_PLACES = frozenset(("location", "organization"))
_LANGUAGE = "语"
_OWNER = "之"
_BARE_BODY = "tagger.organization"
_HAN = re.compile("[一-鿿]")
_DOUBTFUL = re.compile("[一-鿿]{2,4}")
_EDGES = frozenset(" \t\n\r.,:;!?'\"“”‘’()《》〈〉【】[]「」『』、，。：；！？（）-—" + DOT)


class TagRepair:
    """Turn the tags of sentences into candidates."""

    def __init__(
        self,
        lexicon: Lexicon,
        segmenter: Segmenter,
        evidence: NameEvidence,
        is_foreign: Callable[[str], bool],
        rules_dir: Path = RULES_DIR,
    ) -> None:
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._evidence = evidence
        self._is_foreign = is_foreign
        guards = read_toml(rules_dir / "mention_guards.toml")
        rules = guards["tagger"]
        self._product_before = re.compile(f'(?:{"|".join(rules["before_product"])})[“"「《]?$')
        self._lead = re.compile(f"[一-鿿]{{0,6}}?(?:{'|'.join(rules['kinds_of_firm'])})(?=[一-鿿])")
        self._office_of_place = re.compile(rules["office_of_place"])
        self._no_given = frozenset(guards["evidence"]["no_given"])
        self._before_place = re.compile(f"(?:{'|'.join(rules['before_place'])})$")
        self._held_at = re.compile(rules["held_at"])
        self._of_people = re.compile(rules["of_people"])
        self._kin = re.compile(rules["kin"])
        self._reign = re.compile(rules["reign"])
        self._after_place = re.compile(rules["after_place"])
        self._heads = frozenset(rules["heads"])
        self._people = re.compile(rules["people"])
        self._language = re.compile("|".join(rules["language"]))
        self._of_persons = frozenset(match_view(word) for word in rules["titles_of_persons"])

    def candidates(
        self, view: str, sentences: Sequence[tuple[int, int]], tags: Sequence[Sequence[Tag]]
    ) -> list[Candidate]:
        """List the tagged names, sorted by place."""
        found: list[Candidate] = []
        for (begin, _), sentence_tags in _tagged(sentences, tags):
            for start, end, kind in self._glued(view, begin, sentence_tags):
                found.extend(self._repair(view, start, end, kind))
        if not found:
            return found
        bodies = Counter(view[c.start : c.end] for c in found if c.rule_id == _BARE_BODY)
        return [c for c in found if c.rule_id != _BARE_BODY or self._is_body(view, c, bodies)]

    def _is_body(self, view: str, c: Candidate, bodies: Counter[str]) -> bool:
        """Tell whether a body without a suffix is one: it is called twice, or looks like one."""
        word = view[c.start : c.end]
        if self._lexicon.joins.behind(view, c.end):
            # 福特 before 山脉: the word behind makes a name of it.
            return True
        if self._is_foreign(word) and not self._evidence.is_known_body(word):
            return self._evidence.is_beside_body(view, c.end)
        return bodies[word] > 1 or self._evidence.is_body(view, c.start, c.end)

    def _glued(self, view: str, begin: int, tags: Sequence[Tag]) -> list[tuple[int, int, str]]:
        """Glue what the tagger broke: two halves of a foreign name, a place without its first character."""
        spans: list[tuple[int, int, str]] = []
        for tag in tags:
            start, end, kind = begin + tag.start_char, begin + tag.end_char, tag.type
            if spans and spans[-1][1] == start and kind == spans[-1][2] == "person":
                whole = view[spans[-1][0] : end]
                if self._is_foreign(whole) and len(whole) > _LONGEST_HAN_NAME:
                    spans[-1] = (spans[-1][0], end, kind)
                    continue
            start, end, kind = self._whole_word(view, start, end, kind)
            spans.append((start, end, kind))
        return spans

    def _whole_word(self, view: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
        """Take the dictionary's longer name where the tagger cut its first or last character: 内|华达州."""
        for left, right in ((start - 1, end), (start, end + 1), (start - 2, end)):
            word = view[left:right] if left >= 0 else ""
            proper = self._segmenter.proper_type(word) if len(word) == right - left >= _SHORTEST_SNAP else ""
            is_kin = proper == kind or (proper in _PLACES and kind in _PLACES)
            if is_kin and not self._segmenter.cuts_across(view, left, right):
                return left, right, proper
        return start, end, kind

    def _repair(self, view: str, start: int, end: int, kind: str) -> Iterator[Candidate]:
        while start < end and view[start] in _EDGES:
            start += 1
        while end > start and view[end - 1] in _EDGES:
            end -= 1
        if start == end:
            return
        if kind == "person":
            start, end, kind, rule_id = self._person(view, start, end)
        elif kind in ("organization", "location"):
            start, end, kind, rule_id = self._place_or_body(view, start, end, kind)
        else:
            rule_id = f"tagger.{kind}"
        if kind in _NAMED and self._product_before.search(view[max(0, start - 3) : start]):
            kind, rule_id = "product", "tagger.product_by_cue"
        if self._is_name(view, start, end, kind):
            yield Candidate(start, end, kind, "tagger", rule_id)

    def _person(self, view: str, start: int, end: int) -> tuple[int, int, str, str]:
        suffix = self._lexicon.joins.at_end(view, start, end)
        if suffix and end - start >= _SHORTEST_WITH_SUFFIX + len(suffix) - 1:
            return start, end, self._lexicon.joins.types[suffix], "tagger.suffix"
        if self._is_place(view, start, end):
            return start, end, "location", "tagger.place_by_cue"
        trimmed = self._without_titles(view, start, end)
        trimmed = self._whole_name(view, *trimmed)
        trimmed = self._without_particle(view, *trimmed)
        reign = self._reign.match(view, trimmed[1])
        if reign:
            return trimmed[0], reign.end(), "person", "tagger.person_of_reign"
        rule_id = "tagger.person" if trimmed == (start, end) else "tagger.person_without_title"
        return *trimmed, "person", rule_id

    def _is_place(self, view: str, start: int, end: int) -> bool:
        """Tell whether the words around speak of a place: 位于…, …附近, 在…举行."""
        if self._before_place.search(view[max(0, start - 3) : start]) or self._after_place.match(view, end):
            return True
        return view[start - 1 : start] == "在" and self._held_at.match(view, end) is not None

    def _place_or_body(self, view: str, start: int, end: int, kind: str) -> tuple[int, int, str, str]:
        has_title = self._lexicon.titles_after.behind(view, end) in self._of_persons
        if kind == "organization" and self._before_place.search(view[max(0, start - 3) : start]):
            kind = "location"
        if kind == "organization" and has_title and not self._lexicon.joins.at_end(view, start, end):
            return start, end, "person", "tagger.person_by_title"
        if self._is_titled(view, start, end):
            return start, end, "person", "tagger.person_by_title"
        if view[start] in self._heads:
            start += 1
        if kind == "organization":
            lead = self._lead.match(view, start, end)
            start = lead.end() if lead and end - lead.end() >= _SHORTEST_SNAP else start
        start, end = self._without_title(view, start, end)
        if self._office_of_place.match(view, end - 1) and end - start > _SHORTEST_SNAP:
            # 西雅图市|长: whose mayor it is.
            return start, end - 1, "location", "tagger.name_before_office"
        tail = self._lexicon.tails.at_end(view, start, end)
        if tail:
            return start, end - len(tail), "location", "tagger.name_before_tail"
        suffix = self._lexicon.joins.at_end(view, start, end)
        if len(suffix) > 1:
            return start, end, self._lexicon.joins.types[suffix], "tagger.suffix"
        return start, end, kind, f"tagger.{kind}"

    def _is_titled(self, view: str, start: int, end: int) -> bool:
        """Tell whether a strange name that the tagger takes for a place or body stands behind a title: 主帅阿尔特塔."""
        word = view[start:end]
        is_strange = self._is_foreign(word) and not self._segmenter.is_word(word)
        return is_strange and bool(self._lexicon.titles_before.at_end(view, start - _LONGEST_TITLE, start))

    def _without_title(self, view: str, start: int, end: int) -> tuple[int, int]:
        """Take off the title behind a place or body, and the half of one that the tagger took along: 研究所|所长."""
        end -= len(self._lexicon.titles_after.at_end(view, start, end))
        is_half = end - start > _SHORTEST_SNAP and len(self._lexicon.titles_after.behind(view, end - 1)) > 1
        return start, end - 1 if is_half and view[end - 1] == view[end - 2] else end

    def _without_titles(self, view: str, start: int, end: int) -> tuple[int, int]:
        start += len(self._lexicon.titles_before.at_start(view, start, end))
        end -= len(self._lexicon.titles_after.at_end(view, start, end))
        for taken in range(1, min(3, end - start - 1)):
            # 乔治王|子: the tagger cut a title in two.
            if len(self._lexicon.titles_after.behind(view, end - taken)) > taken:
                return start, end - taken
        return start, end

    def _without_particle(self, view: str, start: int, end: int) -> tuple[int, int]:
        """Take off a last character that begins the next word: 陈安|之 before 弟, 吴|曾 before 任."""
        last = view[end - 1]
        is_owner = last == _OWNER and self._kin.match(view, end)
        is_cut = last in self._no_given and self._segmenter.is_word(view[end - 1 : end + 1])
        return start, end - 1 if is_cut or (is_owner and end - start >= _LONGEST_HAN_NAME) else end

    def _whole_name(self, view: str, start: int, end: int) -> tuple[int, int]:
        """Take the last character of a Chinese name along where the word model sees one of three: 覃伟|中."""
        name = view[start:end]
        if len(name) != _LONGEST_HAN_NAME - 1 or not self._evidence.has_short_surname(name) or self._is_foreign(name):
            return start, end
        word = next(self._segmenter.words(view[start : end + _AHEAD]), "")
        is_new = len(word) == _LONGEST_HAN_NAME and not self._segmenter.is_word(word)
        return start, end + 1 if is_new and _HAN.match(word[-1]) and word[-1] not in self._no_given else end

    def _is_name(self, view: str, start: int, end: int, kind: str) -> bool:
        surface = view[start:end]
        # Latin names are read by a rule of their own.
        if kind == "other" or len(surface) < 2 or surface in self._lexicon.stop or not _HAN.search(surface):
            return False
        if start and view[start - 1 : start + 1] in self._lexicon.stop:
            # 国卫生部 in 该国卫生部: whose it is, the text says elsewhere.
            return False
        if self._people.match(view, end) or self._segmenter.in_phrase(view, start, end):
            return False
        return not self._evidence.is_numeral(surface) and self._is_of_kind(view, start, end, kind)

    def _is_of_kind(self, view: str, start: int, end: int, kind: str) -> bool:
        surface = view[start:end]
        if kind == "location":
            return not surface.endswith(_LANGUAGE) and not self._language.match(view, end)
        is_common = self._segmenter.is_word(surface) and not self._segmenter.proper_type(surface)
        if kind == "person":
            return not any(map(str.isdigit, surface)) and self._is_person(view, start, end, is_common=is_common)
        return not (is_common and len(surface) == 2) or self._evidence.is_beside_body(view, end)

    def _is_person(self, view: str, start: int, end: int, *, is_common: bool) -> bool:
        surface = view[start:end]
        is_foreign = self._is_foreign(surface)
        if is_foreign and self._of_people.match(view, end):
            return False
        if is_common:
            # The dictionary takes 理查德 for a noun.
            return is_foreign and len(surface) >= _LONGEST_HAN_NAME
        return self._evidence.is_person(surface) or self._has_title(view, start, end)

    def _has_title(self, view: str, start: int, end: int) -> bool:
        """Tell whether a title stands beside a word: 哲学家商羯罗, 嘉庆皇帝."""
        before = self._lexicon.titles_before.at_end(view, start - _LONGEST_TITLE, start)
        return bool(before or self._lexicon.titles_after.behind(view, end))


def latin_hints(text: str, sentences: Sequence[tuple[int, int]], tags: Sequence[Sequence[Tag]]) -> list[Candidate]:
    """List what the tagger made of Latin words, sorted by place."""
    hints = []
    for (begin, _), sentence_tags in _tagged(sentences, tags):
        for tag in sentence_tags:
            start, end = begin + tag.start_char, begin + tag.end_char
            if tag.type in _NAMED and not _HAN.search(text, start, end):
                hints.append(Candidate(start, end, tag.type, "tagger", "tagger.hint"))
    return hints


def doubtful_names(view: str, sentences: Sequence[tuple[int, int]], tags: Sequence[Sequence[Tag]]) -> set[str]:
    """List what the tagger took for a person, place or body, where it is a few Chinese characters."""
    spans = (
        view[begin + tag.start_char : begin + tag.end_char]
        for (begin, _), sentence_tags in _tagged(sentences, tags)
        for tag in sentence_tags
        if tag.type in _NAMED
    )
    return {name for name in spans if _DOUBTFUL.fullmatch(name)}


def _tagged(
    sentences: Sequence[tuple[int, int]], tags: Sequence[Sequence[Tag]]
) -> Iterator[tuple[tuple[int, int], Sequence[Tag]]]:
    """Yield the sentences that have tags."""
    return compress(zip(sentences, tags, strict=True), tags)
