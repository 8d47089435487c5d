"""Say how far a reported clause goes, and whether it is one: 否认|上述传闻 and 表示|满意 tell no words."""

import re

from pipelines.text.quotes.marks import MARKS
from pipelines.text.quotes.page import Page
from pipelines.text.quotes.vocabulary import Verb, Vocabulary

# A noun with its owner is no clause: 盛赞|R1的实力.
_POSSESSIVE = re.compile(r"[^,]{1,10}的[^,]{1,6}")
# What says something of a noun with its owner: 批评|美国的关税是讹诈.
_PREDICATE = re.compile(
    r"的[^,]{1,14}?(?:是|为|等于|无异于|形同|属于?|沦为|不|没有?|会|将|已|正|太|过于|令|让|使|造成|导致|破坏|违反|损害|威胁)[^,]"
)
# A noun that names what others say: 否认|…的传闻.
_SAYING = re.compile(r"[^,]*(?:说法|传闻|传言|消息|报道|指控|指责|猜测|质疑|谣言|批评|言论|恋情|婚讯|计划|事实|罪名)")
_IS = re.compile("[是为系]")
_BARE_ENDS = re.compile(rf"[。!?|\]\n;:{MARKS}]|\.(?=[ \n])")
_CLAUSE_ENDS = re.compile(rf"[。!?|\]\n{MARKS}]|\.(?=[ \n])")
_NAMES = re.compile(r"[^,。:]{1,6}?[为作][“「『\"]")
_OPENERS = frozenset('“「『"')
_NEAR_OBJECT = 12
_SHORTEST_BARE = 4
_LONGEST_HEARER = 14


class ClauseReader:
    """Reads reported clauses of one text."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page = page
        self._words = vocabulary

    def find(self, begin: int, stop: int, *, bare: bool) -> tuple[int, int]:
        """Give the range from `begin` to the end of the sentence; a bare clause ends where the narrator goes on."""
        page = self._page
        end = self._sentence_end(begin, stop, _BARE_ENDS if bare else _CLAUSE_ENDS)
        if bare:
            narrator = self._words.narrator.search(page.folded, begin, end)
            while narrator is not None and page.marked_around(narrator.start()) is not None:
                narrator = self._words.narrator.search(page.folded, narrator.end(), end)
            end = narrator.start() if narrator else end
        return begin, end

    def _sentence_end(self, at: int, stop: int, ends: re.Pattern[str]) -> int:
        """Give where the sentence ends, without its stop; what stands in marks does not end it."""
        page = self._page
        while (found := ends.search(page.folded, at, stop)) is not None:
            at = found.start()
            pair = page.by_start.get(at + 1)
            if pair is not None and page.marked[pair].is_closed and page.marked[pair].end < stop:
                at = page.marked[pair].end + 1
                if page.char(at - 2) in "。!?" and page.char(at) not in ",、的":
                    return at
            elif found[0] in MARKS or (found[0] == "." and page.char(at - 1).isdigit()):
                at += 1
            else:
                return at
        return stop

    def behind_hearer(self, begin: int, stop: int) -> int | None:
        """Give where the words begin behind whom they are told to: 警方提醒|市民，…."""
        page = self._page
        comma = page.next_comma(begin, min(stop, begin + _LONGEST_HEARER))
        if comma <= begin or page.char(comma) != ",":
            return None
        at = self._words.behind_hearer(page.folded, begin)
        is_named = any(name.end == comma for name in page.names_in(at, at + 1))
        return page.skip(comma + 1, stop) if at == comma or is_named else None

    def behind_told(self, verb: Verb, at: int) -> int:
        """Give the place behind whom a verb is told to, where its words follow at once: 问|他：“…”."""
        page = self._page
        end = self._words.behind_hearer(page.folded, at)
        if end == at:
            end = next((name.end for name in page.names_in(at, at + 1)), at)
        is_told = verb.takes != "object" and verb.stance not in ("critical", "supportive")  # 痛批他“…” is about him
        return end if page.char(end) == ":" or (is_told and page.char(end) in _OPENERS) else at

    def is_attitude(self, begin: int) -> bool:
        """Tell whether a verb is followed by how somebody stands, or is called, and no words: 表示|满意."""
        folded = self._page.folded
        if folded[begin - 1] == "称" and _NAMES.match(folded, begin):
            return True  # 戏称|他为“活地图”
        return self._words.attitude.match(folded, begin) is not None

    def is_saying(self, verb: Verb, span: tuple[int, int]) -> bool:
        """Tell whether what is denied or granted is a noun for words of others (否认…的传闻), and no clause."""
        folded = self._page.folded
        is_noun = verb.stance in ("deny", "admit") and _SAYING.fullmatch(folded, *span) is not None
        return is_noun and _IS.search(folded, *span) is None

    def is_about(self, start: int, end: int) -> bool:
        """Tell whether a clause says something of the one it begins with: 指责他撒谎, but not 指责他."""
        page = self._page
        names = [name for name in page.names_in(start, end) if name.start - start <= _NEAR_OBJECT]
        if _POSSESSIVE.fullmatch(page.folded, start, end):
            return False
        first = names[0].end if names else start + 1
        if page.char(first) == "的":
            return _PREDICATE.match(page.folded, first, end) is not None
        return end - first >= _SHORTEST_BARE - 1 and page.char(first) not in "、和与及"
