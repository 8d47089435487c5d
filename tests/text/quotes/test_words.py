"""The word lists of quotes: a wrong row is refused with file and line, and what a cue says is kept."""

import shutil
from pathlib import Path

import pytest

from pipelines.text.quotes.vocabulary import Vocabulary
from pipelines.text.rulefiles import RULES_DIR, RuleError
from tests.text.quotes.reading import find

FILES = ("reporting_verbs.csv", "quote_words.csv", "speaker_words.csv", "titles.csv", "name_sounds.csv")


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        pytest.param("reporting_verbs.csv", "哼唧,loud,any,clause,", 'stance "loud" is not known', id="stance"),
        pytest.param("reporting_verbs.csv", "哼唧,neutral,any,song,", 'takes "song" is not known', id="takes"),
        pytest.param("reporting_verbs.csv", "說明,neutral,any,clause,", 'write "说明"', id="a verb that is not folded"),
        pytest.param("reporting_verbs.csv", "表示,neutral,any,clause,", "stands twice", id="a verb twice"),
        pytest.param("reporting_verbs.csv", "小说,neutral,any,clause,", "keep one", id="a verb that is no cue"),
        pytest.param("reporting_verbs.csv", ",neutral,any,clause,", "is empty", id="no verb"),
        pytest.param("quote_words.csv", "嗯,noise", 'role "noise" is not known', id="role"),
        pytest.param("speaker_words.csv", "路人,passer", 'kind "passer" is not known', id="kind"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, file: str, row: str, message: str) -> None:
    for name in FILES:
        shutil.copy(RULES_DIR / name, tmp_path / name)
    with (tmp_path / file).open("a", encoding="utf-8") as rows:
        rows.write(f"{row}\n")
    with pytest.raises(RuleError, match=r"\.csv:\d+: .*" + message):
        Vocabulary(tmp_path)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("李明表示，价格不变。", "neutral", id="neutral"),
        pytest.param("有人造谣说李明走了。", "false", id="false"),
        pytest.param("知情人士透露，李明走了。", "hearsay", id="hearsay"),
        pytest.param("李明痛批王芳不负责任。", "critical", id="critical"),
        pytest.param("李明否认自己签过字。", "deny", id="deny"),
        pytest.param("李明声称自己没有来过。", "claim", id="claim"),
    ],
)
def test_the_stance_of_a_cue(text: str, stance: str) -> None:
    assert [quote.cue_stance for quote in find(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "entity", "rule"),
    [
        pytest.param("李明来了。他说，今天很冷。", "李明", "pronoun.he", id="他"),
        pytest.param("星河科技发布财报。该公司称，利润翻番。", "星河科技", "pronoun.it", id="该公司"),
        pytest.param("星河科技已回应。该航空公司称，航班正常。", "星河科技", "pronoun.it", id="该 with any body"),
        pytest.param("李明和王芳起了争执。前者说，这不公平。", "李明", "pronoun.former", id="前者"),
        pytest.param(
            "星河科技创始人李明到场。星河科技创始人说，今天不营业。", "李明", "speaker.role", id="a title named before"
        ),
        pytest.param("他说，今天很冷。", None, "speaker.unresolved", id="nobody within reach"),
        pytest.param(
            "李明认为，价格太高，还说质量一般。", "李明", "speaker.shared", id="the subject of the cue before"
        ),
    ],
)
def test_how_a_speaker_is_found(text: str, entity: str | None, rule: str) -> None:
    last = find(text)[-1]
    assert (last.speaker_entity_id, last.speaker_rule) == (entity, rule)


def test_a_nested_quote_knows_its_parent() -> None:
    quotes = find("王芳回忆说：“当时他对我说‘别怕，有我在’，我就哭了。”")
    assert [quote.parent for quote in quotes] == [None, 0]
