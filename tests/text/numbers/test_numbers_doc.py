"""The page on numbers says what the rule files say."""

from scripts.build_numbers_doc import PAGE, build


def test_the_page_is_made_from_the_rule_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == build(), "run: python scripts/build_numbers_doc.py"
