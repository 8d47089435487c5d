"""Groups of copies: a star around the earliest document, whose members must be alike among themselves too.

Likeness is no chain: a digest holds two reports that have nothing in common, and a text rewritten ten times ends as
another. So a document joins an original only by its own likeness to it, and only if no member contradicts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Pair(NamedTuple):
    """Two documents that have much in common."""

    doc_id: str
    other_id: str
    similarity: float  # 0 to 1
    kind: str  # copy, excerpt or related


class Member(NamedTuple):
    """A document of a group; the group is named by its original."""

    doc_id: str
    group_id: str
    similarity: float  # to the original, 1 for itself


def group_copies(pairs: Iterable[Pair], in_order: Sequence[str]) -> list[Member]:
    """Bring copies together; the result hangs on the pairs and the order of publication alone.

    A group's original is its first document. The others join it by likeness, the most alike first; each must be a
    copy or excerpt of the original, and at least related to every member before it.

    Args:
        pairs: Each pair once, in any order.
        in_order: The documents, the earliest first.

    Returns:
        Members of groups of two or more, group by group, the original first.

    >>> group_copies([Pair("a", "b", 0.9, "copy")], ["b", "a", "c"])
    [Member(doc_id='b', group_id='b', similarity=1.0), Member(doc_id='a', group_id='b', similarity=0.9)]
    """
    alike: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in pairs:
        alike[pair.doc_id][pair.other_id] = pair
        alike[pair.other_id][pair.doc_id] = pair
    taken: set[str] = set()
    members: list[Member] = []
    for original in in_order:
        if original in taken or original not in alike:
            continue
        free = [
            (-pair.similarity, doc_id)
            for doc_id, pair in alike[original].items()
            if pair.kind != "related" and doc_id not in taken
        ]
        group = [Member(original, original, 1.0)]
        for distance, doc_id in sorted(free):
            if all(member.doc_id in alike[doc_id] for member in group):
                group.append(Member(doc_id, original, -distance))
        if len(group) > 1:
            members += group
            taken.update(member.doc_id for member in group)
    return members
