"""Name a measure that no list knows: the noun before 为, 达 or 超过, or right behind an amount (转会费, 浮动条款)."""

import re
from pathlib import Path

from pipelines.text.claims.frames import Frame
from pipelines.text.rulefiles import read_toml
from pipelines.text.segmenter import load_segmenter

_LINK = re.compile(
    r"(?:[为是达约超逾近仅只就都共设报至到有在了的也已将会可能有望现仍:\"“ ]|达到|高达|多达|大约|将近|接近|超过|突破"
    r"|不足|不到|至少|最[高少多]|[总共合]计|累计|目前|[升增降跌涨]至|(?:增加|增长|减少|下降|上升|回落|回升|滑落|攀升|降低|提高)[至到]|(?:由|从)[^,;。\d]{0,4}(?:\d+[年月日季度]+)?的?|(?:维持|保持|定)在|最终)+\Z"
)
_RUN_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,12}\Z")
_RUN_BEHIND = re.compile(r"(的?)([\u4e00-\u9fff]{2,8})(?=[,;。:!?、()\n\"”]|\Z)")
_ENDS = re.compile(r"[,;。:!?、)\n]|\Z")
_SHORT, _NAMED = 2, 3
_SIZES = ("数量", "总数", "总量", "规模", "金额", "总额", "人数")
# Nouns that say little without the word before them.
_HEADS = ("指数", "系数")


class NounFinder:
    """Cuts the words around a number and takes the noun that it can be a value of."""

    def __init__(self, rules_dir: Path, *, segmenter: str) -> None:
        patterns = read_toml(rules_dir / "claim_subjects.toml")
        self._suffix = re.compile(patterns["measure_suffix"])
        self._vague = re.compile(patterns["vague"])
        self._each = re.compile(patterns["each"])
        self._segmenter = load_segmenter(segmenter)

    def find(self, view: str, frame: Frame, *, is_count: bool) -> tuple[int, int] | None:
        """Give the span of the noun, or None.

        Args:
            view: Folded text.
            frame: The number.
            is_count: A count, whose noun behind it is its object; before it a verb of being must stand.
        """
        figure = frame.figure
        if not is_count:
            behind = _RUN_BEHIND.match(view, figure.end, min(frame.ceiling, frame.clause_end + 1))
            # 的 binds whatever follows it (的固定转会费); without it a verb may (3亿元打车).
            if behind and (behind[1] or all(map(self._is_noun, self._segmenter.known_words(behind[2])))):
                noun = self._last_noun(behind[2], behind.end())
                if noun:
                    return noun
        low = max(frame.clause_start, frame.floor)
        link = _LINK.search(view, low, figure.start)
        is_listed = bool(figure.unit) and _ENDS.match(view, figure.end) and not view.startswith("其中", low)
        if link is None and is_count and not is_listed:
            return None  # but 覆盖村庄36个 counts what stands before it
        stop = link.start() if link else figure.start
        run = _RUN_BEFORE.search(view, low, stop)
        return self._last_noun(run[0], run.end()) if run else None

    def each(self, view: str, frame: Frame) -> tuple[int, int] | None:
        """Give the span of the word that says of how much an amount is the price: 一针1598元, 每斤只要2元."""
        found = self._each.search(view, max(frame.clause_start, frame.floor), frame.figure.start)
        return found.span(1) if found else None

    def _last_noun(self, run: str, end: int) -> tuple[int, int] | None:
        words = self._segmenter.known_words(run)
        word = words[-1]
        if len(word) < _SHORT:
            if len(words) < _SHORT or not self._suffix.search(word) or len(words[-2]) < _SHORT:
                return None
            word = words[-2] + word
        elif not self._is_noun(word):
            return None
        if word in _HEADS and len(run) - len(word) >= _SHORT:
            word = run[-len(word) - _NAMED :]  # 布雷图指数
        if self._vague.search(word):
            before = words[-2] if len(words) >= _SHORT and word in _SIZES else ""  # 晶体管数量 counts 晶体管
            is_told = self._is_noun(before) and not self._vague.search(before)
            return (end - len(word) - len(before), end - len(word)) if is_told else None
        return end - len(word), end

    def _is_noun(self, word: str) -> bool:
        is_named = self._segmenter.proper_type(word) in ("person", "location", "organization")
        return len(word) >= _SHORT and (
            bool(self._suffix.search(word)) or (self._segmenter.is_noun(word) and not is_named)
        )
