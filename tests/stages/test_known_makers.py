"""Who makes a product is learnt from the pages that say so, and tells of the others, whatever the order of arrival."""

from pathlib import Path

from tests.warehouses import assert_equal_tables, build, make_settings, query

TELLS = "东岭电子股份有限公司发布K900\n\n东岭电子股份有限公司推出K900,K900售价3万元。\n"
OTHER = "华为发布K900\n\n华为推出K900,K900售价5万元。\n"
LEAVES_OPEN = "K900卖得怎么样\n\nK900售价约3.2万元。\n"


def topics(warehouse: Path) -> set[str]:
    sql = """
        select c.topic from claims as c inner join documents as d on d.doc_id = c.doc_id
        where d.source_uri = 'open.txt' and c.topic is not null"""
    return {topic for (topic,) in query(warehouse, sql)}


def test_a_page_that_says_who_makes_it_tells_of_one_that_does_not(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    folder = settings.inputs[0].path
    (folder / "open.txt").write_text(LEAVES_OPEN, encoding="utf-8")
    build(settings)
    assert topics(settings.warehouse) == {"k900/price/money"}
    (folder / "tells.txt").write_text(TELLS, encoding="utf-8")
    outcome = build(settings)
    assert query(settings.warehouse, "select maker, document_count from known_makers") == [("东岭", 1)]
    assert topics(settings.warehouse) == {"东岭/price/money"}
    assert outcome.stages["claims"].redone == 2
    (folder / "unrelated.txt").write_text("今天天气不错\n\n气温20度。\n", encoding="utf-8")
    assert build(settings).stages["claims"].redone == 1
    (folder / "tells.txt").unlink()
    build(settings)
    assert topics(settings.warehouse) == {"k900/price/money"}


def test_a_name_that_two_firms_give_their_products_tells_of_neither(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    folder = settings.inputs[0].path
    for name, text in (("open", LEAVES_OPEN), ("tells", TELLS), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build(settings)
    assert query(settings.warehouse, "select count(*) from product_makers") == [(2,)]
    assert query(settings.warehouse, "select count(*) from known_makers") == [(0,)]
    assert topics(settings.warehouse) == {"k900/price/money"}


def test_the_order_of_arrival_does_not_count(tmp_path: Path, small_rules: Path) -> None:
    pages = {"open": LEAVES_OPEN, "tells": TELLS, "other": OTHER, "again": TELLS.replace("3万", "4万")}
    forth, back = (make_settings(tmp_path / name, rules=small_rules) for name in ("forth", "back"))
    for settings, names in ((forth, list(pages)), (back, list(reversed(pages)))):
        for name in names:
            (settings.inputs[0].path / f"{name}.txt").write_text(pages[name], encoding="utf-8")
            build(settings)
    assert topics(forth.warehouse) == {"东岭/price/money"}
    assert_equal_tables(forth.warehouse, back.warehouse)
