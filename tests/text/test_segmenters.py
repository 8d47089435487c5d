"""The segmenters of the settings: both cut every text into words that joined are the text."""

from importlib import metadata
from pathlib import Path

import pytest

from pipelines.orchestration.resource import BuildResource
from pipelines.settings import StageSettings, load_settings
from pipelines.stages import edits, mention_spans, tokens
from pipelines.stages.fingerprints import spec_hash
from pipelines.text.folding import fold
from pipelines.text.mentions import MentionFinder
from pipelines.text.segmenter import SEGMENTERS, SegmenterError, load_segmenter
from pipelines.text.sentences import split_sentences
from pipelines.text.tokens import find_tokens

SEED = max((Path(__file__).parents[2] / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("name", SEGMENTERS)
@pytest.mark.parametrize("text", ["", "人工智能发展很快", "\n 　a\u0301b，𠮷野家🚀\r\n1.5万", "\x00\ufeff甲"])
def test_joined_words_are_the_text(name: str, text: str) -> None:
    segmenter = load_segmenter(name)
    assert "".join(segmenter.words(text)) == text
    assert "".join(segmenter.known_words(text)) == text


@pytest.mark.parametrize("name", SEGMENTERS)
def test_search_words_hold_the_short_ones(name: str) -> None:
    assert find_tokens("人工智能与DeepSeek", [(0, 13)], name) == {"deepseek": 1, "人工": 1, "人工智能": 1, "智能": 1}


def test_they_agree_on_nearly_all_words_of_an_article() -> None:
    folded = fold(SEED.read_text(encoding="utf-8"))
    ours, theirs = (set(load_segmenter(name).words(folded)) for name in SEGMENTERS)
    assert len(ours & theirs) >= 0.95 * len(ours | theirs)


def test_names_are_found_with_either() -> None:
    text = "李强在北京大学生活动中说，美国参议院和英伟达（NVIDIA）都很关注。"
    sentences = split_sentences(text, 0, len(text))
    found = [MentionFinder(segmenter=name).find(text, sentences, [[]] * len(sentences)) for name in SEGMENTERS]
    assert found[0] == found[1] != []


def test_the_segmenter_is_part_of_the_fingerprint() -> None:
    for stage in (tokens.STAGE, mention_spans.STAGE, edits.STAGE):
        assert len({spec_hash(stage, StageSettings(segmenter=name)) for name in SEGMENTERS}) == 2


def test_a_run_may_choose_its_segmenter(tmp_path: Path) -> None:
    path = tmp_path / "newsledger.toml"
    path.write_text('segmenter = "jieba"\n', encoding="utf-8")
    assert load_settings(path).stage.segmenter == "jieba"
    assert load_settings(path, segmenter="rjieba").stage.segmenter == "rjieba"
    assert BuildResource(segmenter="rjieba").settings().stage.segmenter == "rjieba"


def test_a_missing_package_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("pipelines.text.segmenter.metadata.version", missing)
    with pytest.raises(SegmenterError, match=r"rjieba is not installed; pip install newsledger\[rjieba\], or set"):
        spec_hash(tokens.STAGE, StageSettings(segmenter="rjieba"))
