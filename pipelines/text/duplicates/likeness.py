"""How alike two texts are, told from their sketches, and what that makes of them."""

from dataclasses import dataclass

RELATED = 0.25  # below this share, two reports share facts or phrases, and no more
COPY = 0.5
EXCERPT = 0.8  # a text less than half as long must lie in the other nearly whole
MIN_SHARED = 20  # shingles; an estimate of fewer proves nothing


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are.

    Attributes:
        containment: Share of the shorter text's shingles that the longer has, 0 to 1.
        resemblance: Shared shingles over all shingles of both (Jaccard), 0 to 1.
        kind: copy, excerpt, or related: much in common, but not enough to call them one report; empty for others.
    """

    containment: float
    resemblance: float
    kind: str


def compare(shared: int, one: tuple[int, int, int], other: tuple[int, int, int]) -> Likeness:
    """Estimate how alike two texts are.

    Args:
        shared: Hashes that both sketches hold.
        one: Shingles, shingles in the sample, and hashes kept, of one text.
        other: The same of the other text.
    """
    # Where one text keeps only its sample, only the other's sample can be held against it.
    is_exact = one[2] == one[0] and other[2] == other[0]
    sizes = sorted(counts[0] if is_exact else counts[1] for counts in (one, other))
    if not sizes[0]:
        return Likeness(0.0, 0.0, "")
    containment = shared / sizes[0]
    resemblance = shared / (sum(sizes) - shared)
    estimated = containment * min(one[0], other[0])
    return Likeness(
        containment, resemblance, _kind(containment, estimated, min(one[0], other[0]) / max(one[0], other[0]))
    )


def _kind(containment: float, shared: float, length_ratio: float) -> str:
    if containment < RELATED or shared < MIN_SHARED:
        return ""
    if length_ratio >= 0.5:
        return "copy" if containment >= COPY else "related"
    return "excerpt" if containment >= EXCERPT else "related"
