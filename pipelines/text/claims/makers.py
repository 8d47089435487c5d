"""Who makes the products that a page names, where it says so beside their names."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.owners import FARTHEST_MAKER, PageNames
from pipelines.text.claims.recasting import Recaster
from pipelines.text.claims.records import Name
from pipelines.text.folding import fold
from pipelines.text.rulefiles import read_toml


class MakerFinder:
    """Finds the makers of unlisted products; loaded once for a rules folder."""

    def __init__(self, rules_dir: Path) -> None:
        self._facts = EntityFacts(rules_dir)
        patterns = read_toml(rules_dir / "claim_subjects.toml")
        self._recaster = Recaster(self._facts, patterns["facility"], patterns["firm_behind"])

    def find(self, text: str, names: Sequence[Name]) -> dict[str, str]:
        """Give maker by product: entity id → the firm's part of a topic.

        Args:
            text: The raw text.
            names: Its linked mentions, in order of their start.
        """
        listed = self._facts.subtypes
        if not any(_follows(names, listed)):
            return {}
        view = fold(text)
        kept = [n for n in names if n.entity_id in listed or not self._facts.is_kind_of_firm(view[n.start : n.end])]
        return PageNames(view, self._recaster.recast(view, kept), self._facts).makers


def _follows(names: Sequence[Name], listed: Container[str]) -> Iterator[bool]:
    """Tell of each unlisted product whether a firm stands so near before it that it may be its maker."""
    end = -FARTHEST_MAKER - 1
    for name in names:
        if name.type == "organization":
            end = name.end
        elif name.type == "product" and name.entity_id not in listed:
            yield name.start - end <= FARTHEST_MAKER
