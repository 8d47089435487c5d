"""Search tokens and the segmenter behind them."""

import tempfile
from pathlib import Path

import jieba
import pytest

from pipelines.text.jieba_words import read_jieba_words
from pipelines.text.segmenter import Segmenter, load_segmenter
from pipelines.text.tokens import find_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("人工智能", {"人工": 1, "人工智能": 1, "智能": 1}, id="a word, and the words inside it"),
        pytest.param("發展發展", {"发展": 2}, id="Traditional counts as Simplified"),
        pytest.param("DeepSeek在X上", {"deepseek": 1, "x": 1}, id="Latin words of any length"),
        pytest.param("他在。,!", {}, id="single characters and marks don't count"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_find_tokens(text: str, tokens: dict[str, int]) -> None:
    assert find_tokens(text, [(0, len(text))]) == tokens


def test_no_token_crosses_a_range() -> None:
    assert find_tokens("美国国会", [(0, 2), (2, 4)]) == {"国会": 1, "美国": 1}


def test_a_word_list_holds_the_beginnings_of_its_words() -> None:
    listed = read_jieba_words("人工智能 4 n\n人工 3 b\n美国 9 ns\n人工 5 v\n")
    assert listed.counts == {"人": 0, "人工": 5, "人工智": 0, "人工智能": 4, "美": 0, "美国": 9}
    assert listed.total == 21
    assert listed.proper == {"美国": "location"}
    assert listed.nouns == {"人工智能", "人工"}


def test_the_words_are_those_of_the_library(tmp_path: Path) -> None:
    tokenizer = jieba.Tokenizer()
    tokenizer.cache_file, tokenizer.tmp_dir = str(tmp_path / "words.cache"), str(tmp_path)
    tokenizer.initialize()
    ours = load_segmenter().tokenizer
    assert (ours.FREQ, ours.total) == (tokenizer.FREQ, tokenizer.total)


def test_the_segmenter_leaves_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Segmenter().known_words("美国国会") == ["美国国会"]
    assert list(tmp_path.iterdir()) == []
