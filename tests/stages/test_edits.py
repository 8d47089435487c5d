"""Edits in a warehouse: what changed between the versions that were seen, whatever the builds in between."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import Settings
from tests.warehouses import build, make_settings, query

HEAD = "华为在北京公布计划\n来源:晨星网 2025-03-01 10:30\n\n"
FOOT = "\n\n特别声明:以上内容为自媒体平台用户上传并发布,本平台仅提供信息存储服务。\n"
KEPT = "这是公司成立以来最大的一笔支出,消息公布以后引起了广泛的关注。"
VERSIONS = [
    f"{HEAD}华为昨天在北京表示,今年投入30亿元。{KEPT}记者没有联系到负责人。{FOOT}",
    f"{HEAD}英伟达昨天在北京表示,今年投入35亿元。{KEPT}{FOOT}",
    f"{HEAD}英伟达昨天在北京表示,今年投入三十五亿元。{KEPT}{FOOT}{FOOT}",
]


def write(settings: Settings, name: str, text: str) -> None:
    (settings.inputs[0].path / name).write_text(text, encoding="utf-8")


def edits(settings: Settings) -> list[tuple[Any, ...]]:
    return query(settings.warehouse, "from edits order by all")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Settings:
    settings = make_settings(tmp_path_factory.mktemp("edits"), rules=small_rules)
    write(settings, "other.txt", VERSIONS[0])
    for text in VERSIONS:
        write(settings, "page.txt", text)
        build(settings)
    return settings


def test_an_edit_says_which_facts_changed(built: Settings) -> None:
    sql = """
        select version_no, kind, old_text, new_text, numbers_before, numbers_after, names_before, names_after,
            changes_facts
        from v_edits order by version_no, edit_no"""
    assert query(built.warehouse, sql) == [
        (
            2,
            "changed",
            "华为昨天在北京表示,今年投入30亿元。",
            "英伟达昨天在北京表示,今年投入35亿元。",
            ["30亿元"],
            ["35亿元"],
            ["华为"],
            ["英伟达"],
            True,
        ),
        (2, "removed", "记者没有联系到负责人。", None, [], [], [], [], False),
        (
            3,
            "changed",
            "英伟达昨天在北京表示,今年投入35亿元。",
            "英伟达昨天在北京表示,今年投入三十五亿元。",
            [],
            [],
            [],
            [],
            False,
        ),
    ]


def test_the_view_names_source_and_document(built: Settings) -> None:
    sql = "select distinct source, title, published_date::varchar, seen_at is not null from v_edits"
    assert query(built.warehouse, sql) == [("晨星网", "华为在北京公布计划", "2025-03-01", True)]


def test_the_same_versions_have_the_same_edits(built: Settings) -> None:
    before = edits(built)
    assert build(built, full_refresh=True).stages["edits"].redone == 2
    assert edits(built) == before


def test_only_a_new_version_is_compared_and_a_removed_page_has_no_edits(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write(settings, "page.txt", VERSIONS[0])
    build(settings)
    write(settings, "page.txt", VERSIONS[1])
    write(settings, "other.txt", VERSIONS[0])
    assert build(settings).stages["edits"].changed == 2
    assert build(settings).stages["edits"].redone == 0
    (settings.inputs[0].path / "page.txt").unlink()
    build(settings)
    assert edits(settings) == []
