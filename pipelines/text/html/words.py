"""The words of HTML that `pages.toml` lists: elements, classes, meta tags."""

import re
from pathlib import Path

from pipelines.text.rulefiles import RuleError, read_toml


class HtmlWords:
    """Elements that are dropped or begin a line, the words of classes, the names of meta tags."""

    def __init__(self, rules_dir: Path) -> None:
        path = rules_dir / "pages.toml"
        try:
            words = read_toml(path)["html"]
            self.dropped = frozenset(words["dropped"])
            self.blocks = frozenset(words["blocks"])
            self.meta: dict[str, str] = words["meta"]
            self.region_share = float(words["region_share"])
            regions = {word: region for region, listed in words["regions"].items() for word in listed}
        except (KeyError, TypeError, ValueError) as error:
            raise RuleError(path, 1, f"[html]: {error}") from None
        self._region = regions
        found = "|".join(re.escape(word) for word in sorted(regions, key=len, reverse=True))
        self._pattern = re.compile(rf"(?:^|(?<=[\s_-])|(?<=[a-z]))(?:{found})", re.IGNORECASE)

    def region_of(self, names: str) -> str:
        """Say what an element holds by its class and id, or nothing."""
        found = self._pattern.search(names)
        return self._region[found[0].lower()] if found is not None else ""
