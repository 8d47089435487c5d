"""The views of claims and quotations, on the five articles of `seeds/`."""

from pathlib import Path

from tests.warehouses import query


def test_a_conflict_counts_its_outlets_on_each_side_and_on_all(seeds: Path) -> None:
    found = query(
        seeds,
        """select distinct source, outlet_count, all_outlet_count from v_claim_conflicts
        where topic = 'deepseek/chip/count' order by source""",
    )
    assert found == [("新语丝", 1, 2), ("网易号", 1, 2)]


def test_a_number_is_vouched_for_with_its_bound(seeds: Path) -> None:
    columns = "surface, bound, value_high, vouched_by, speaker, is_self_report"
    found = query(seeds, f"select {columns} from v_number_attribution where surface in ('500亿美元', '2000块')")
    assert sorted(found) == [
        ("2000块", "eq", None, "named source", "深度求索", True),
        ("500亿美元", "gt", None, "named source", "CNBC", False),
    ]


def test_one_outlet_is_quoted_three_times_with_one_cue_each_or_none(seeds: Path) -> None:
    found = query(
        seeds,
        """select kind, cue, left(quote, 6) from v_quotes
        where speaker_entity = 'CNBC' order by start_char""",
    )
    assert found == [
        ("indirect", "直言", "DeepSe"),
        ("direct", None, "首先是成本,"),
        ("direct", "表示", "更令人惊讶的"),
        ("direct", "表示", "它在很多领域"),
    ]


def test_a_rumour_is_told_by_somebody_unnamed(seeds: Path) -> None:
    found = query(seeds, "select speaker, is_anonymous, cue, quote from v_quotes where cue = '造谣说'")
    assert found == [("有人", True, "造谣说", "DeepSeek有5万张H100芯片")]


def test_speakers_are_counted_by_entity(seeds: Path) -> None:
    found = query(
        seeds, "select speaker, quote_count, direct_count from v_quotes_by_speaker where speaker = '大卫·萨克斯'"
    )
    # As 大卫·O·萨克斯 in one article and 大卫·萨克斯 in another.
    assert found == [("大卫·萨克斯", 4, 2)]
