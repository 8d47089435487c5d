from datetime import date
from pathlib import Path

import pytest

from pipelines.text.pages import Hint, PageReader

SEEDS = Path(__file__).parents[3] / "seeds"
READER = PageReader()
HINTS = [
    Hint("collected_on", "2025-04-03", "folder.collected_on"),
    Hint("timezone", "Asia/Shanghai", "folder.timezone"),
]


@pytest.mark.parametrize(
    ("name", "title", "author", "source", "day", "basis"),
    [
        ("000", None, None, "网易号", None, None),
        ("001", "大过年的,李强给习添堵", "秦鹏", "秦鹏观察", date(2025, 2, 1), "url"),
        ("002", "DeepSeek一夜之间,成了美国的众矢之的", None, "虎嗅", date(2025, 1, 30), "header+collected_on"),
        ("003", "中国DeepSeek横空出世,外媒赞其“震动硅谷”", None, "香港新闻网", date(2025, 1, 30), "header"),
        ("004", "中国出了“国运产品”DeepSeek", "方舟子", "新语丝", date(2025, 4, 3), "front matter"),
    ],
)
def test_metadata_of_the_seeds(
    name: str, title: str | None, author: str | None, source: str, day: date | None, basis: str | None
) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    made = READER.read(path.read_bytes().decode(), hints=HINTS).metadata
    found = (made.title, made.author, made.source, made.published_date, made.published_basis)
    assert found == (title, author, source, day, basis)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("000", "最近,国产大模型", "底气和实力。"),
        ("001", "—秦鹏:李强看走眼", "再次暴露在世界面前。"),
        ("002", "在DeepSeek席卷全球", "定会再挂满枝头。"),
        ("003", "香港新闻网1月28日电", "这是明智之举。”"),
        ("004", "中国每过一段时间", "职业危机。"),
    ],
)
def test_content_of_the_seeds(name: str, first: str, last: str) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    text = path.read_bytes().decode()
    content = "".join(
        text[b.start_char : b.end_char] for b in READER.read(text, hints=HINTS).blocks if b.zone == "content"
    )
    assert content.startswith(first)
    assert content.rstrip().endswith(last)
