import re
from pathlib import Path

import pytest

from pipelines.text.folding import fold
from pipelines.text.pages.cues import Cue, CuePacks
from pipelines.text.pages.finder import Finder
from pipelines.text.pages.lines import split_lines
from pipelines.text.pages.pagetext import fold_page
from pipelines.text.pages.shapes import Shape, Shapes
from pipelines.text.rulefiles import RULES_DIR, RuleError

PACKS = CuePacks(RULES_DIR)
FINDER = Finder(PACKS.texts, ())
SHAPES = Shapes(RULES_DIR)


def test_ids_are_unique() -> None:
    ids = [cue.id for cue in PACKS.cues] + [shape.id for shape in SHAPES.shapes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("cue", PACKS.cues, ids=[cue.id for cue in PACKS.cues])
def test_a_cue_is_found_in_its_example(cue: Cue) -> None:
    folded = fold(cue.example)
    lines = split_lines(fold_page(cue.example))
    matches = FINDER.find(folded, lines).cues
    if cue.at == "line":
        judged = PACKS.judge(lines[0], matches[0])
        assert judged is not None
        assert judged.zone == cue.zone
        assert cue.text.strip() in folded
    elif cue.at == "word":
        assert cue.text in {cue.text for line in lines for cue, *_ in PACKS.word_hits(line)}
    else:
        assert cue.id in {
            cue.id for line, found in zip(lines, matches, strict=True) for cue, *_ in PACKS.hits(found, line)
        }


@pytest.mark.parametrize("shape", SHAPES.shapes, ids=[shape.id for shape in SHAPES.shapes])
def test_a_shape_is_found_in_its_example(shape: Shape) -> None:
    (line,) = split_lines(fold_page(shape.example))
    found = SHAPES.judge(line)
    fitting = [one for one in SHAPES.shapes if line.size <= one.limit and re.fullmatch(one.pattern, line.folded)]
    assert shape in fitting
    assert found is fitting[0]  # what is skipped for want of a digit, a word or a first character fits none
    assert found.zone == shape.zone


HEADER = "id,zone,kind,at,where,cue,limit,cut,example\n"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param("a,furniture,promo,line,any,扫码,,,扫码", "zone", id="no such zone"),
        pytest.param("a,boilerplate,promo,middle,any,扫码,,,扫码", "at", id="no such place"),
        pytest.param("a,boilerplate,promo,line,any,扫码,ten,,扫码", "limit", id="a limit that is no number"),
        pytest.param("a,boilerplate,promo,line,any,扫码,,yes,扫码", "cut", id="a flag that is none"),
        pytest.param("a,boilerplate,promo,line,any,扫码,,,", "example", id="no example"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"own\.csv:2: .*{says}"):
        CuePacks(tmp_path)


def test_one_row_teaches_a_disclaimer(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    row = "own,boilerplate,disclaimer,glued,edge,晨光号只是搬运工,,,本文由晨光号发布，晨光号只是搬运工。"
    (tmp_path / "packs" / "own.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    packs = CuePacks(tmp_path)
    text = "声明：晨光號只是搬運工，與作者無關。"
    lines = split_lines(fold_page(text))
    judged = packs.judge(lines[0], Finder(packs.texts, ()).find(fold(text), lines).cues[0])
    assert judged is not None
    assert judged.id == "own.own"
