"""Pages and file names that would be SQL, markup, a template, a formula or a command are text, to the reader's eye."""

import csv
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipelines.cli.main import main
from tests.warehouses import build, make_settings, query

PAGES = {
    "<img src=x onerror=alert(1)>.txt": (
        '</title><script>alert(1)</script>华为公布新计划\n来源:"><iframe src=//x> 2025-01-02 10:30\n\n'
        "李国强表示:“<b onclick=x>投入3亿元</b>,{{ 7*7 }}{% include '/etc/passwd' %}。”\n"
    ),
    "'); drop table texts; --.txt": (
        "标题'); drop table texts; --\n来源:晨星网 2025-01-03\n\n王晓梅说:“'; delete from texts; -- 有20%的人。”\n"
    ),
    "=HYPERLINK(0).txt": (
        "=1+1\n来源:@SUM(1) 2025-01-04 10:30\n\n[link=file:///etc/passwd]微软[/link]在北京裁员5%。\x1b]0;x\x07这是第二句话。\n"
        "该公司去年曾在上海宣布裁员3%,引起广泛关注。文件显示,这个项目将在未来两年内完成,预计覆盖三座城市。\n"
    ),
    "{0} $1 ?.txt": "%s %(x)s {0} $1 ?\n来源:南岸新闻 2025-01-05 10:30\n\n马斯克在${jndi:ldap://x}表示,公司有3万名员工。\n",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    settings = make_settings(tmp_path_factory.mktemp("hostile"), rules=small_rules)
    for name, text in PAGES.items():
        (settings.inputs[0].path / name).write_text(text, encoding="utf-8")
    build(settings)
    return settings.warehouse


def test_every_page_is_there_as_it_was_written(warehouse: Path) -> None:
    assert query(warehouse, "select count(*) from rejects") == [(0,)]
    assert {text for (text,) in query(warehouse, "select raw_text from texts")} == set(PAGES.values())


def test_every_view_can_be_read(warehouse: Path) -> None:
    views = query(warehouse, "select view_name from duckdb_views() where not internal and schema_name = 'main'")
    assert len(views) > 10
    for (view,) in views:
        query(warehouse, f"select * from {view}")


def test_words_of_a_search_are_words(warehouse: Path) -> None:
    asked = "select count(*) from search(?)"
    assert query(warehouse, asked, ["'; drop table texts; --\" OR * 北京)"])
    assert query(warehouse, "select count(*) from texts") == [(len(PAGES),)]


class Tags(HTMLParser):
    """The tags of a page, names of their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_pages_for_a_browser_hold_no_markup_of_an_article(warehouse: Path, tmp_path: Path) -> None:
    assert main(["show", "--all", "--html", str(tmp_path / "out"), "--warehouse", str(warehouse)]) == 0
    pages = [Tags(path.read_text(encoding="utf-8")) for path in (tmp_path / "out").iterdir()]
    assert len(pages) > len(PAGES)
    assert any("{{ 7*7 }}{% include '/etc/passwd' %}" in page.text for page in pages)
    for page in pages:
        assert not page.tags & {"script", "iframe", "img", "object", "embed", "link", "form"}
        assert not [name for name in page.attributes if name.startswith("on")]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_terminal_gets_no_commands(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in PAGES:
        assert main(["show", name, "--warehouse", str(warehouse)]) == 0
    assert main(["sql", "select raw_text, source_uri from documents", "--warehouse", str(warehouse)]) == 0
    said = capsys.readouterr().out
    assert "]0;x" in said
    assert "\x1b]0" not in said
    assert "\x07" not in said
    assert "[link=file" in said


def test_no_cell_of_an_export_is_a_formula(warehouse: Path, tmp_path: Path) -> None:
    assert main(["export", str(tmp_path / "out"), "--format", "csv", "--warehouse", str(warehouse)]) == 0
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.DictReader(file) for cell in row.values()]
    assert "'=HYPERLINK(0).txt" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+@\t\r")]
