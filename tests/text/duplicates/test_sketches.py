"""What of a text counts, what is kept of it, and what two sketches tell."""

import pytest

from pipelines.text.duplicates import Likeness, Sketch, compare, countable, make_sketch
from pipelines.text.duplicates.sketches import ALL_UP_TO, ANCHOR_LIMIT, ANCHORS_AT_LEAST, SAMPLE_LIMIT
from pipelines.text.folding import fold


def story(number: int, length: int) -> str:
    """Make a text of its own: no run of letters comes twice, and none stands in another number's text."""
    first = 0x4E00 + 700 * number
    return "".join(chr(first + (i * i + i // 7) % 653) for i in range(length))


def likeness(one: str, other: str) -> Likeness:
    sketches = make_sketch(fold(one)), make_sketch(fold(other))
    shared = len(set(sketches[0].shingles) & set(sketches[1].shingles))
    sizes = [(s.shingle_count, s.sampled_count, len(s.shingles)) for s in sketches]
    return compare(shared, sizes[0], sizes[1])


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        pytest.param("股价一天下降17%，收于118美元。", "股价一天下降17收于118美元", id="letters and digits alone"),
        pytest.param("輝達股價", "辉达股价", id="a Traditional copy counts as the Simplified text"),
        pytest.param("ＡＩ公司", "ai公司", id="full-width and capitals are folded"),
        pytest.param(
            "他说：“工厂不会卖。”会后记者没有再问别的。", "他说会后记者没有再问别的", id="a quotation is the speaker's"
        ),
        pytest.param("所谓“小院高墙”并不管用。", "所谓小院高墙并不管用", id="a word in quotation marks stays"),
        pytest.param(
            "问：“这家工厂会不会卖掉？”答。", "问这家工厂会不会卖掉答", id="an interview is its own quotations"
        ),
        pytest.param(
            "开头“没有收尾的引文\n第二段的文字", "开头没有收尾的引文第二段的文字", id="a quotation ends with its line"
        ),
    ],
)
def test_what_counts(text: str, counted: str) -> None:
    assert countable(text, [(0, len(text))]) == counted


def test_only_the_given_ranges_count() -> None:
    assert countable("正文一。广告。正文二。", [(0, 4), (7, 11)]) == "正文一正文二"


def test_a_sketch_is_the_same_everywhere() -> None:
    sketch = make_sketch("江城市公布了第三批老旧小区改造名单")
    assert sketch == Sketch(
        shingle_count=10,
        sampled_count=0,
        shingles=(
            314809816,
            581917178,
            834490355,
            1322788308,
            1414661995,
            1642143755,
            1720088599,
            1751340123,
            1864526438,
            2108377672,
        ),
        anchors=(39329047, 1667623977),
    )


@pytest.mark.parametrize("length", [0, 7, 8, 15, 16, 100, 519, 520, 4000])
def test_a_sketch_keeps_all_of_a_short_text_and_a_sample_of_a_long_one(length: int) -> None:
    sketch = make_sketch(story(1, length))
    kept = len(sketch.shingles)
    assert kept == (sketch.shingle_count if sketch.shingle_count <= ALL_UP_TO else sketch.sampled_count)
    assert sketch.sampled_count == sum(value < SAMPLE_LIMIT for value in sketch.shingles)
    assert all(0 <= value < 1 << 31 for value in (*sketch.shingles, *sketch.anchors))
    assert list(sketch.anchors) == sorted(set(sketch.anchors))
    if length >= 4000:
        assert 0.08 < sketch.sampled_count / sketch.shingle_count < 0.17
    elif length >= 16:
        assert len(sketch.anchors) >= min(ANCHORS_AT_LEAST, length - 15)
    assert all(value < ANCHOR_LIMIT for value in sketch.anchors[ANCHORS_AT_LEAST:])


LONG = story(2, 500)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        pytest.param(LONG, LONG, "copy", id="a copy"),
        pytest.param(LONG, story(3, 60) + LONG[40:460] + story(4, 60), "copy", id="another head and tail"),
        pytest.param(LONG, LONG[:270] + story(3, 230), "copy", id="half is the same"),
        pytest.param(LONG, LONG[:170] + story(3, 330), "related", id="a third is the same"),
        pytest.param(LONG, LONG[:90] + story(3, 410), "", id="a sixth is the same"),
        pytest.param(LONG, LONG[100:220], "excerpt", id="an excerpt"),
        pytest.param(LONG, LONG[100:220] + story(3, 100), "related", id="half of a short text is no excerpt"),
        pytest.param(story(5, 4000), story(5, 4000)[900:1900], "excerpt", id="an excerpt, by samples"),
        pytest.param(story(5, 4000), story(5, 4000)[900:1200], "excerpt", id="a short excerpt of a sampled text"),
        pytest.param(LONG[:24], LONG[:24], "", id="a line proves nothing"),
        pytest.param("", LONG, "", id="no text is like no other"),
        pytest.param(LONG, story(3, 500), "", id="nothing in common"),
    ],
)
def test_likeness(one: str, other: str, kind: str) -> None:
    assert likeness(one, other).kind == kind
    assert likeness(other, one) == likeness(one, other)
