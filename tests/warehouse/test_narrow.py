"""A judgement redoes the links of the documents that it concerns, and ends in the tables of a fresh build."""

import shutil
from pathlib import Path

from tests.warehouses import assert_equal_tables, build, make_settings, query

TEXTS = (
    "华为发布了新手机。会上没有别人。",
    "英伟达的芯片卖完了。没有人说话。",
    "华为与英伟达都来了。这是第三篇。",
    "今天下了雨。桥上没有人。",
)
# What is said one after the other, and how many documents are linked again.
HISTORY = (
    ("huawei,nvidia,same", 3, "a merge concerns who names either"),
    ("nvidia,黄厂,rename", 0, "a name to show concerns no link"),
    ("nobody-1,nobody-2,same", 0, "a merge of what nobody names"),
    ("huawei,nvidia,different", 3, "the merge undone: both stood under the one id"),
    ("huawei,yes,hide", 2, "a hidden entity"),
    ("nvidia,city-cn-hangzhou,same", 2, "a merge of two types"),
    ("nvidia,city-cn-hangzhou,different", 2, "and undone"),
)


def test_only_the_documents_concerned_are_linked_again(tmp_path: Path, small_rules: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(small_rules, rules)
    settings = make_settings(tmp_path, rules=rules)
    for number, text in enumerate(TEXTS):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{text}\n", encoding="utf-8")
    build(settings)
    counts = {}
    for row, _, why in HISTORY:
        with (rules / "judgements.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row},somebody,2025-01-01,\n")
        counts[why] = build(settings).stages["mention_links"].redone
    assert counts == {why: count for _, count, why in HISTORY}
    (tmp_path / "in" / "3.txt").write_text("今天华为来了。桥上没有人。\n", encoding="utf-8")
    with (rules / "judgements.csv").open("a", encoding="utf-8") as file:
        file.write("huawei,nvidia,same,somebody,2025-01-01,\n")
    assert build(settings).stages["mention_links"].redone == 4, "one that changed at the same time is not spared"
    assert query(settings.warehouse, "select distinct entity_id from mention_links") == [("nvidia",)]
    fresh = make_settings(tmp_path / "fresh", rules=rules)
    shutil.copytree(tmp_path / "in", tmp_path / "fresh" / "in", dirs_exist_ok=True)
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)
