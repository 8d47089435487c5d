"""Edits between two versions: by sentence, of title and content alone."""

import pytest

from pipelines.text.edits import Piece, differing, find_edits

ZONES = {"C": "content", "T": "title", "B": "boilerplate", "M": "metadata"}
FIRST = "城东的老桥明天起封闭维修。"
SECOND = "市政局说工期是三十天。"
THIRD = "居民可以绕行北门路。"


def version(*lines: str) -> tuple[str, list[Piece]]:
    """Make a version of lines such as `C:正文。`: the letter is the zone."""
    text, pieces = "", []
    for line in lines:
        zone, _, body = line.partition(":")
        pieces.append(Piece(ZONES[zone], len(text), len(text) + len(body)))
        text += body + "\n"
    return text, pieces


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        pytest.param([f"C:{FIRST}"], [f"C:{FIRST}"], [], id="nothing changed"),
        pytest.param([f"C:{FIRST}"], [f"C:{FIRST}", f"C:{SECOND}"], [("added", None, 1)], id="added"),
        pytest.param([f"C:{FIRST}", f"C:{SECOND}"], [f"C:{SECOND}"], [("removed", 0, None)], id="removed"),
        pytest.param(
            [f"C:{FIRST}", f"C:{SECOND}"],
            [f"C:{FIRST}", "C:市政局说工期是四十天。"],
            [("changed", 1, 1)],
            id="reworded",
        ),
        pytest.param(["T:老桥封闭三十天"], ["T:老桥封闭四十天"], [("changed", 0, 0)], id="the title counts"),
        pytest.param(
            [f"C:{FIRST}"], ["C:北川港迎来第一艘货轮。"], [("removed", 0, None), ("added", None, 0)], id="replaced"
        ),
        pytest.param([f"C:{FIRST}", f"C:{THIRD}"], [f"C:{THIRD}", f"C:{FIRST}"], [], id="moved"),
        pytest.param(["B:阅读 1024"], ["B:阅读 1025"], [], id="a counter is furniture"),
        pytest.param(["C:阅读 1024"], ["B:阅读 1025"], [], id="a counter that one version's zoning missed"),
        pytest.param([f"C:{FIRST}"], [f"B:{FIRST}"], [], id="another zone is no edit"),
        pytest.param(["M:来源：晨星网"], ["M:来源：南岸新闻"], [], id="metadata have their own table"),
        pytest.param(["C:股價 下降１７％。"], ["C:股价下降17%。"], [], id="script, width and blanks don't count"),
        pytest.param(
            [f"C:{SECOND}", f"C:{THIRD}"],
            ["C:市政局说工期是四十天。", "C:居民可以绕行南门路。"],
            [("changed", 0, 0), ("changed", 1, 1)],
            id="each to its own new wording",
        ),
    ],
)
def test_find_edits(old: list[str], new: list[str], edits: list[tuple[str, int | None, int | None]]) -> None:
    assert [tuple(edit) for edit in find_edits(*version(*old), *version(*new))] == edits


@pytest.mark.parametrize(
    ("old", "new", "only"),
    [
        pytest.param([(30, "三十天")], [(30, "30天")], ([], []), id="the same value in other figures"),
        pytest.param([(30, "三十天")], [(40, "四十天")], (["三十天"], ["四十天"]), id="another value"),
        pytest.param([(1, "一"), (1, "1")], [(1, "一")], (["1"], []), id="said once less"),
        pytest.param([], [("nvidia", "英伟达")], ([], ["英伟达"]), id="a new name"),
    ],
)
def test_differing(old: list[tuple[object, str]], new: list[tuple[object, str]], only: tuple[list[str], ...]) -> None:
    assert differing(old, new) == only
