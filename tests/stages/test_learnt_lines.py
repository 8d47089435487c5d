"""Lines learnt within a site: boilerplate there, whatever the order of arrival, and only there."""

from pathlib import Path

import pytest

from tests.warehouses import assert_equal_tables, build, make_settings, query

BODY = "{n}日,江城市公布了第{n}批老旧小区改造名单,共涉及{n}个街道。居民代表{name}说,大家盼这一天已经很久了。"
SLOGAN = "江城热线 与城市同行每一天"


def page(number: int, *, site: str = "jiangcheng.example", slogan: str = SLOGAN, body: str = "") -> str:
    text = body or BODY.format(n=number + 2, name="甲乙丙丁戊己庚辛"[number])
    return (
        f"江城公布第{number}批名单\n本文网址:https://{site}/2025/0{number + 1}/01/{number}.html\n\n{text}\n\n{slogan}\n"
    )


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def learnt(warehouse: Path) -> list[tuple[str, int]]:
    return query(warehouse, "select line, document_count from learnt_lines where line like '江城热线%'")


def slogans(warehouse: Path) -> list[tuple[str, str]]:
    sql = """
        select d.source_uri, b.rule_id from blocks as b inner join documents as d on d.doc_id = b.doc_id
        where b.zone = 'boilerplate' and substring(d.raw_text, b.start_char + 1, 4) = '江城热线'
        order by d.source_uri"""
    return query(warehouse, sql)


def test_a_third_article_teaches_the_line_and_redoes_only_those_that_hold_it(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    for number in range(2):
        write(tmp_path / "in", f"{number}.txt", page(number))
    write(tmp_path / "in", "other.txt", page(5, slogan="记者 王晓梅"))
    build(settings)
    assert learnt(settings.warehouse) == []
    write(tmp_path / "in", "2.txt", page(2))
    outcome = build(settings)
    assert learnt(settings.warehouse) == [("江城热线与城市同行每一天", 3)]
    assert outcome.stages["pages"].redone == 3
    assert slogans(settings.warehouse) == [(f"{n}.txt", "page.learnt") for n in range(3)]
    (tmp_path / "in" / "0.txt").unlink()
    outcome = build(settings)
    assert learnt(settings.warehouse) == []
    assert slogans(settings.warehouse) == []
    assert outcome.stages["pages"].redone == 2


def test_the_order_of_arrival_does_not_count(tmp_path: Path, small_rules: Path) -> None:
    forth, back = (make_settings(tmp_path / name, rules=small_rules) for name in ("forth", "back"))
    for number in range(4):
        write(tmp_path / "forth" / "in", f"{number}.txt", page(number))
        build(forth)
    for number in reversed(range(4)):
        write(tmp_path / "back" / "in", f"{number}.txt", page(number))
    build(back)
    assert_equal_tables(forth.warehouse, back.warehouse)


REPOSTED = "江城晚报 送到每一家的门口"
FIGURES = "截至收盘,沪指报3{n}00点,涨0.{n}%。"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    """Sites that are built at once: one has a line of its own, one reposts, one tells figures; a guest has the line."""
    settings = make_settings(tmp_path_factory.mktemp("sites"), rules=small_rules)
    folder = settings.inputs[0].path
    for number in range(3):
        write(folder, f"{number}.txt", page(number))
        article = BODY.format(n=7, name="甲") * 2
        write(folder, f"repost-{number}.txt", page(number, site="wanbao.example", slogan=REPOSTED, body=article))
        write(folder, f"close-{number}.txt", page(number, site="gushi.example", slogan=FIGURES.format(n=number)))
    write(folder, "guest.txt", page(4, site="beicheng.example"))
    build(settings)
    return settings.warehouse


def test_what_one_site_repeats_is_no_boilerplate_of_another(warehouse: Path) -> None:
    assert [uri for uri, _ in slogans(warehouse)] == ["0.txt", "1.txt", "2.txt"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(REPOSTED, id="reposts of one article"),
        pytest.param(FIGURES, id="a sentence that repeats but for its figures is news"),
    ],
)
def test_what_teaches_nothing(warehouse: Path, line: str) -> None:
    # Lines are learnt without their blanks.
    beginning = line.replace(" ", "")[:4]
    assert query(warehouse, "select count(*) from texts where contains(raw_text, ?)", [line[:4]]) == [(3,)]
    assert query(warehouse, "select line from learnt_lines where starts_with(line, ?)", [beginning]) == []
