"""A flame picture: where the CPU time of this process goes, function below function, as SVG.

The stack is noted at every millisecond of CPU time. A box is a function, as wide as its share of the samples; under it
stand the functions that it calls. The pointer on a box shows name, file and share.
"""

import signal
from collections import Counter
from html import escape
from types import FrameType, TracebackType
from typing import Self

Stack = tuple[str, ...]  # from the outermost function to the innermost, each as `file:function`

_SECONDS = 0.001
_WIDTH, _ROW, _FONT = 1200, 18, 11
_NARROWEST = 2.0  # pixels: narrower boxes are left out
_LETTER = 6.2  # pixels that a letter takes
_COLOURS = ("#f6b26b", "#f9cb9c", "#ffd966", "#ffe599", "#e6b8a2", "#f4c7a1")


class Sampler:
    """Counts the stacks of the main thread while it is entered; `package` is the folder that a frame must lie in."""

    def __init__(self, package: str) -> None:
        self._package = package
        self.stacks: Counter[Stack] = Counter()

    def __enter__(self) -> Self:
        self._old = signal.signal(signal.SIGPROF, self._note)
        signal.setitimer(signal.ITIMER_PROF, _SECONDS, _SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._old)

    def _note(self, _: int, frame: FrameType | None) -> None:
        names: list[str] = []
        while frame is not None:
            code = frame.f_code
            if f"/{self._package}/" in code.co_filename:
                names.append(f"{code.co_filename.rpartition(f'/{self._package}/')[2]}:{code.co_name}")
            frame = frame.f_back
        if names:
            self.stacks[tuple(reversed(names))] += 1


def draw_flame(stacks: Counter[Stack], title: str) -> str:
    """Draw counted stacks as SVG."""
    total = sum(stacks.values())
    boxes: list[str] = []
    deepest = _draw_below(boxes, stacks, 0, 0.0, _WIDTH / max(total, 1), total)
    height = (deepest + 2) * _ROW + 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            f'font-family="monospace" font-size="{_FONT}">',
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            f'<text x="4" y="{_ROW - 5}">{escape(title)}, {total:,} samples</text>',
            *boxes,
            "</svg>\n",
        ]
    )


def _draw_below(boxes: list[str], stacks: Counter[Stack], depth: int, left: float, scale: float, total: int) -> int:
    """Draw the functions at one depth of the stacks, and all below; give the greatest depth that was drawn."""
    grouped: dict[str, Counter[Stack]] = {}
    for stack, count in sorted(stacks.items()):
        if len(stack) > depth:
            grouped.setdefault(stack[depth], Counter())[stack] = count
    deepest = depth
    for name, below in sorted(grouped.items()):
        count = sum(below.values())
        width = count * scale
        if width >= _NARROWEST:
            boxes.append(_box(name, depth, left, width, count / total))
            deepest = max(deepest, _draw_below(boxes, below, depth + 1, left, scale, total))
        left += width
    return deepest


def _box(name: str, depth: int, left: float, width: float, share: float) -> str:
    top = (depth + 1) * _ROW
    shown = name.rpartition(":")[2]
    shown = shown if len(shown) * _LETTER < width else ""
    colour = _COLOURS[sum(map(ord, name)) % len(_COLOURS)]
    return (
        f"<g><title>{escape(name)} {share:.1%}</title>"
        f'<rect x="{left:.1f}" y="{top}" width="{width - 0.5:.1f}" height="{_ROW - 1}" fill="{colour}"/>'
        f'<text x="{left + 3:.1f}" y="{top + _ROW - 6}">{escape(shown)}</text></g>'
    )
