"""`entity`: an analyst's word is written down, obeyed by the next build, and undone by a later word."""

import functools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli.main import main
from pipelines.settings import Settings, load_settings
from pipelines.text.mentions.judgements import read_judgements
from pipelines.warehouse.build import BuildOutcome
from tests.warehouses import assert_equal_tables, build, make_settings, query

PAGES = {
    "a": "华为在北京公布计划\n\n华为昨天在北京表示,英伟达今年投入九亿元,这是公司成立以来最大的一笔支出。\n",
    "b": "深度求索在杭州公布计划\n\n深度求索昨天在杭州表示,龙芯侠今年投入九亿元,微软没有参加。\n",
}
Entity = Callable[..., int]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    """Two pages, built with a copy of the small gazetteer."""
    root = tmp_path_factory.mktemp("entity") / "root"
    shutil.copytree(small_rules, root / "rules")
    made = make_settings(root, rules=root / "rules")
    for name, text in PAGES.items():
        (root / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(made)
    return root


@pytest.fixture
def settings(tmp_path: Path, built: Path) -> Settings:
    """All of it, for a test to change."""
    shutil.copytree(built, tmp_path, symlinks=True, dirs_exist_ok=True)
    return make_settings(tmp_path, rules=tmp_path / "rules")


@pytest.fixture
def entity(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Entity:
    """Run the command as it is run beside a settings file."""
    assert settings.stage.rules_dir == tmp_path / "rules"
    return entity_in(tmp_path, monkeypatch)


def entity_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> Entity:
    """Give the command as it is run beside a settings file in `root`."""
    file = root / "newsledger.toml"
    file.write_text('inputs = ["in"]\nrules = "rules"\n', encoding="utf-8")
    monkeypatch.setattr("pipelines.cli.entity.load_settings", functools.partial(load_settings, file, environ={}))
    monkeypatch.setenv("USER", "li")
    return lambda *arguments: main(["entity", *arguments])


def rows_of(settings: Settings) -> list[tuple[str, ...]]:
    return [(j.left, j.right, j.judgement, j.who, j.at, j.why) for j in read_judgements(settings.stage.rules_dir)]


def redone(outcome: BuildOutcome) -> set[str]:
    return {name for name, report in outcome.stages.items() if report.redone}


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    return query(settings.warehouse, sql)


def id_of(settings: Settings, name: str) -> str:
    ((found,),) = ask(settings, f"select distinct entity_id from mentions where surface = '{name}'")
    return str(found)


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        pytest.param(("merge", "华为", "英伟达"), ("huawei", "nvidia", "same"), id="merge by names"),
        pytest.param(("merge", "huawei", "nvidia"), ("huawei", "nvidia", "same"), id="merge by ids"),
        pytest.param(("split", "华为", "英伟达"), ("huawei", "nvidia", "different"), id="split"),
        pytest.param(("rename", "华为", "华为技术"), ("huawei", "华为技术", "rename"), id="rename"),
        pytest.param(("type", "华为", "product"), ("huawei", "product", "type"), id="type"),
        pytest.param(("hide", "华为"), ("huawei", "yes", "hide"), id="hide"),
        pytest.param(("alias", "华为", "菊厂"), ("huawei", "name:菊厂", "same"), id="alias"),
        pytest.param(("alias", "华为", "Huawei", "--not"), ("huawei", "name:Huawei", "different"), id="no alias"),
    ],
)
def test_each_command_adds_one_row(
    entity: Entity, settings: Settings, arguments: tuple[str, ...], row: tuple[str, ...]
) -> None:
    said = ("--why", "in the \n annual report, p. 3", "--at", "2025-02-03")
    assert entity(*arguments, *said) == 0
    assert rows_of(settings) == [(*row, "li", "2025-02-03", "in the annual report, p. 3")]


