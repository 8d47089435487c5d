"""A rule file that is wrong says where, and what would do."""

import shutil
from pathlib import Path

import pytest

from pipelines.text.claims import ClaimFinder
from pipelines.text.rulefiles import RULES_DIR, RuleError

FILES = (
    "change_verbs.csv",
    "claim_anaphors.csv",
    "claim_changes.csv",
    "claim_cues.csv",
    "claim_aspects.toml",
    "claim_carrying.toml",
    "claim_subjects.toml",
    "name_shortenings.csv",
    "topic_qualifiers.csv",
    "topic_synonyms.csv",
    "topic_units.csv",
)


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        pytest.param("topic_synonyms.csv", "某词,Some Measure,money,", r"is no slug", id="a measure that is no slug"),
        pytest.param("topic_synonyms.csv", "某词,cost,gold,", r'"gold" is not known', id="an unknown class"),
        pytest.param("topic_synonyms.csv", "成本,cost,money,", r'"成本" is listed twice', id="a word twice"),
        pytest.param("topic_qualifiers.csv", "某词,x,colour", r'kind "colour" is not known', id="an unknown kind"),
        pytest.param("topic_qualifiers.csv", "单日,day,period", r'"单日" is listed twice', id="a qualifier twice"),
        pytest.param("topic_units.csv", "某,crowd,", r'family "crowd" is not known', id="an unknown family"),
        pytest.param("claim_anaphors.csv", "它,thing,bare", r'type "thing" is not known', id="an unknown type"),
        pytest.param("claim_cues.csv", "某词,guess,,after", r'modality "guess" is not known', id="an unknown modality"),
        pytest.param("claim_cues.csv", "某词,,,after", r"give a modality or a stance", id="a cue that says nothing"),
        pytest.param("claim_cues.csv", "据称,hearsay,,after", r'"据称" is listed twice', id="a cue twice"),
        pytest.param("name_shortenings.csv", "(某,短", r'"\(某" is no pattern', id="a pattern that is none"),
        pytest.param("claim_changes.csv", "某词,sideways", r'direction "sideways" is not known', id="no direction"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, file: str, line: str, message: str) -> None:
    for name in FILES:
        shutil.copy(RULES_DIR / name, tmp_path / name)
    head = (RULES_DIR / "entities.csv").read_text(encoding="utf-8").splitlines()[:2]
    (tmp_path / "entities.csv").write_text("\n".join(head) + "\n", encoding="utf-8")
    ClaimFinder(tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as rules:
        rules.write(line + "\n")
    with pytest.raises(RuleError, match=rf"{file}:\d+: .*{message}"):
        ClaimFinder(tmp_path)
