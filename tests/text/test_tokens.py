"""Search tokens and the segmenter behind them."""

import stat
from pathlib import Path

import pytest

from pipelines.text import segmenter as module
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


def test_the_dictionary_lies_where_nobody_else_writes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Segmenter()
    folder = tmp_path / "newsledger"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.suffix for path in folder.iterdir()] == [".cache"]


def test_without_a_cache_folder_the_dictionary_is_built_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert module._private_folder() is None
    assert Segmenter().known_words("美国国会") == load_segmenter().known_words("美国国会")