def test_the_command_says_what_the_next_build_will_do(
    entity: Entity, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entity("merge", "华为", "英伟达") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "judgements.csv: 华为 (huawei) is one with 英伟达 (nvidia), which keeps its id."
    assert said[1].startswith("The next build links what names either anew (huawei: 2 mentions in 1 documents)")
    assert rows_of(settings)[0][4] > "2025"


def test_saying_it_again_adds_nothing(entity: Entity, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert entity("hide", "华为") == entity("hide", "华为") == 0
    assert len(rows_of(settings)) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing to do: 华为 (huawei) is hidden already."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("hide", "没有的人"), '"没有的人" is neither an entity_id nor a name', id="unknown"),
        pytest.param(("merge", "华为", "huawei"), '"华为" and "huawei" are one entity already', id="one and the same"),
        pytest.param(("type", "华为", "thing"), '"thing" is not a type; use one of person', id="no type"),
        pytest.param(("rename", "华为"), "give either a name or --undo", id="a new name is missing"),
        pytest.param(("alias", "华为", " "), "the name is empty", id="an empty name"),
    ],
)
def test_a_mistake_is_one_line_and_adds_nothing(
    entity: Entity, settings: Settings, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert entity(*arguments) == 1
    assert message in capsys.readouterr().err
    assert rows_of(settings) == []


def test_a_date_is_iso(entity: Entity) -> None:
    with pytest.raises(SystemExit):
        entity("hide", "华为", "--at", "yesterday")


def test_without_a_warehouse_the_rules_are_asked(entity: Entity, settings: Settings) -> None:
    settings.warehouse.unlink()
    assert entity("hide", "华为") == 0
    assert entity("hide", "龙芯侠") == 1


def test_a_line_that_is_not_closed_stays_whole(entity: Entity, settings: Settings) -> None:
    path = settings.stage.rules_dir / "judgements.csv"
    path.write_text(path.read_text(encoding="utf-8") + "huawei,yes,hide,li,2025-01-01,x", encoding="utf-8")
    assert entity("hide", "英伟达") == 0
    assert [row[0] for row in rows_of(settings)] == ["huawei", "nvidia"]


def test_a_merge_redoes_links_alone(entity: Entity, settings: Settings) -> None:
    entity("merge", "华为", "英伟达")
    assert redone(build(settings)) == {
        "mention_links",
        "quotes",
        "claims",
        "conflicts",
        "entity_counts",
        "entities",
        "entity_totals",
        "name_forms",
        "alike_names",
    }
    assert id_of(settings, "华为") == id_of(settings, "英伟达") == "nvidia"
    assert ask(settings, "select old_id, entity_id from entity_redirects") == [("huawei", "nvidia")]
    assert ask(settings, "select count(*) from entities where entity_id = 'huawei'") == [(0,)]
    assert ask(settings, "select names from v_entities where entity_id = 'nvidia'") == [(["华为", "英伟达"],)]


def test_an_alias_redoes_mentions_and_links_and_not_the_tagger(entity: Entity, settings: Settings) -> None:
    entity("alias", "华为", "龙芯侠")
    assert redone(build(settings)) == {
        "mention_spans",
        "mention_links",
        "edits",
        "quotes",
        "claims",
        "conflicts",
        "entity_counts",
        "entities",
        "entity_totals",
        "name_forms",
        "alike_names",
    }
    assert id_of(settings, "龙芯侠") == "huawei"


def test_an_edit_survives_a_full_refresh(entity: Entity, settings: Settings) -> None:
    entity("merge", "华为", "英伟达")
    build(settings, full_refresh=True)
    assert id_of(settings, "华为") == "nvidia"


def test_a_later_row_undoes_a_merge(entity: Entity, settings: Settings, tmp_path: Path) -> None:
    before = tmp_path / "before.duckdb"
    before.write_bytes(settings.warehouse.read_bytes())
    entity("merge", "华为", "英伟达")
    build(settings)
    assert entity("split", "华为", "英伟达") == 1, "both names lead to one id now"
    assert entity("split", "huawei", "nvidia") == 0
    build(settings)
    for table in ("mention_spans", "mention_links", "entities", "aliases", "entity_redirects"):
        columns = f"select * from {table} order by all"
        assert ask(settings, columns) == query(before, columns)


MENTIONED = "select doc_id, start_char, entity_id, entity, type, surface from v_mentions"
LISTED = "select entity_id, name, type, is_hidden from entities where origin = 'curated'"
# Edit → its words, what undoes it, and where it shows. Each is of an entity of its own, so all are done in one build.
EDITS = {
    "rename": (("北京", "北平"), ("rename", "cn-beijing", "--undo"), f"{MENTIONED} where surface = '北京'"),
    "type": (("英伟达", "product"), ("type", "nvidia", "--undo"), f"{LISTED} and entity_id = 'nvidia'"),
    "hide": (("微软",), ("show", "microsoft"), f"{LISTED} and entity_id = 'microsoft'"),
    "alias": (
        ("深度求索", "龙芯侠"),
        ("alias", "深度求索", "龙芯侠", "--not"),
        f"{MENTIONED} where surface = '龙芯侠'",
    ),
    "alias --not": (("华为", "华为"), ("alias", "huawei", "华为"), f"{MENTIONED} where surface = '华为'"),
}
History = list[dict[str, list[tuple[Any, ...]]]]


@pytest.fixture(scope="module")
def history(built: Path, tmp_path_factory: pytest.TempPathFactory) -> History:
    """What each edit shows in, and all that any could show in: before, after every edit, after every one is undone."""
    root = tmp_path_factory.mktemp("edits") / "root"
    shutil.copytree(built, root, symlinks=True)
    settings = make_settings(root, rules=root / "rules")
    asked = {name: sql for name, (_, _, sql) in EDITS.items()} | {"mentioned": MENTIONED, "listed": LISTED}

    def look() -> dict[str, list[tuple[Any, ...]]]:
        return {name: sorted(ask(settings, sql), key=str) for name, sql in asked.items()}

    seen = [look()]
    with pytest.MonkeyPatch.context() as patch:
        entity = entity_in(root, patch)
        for commands in (
            [(name.split()[0], *words, *name.split()[1:]) for name, (words, _, _) in EDITS.items()],
            [undo for _, undo, _ in EDITS.values()],
        ):
            assert [entity(*command) for command in commands] == [0] * len(EDITS)
            build(settings)
            seen.append(look())
    return seen


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_shows_and_can_be_undone(history: History, name: str) -> None:
    before, edited, undone = history
    assert edited[name] != before[name] == undone[name]


def test_after_all_is_undone_nothing_is_left_of_it(history: History) -> None:
    assert history[0] == history[-1]


def test_a_pair_that_is_two_leaves_the_review_queue(entity: Entity, settings: Settings, tmp_path: Path) -> None:
    names = "埃文·麦克罗伊昨天在北京表示反对。埃文·麦克洛伊没有到场。\n"
    (tmp_path / "in" / "c.txt").write_text(f"两人在北京\n\n{names}", encoding="utf-8")
    build(settings)
    ((left, right, reason),) = ask(
        settings,
        "select left_id, right_id, reason from v_review_queue where left_name like '埃文%' and reason = 'sounds alike'",
    )
    assert reason == "sounds alike"
    entity("split", left, right)
    build(settings)
    assert ask(settings, f"select * from v_review_queue where left_id = '{left}' and right_id = '{right}'") == []


def test_edits_and_builds_equal_one_fresh_build(entity: Entity, settings: Settings, tmp_path: Path) -> None:
    for edit in (
        ("merge", "华为", "英伟达"),
        ("alias", "微软", "龙芯侠"),
        ("rename", "北京", "北平"),
        ("hide", "杭州"),
    ):
        entity(*edit)
        build(settings)
    fresh = Settings(settings.inputs, tmp_path / "fresh" / "warehouse.duckdb", settings.stage)
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)
