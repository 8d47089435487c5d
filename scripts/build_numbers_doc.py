"""Write docs/numbers.md from the rule files of numbers and dates.

Run it after a rule file changes: `python -m scripts.build_numbers_doc` (make docs). A test holds the page to the files.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pipelines.text.numbers.calendars import FESTIVAL_COLUMNS
from pipelines.text.numbers.context import RATE_COLUMNS
from pipelines.text.numbers.cues import CUE_COLUMNS
from pipelines.text.numbers.date_tokens import PART_COLUMNS, WORD_COLUMNS
from pipelines.text.numbers.lexicon import CLASSIFIER_COLUMNS, CURRENCY_COLUMNS, MODIFIER_COLUMNS, UNIT_COLUMNS
from pipelines.text.rulefiles import RULES_DIR, Row, read_csv

PAGE = Path(__file__).parents[1] / "docs" / "numbers.md"

INTRODUCTION = """# Numbers and dates: what is read, and what is left

This page is made from the files in `pipelines/rules/` by `scripts/build_numbers_doc.py`. To add a unit, a currency, a
classifier, a hedge or a festival, add one row to the file named above its table, and build the page again.

## How a number is read

1. Digits, letters and Traditional characters are folded to one form each; no offset moves.
2. Words that only hold a numeral (`number_guards.csv`), names that a number completes (`numbered_names.csv`),
   addresses, scores, list marks and figures behind letters or hyphens are no numbers.
3. One reader decides what a numeral is: 1万5千, 三万五 (35,000), 1,100万, 三百五十万亿. 几十万, 十余 and 七八百 are
   intervals.
4. The longest reading wins: a date, money, a percent, a fraction, a multiple, a physical unit, a duration, a count, an
   ordinal, at last a bare number.
5. A range passes unit and power to its left end: 3到5万元 is 30,000 to 50,000; 2、3个月 is 2 to 3.
6. A hedge sets `bound` and keeps its own offsets. A bare number and its comparison are one span: 大于20.

| kind | written | value |
|---|---|---|
| percent | 17%, 百分之三, 三成, 两成半, 八五折, 3个百分点, 25个基点 | points: 17, 3, 30, 25, 85, 3, 0.25 |
| fraction | 十分之一, 4/5 | the ratio |
| multiple | 三倍, 翻番, 翻两番 | 3, 2, 4 |
| money | 15亿美元, $5, 人民币8千元, 3元5角 | in the currency; unit is its ISO 4217 code |
| quantity | 5万张, 3.5公里 | unit is the classifier, or the English name of the unit |
| duration | 两年, 8天20小时 | in its unit; `iso` is ISO 8601 |
| ordinal | 第3, 前三 | 3 |
| cardinal | 十万八千, 三打 | the number: 108000, 36 |

The unit of percentage points is `%` as well; `rule_id` (units:百分点) tells 上升3个百分点 from 上升3%. A step and the
level that it reaches (提高1.5个百分点至35.2%) are two numbers, no range. 近 is `lt`: 近6000亿 is said of 5,888亿 and
not of 6,100亿; who compares claims lets it agree with what rounds up to it. `per` is read from 每… and from words such
as 人均 and 月薪.

### A span read alone

The `surface` of a number, read with nothing around it, gives the same kind, value, value_high and unit. Four
readings come from the words around it instead: a unit word that counts things or is money (2000块芯片, 300块钱), 平
near a home (120平的房子), two years joined by a hyphen (alone they are a range of dates), and two neighbours at the
head of a sentence (2、3个月, where 2、 alone would be a list mark). Hedges, bound, direction, object and `per` always
come from the words around.

## How a date is read

Parts are put together from coarse to fine (去年 · 10月 · 下旬). Words such as 去年 count from the day of the dateline
(新华社北京1月28日电) where the text has one, else from the day of publication; 隔天 and 当天 from the last date of
the text. `anchor_basis` says which: dateline, published or text. A missing year is the one that puts the date nearest
in the past, unless a word says that it is to come (将于3月1日); a day behind a day keeps its month (9月10日，11日).
Without an anchor `iso` is null: nothing is guessed. 前一天, 第二天 and 当月 count from a date that the text has stated
and are null where it has stated none; 四年后 counts from a year stated in its sentence (他1998年入学，四年后毕业), else
from the anchor. Once a sentence announces a date (将于3月5日开幕), the later dates of that sentence lie ahead too.
每周二 and 每月5日 come back and back: they are rows without `iso`.

Days and hours are those that the text states, wherever it says that they hold: 美东时间1月27日上午9点 is
2025-01-27T09:00:00, and so are 北京时间 and 当地时间. `iso` has no offset, and nothing is moved to another zone.

## Left unread on purpose

| written | why |
|---|---|
| 兆 without money or a smaller power | 10^6 or 10^12, by region |
| 一 with a classifier (一个, 一款) | indefinite, no count |
| 几个, 数名, 多名 without a power | no number is named |
| a lone Chinese digit without a unit | more often part of a word |
| a lone figure on its line | a counter or a page number |
| 3比1, 2:0, 1.2比1 | a score or a ratio |
| 007, Llama 3.1-405B, 代号2-786, 2025款 | codes, versions and models |
| 一打 | more often the verb (一打开) than twelve |
| 半数, 若干, 三室两厅, 5G, 4K, 1080P | shares, rooms and standards, no amounts |
| 四分之一决赛, 9·11, 拨打110 | names of rounds and days; telephone numbers |
| 113年3月 | of 民国 or of the Christian era: a date without `iso` |
| FY2024 | a year behind letters; 2024财年 is read |
| 五六七万 | no interval that grammar fixes |
| 最近, 目前, 近日 | no day is named |
| 12号, 20年 without context | a house number; a stretch of time |
"""


def build(rules_dir: Path = RULES_DIR) -> str:
    """Return the page."""
    parts = [INTRODUCTION]
    for title, name, columns, column, show in _TABLES:
        parts += _section(title, name, _by(rules_dir / name, columns, column, show))
    return "\n".join(parts) + "\n"


def _section(title: str, name: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"## {title}\n\nFrom `{name}`.\n\n| | written |\n|---|---|"
    yield from (f"| {label or '(plain)'} | {words} |" for label, words in rows)
    yield ""


def _by(path: Path, columns: tuple[str, ...], column: str, show: Callable[[Row], str]) -> Iterator[tuple[str, str]]:
    rows = sorted(read_csv(path, columns), key=lambda row: row[column])
    for label, group in groupby(rows, key=lambda row: row[column]):
        yield label, "，".join(dict.fromkeys(show(row) for row in group))


def _first(row: Row) -> str:
    return next(iter(row.cells.values()))


def _surface(row: Row) -> str:
    return row["surface"].replace("$", "\\$")


def _unit(row: Row) -> str:
    return f"{row['surface']} ({row['unit']})" if row["unit"] else row["surface"]


_TABLES: tuple[tuple[str, str, tuple[str, ...], str, Callable[[Row], str]], ...] = (
    ("Units", "units.csv", UNIT_COLUMNS, "dimension", _unit),
    ("Currencies", "currencies.csv", CURRENCY_COLUMNS, "code", _surface),
    ("Classifiers (1: no count with a lone Chinese digit)", "classifiers.csv", CLASSIFIER_COLUMNS, "is_weak", _first),
    ("Hedges and comparisons", "modifiers.csv", MODIFIER_COLUMNS, "bound", _first),
    ("Words that say per what", "rate_words.csv", RATE_COLUMNS, "per", _first),
    ("Words beside a number or date that decide its reading", "number_cues.csv", CUE_COLUMNS, "role", _first),
    ("Words for a time", "date_words.csv", WORD_COLUMNS, "slot", _first),
    ("Parts of a day, by first hour", "day_parts.csv", PART_COLUMNS, "from_hour", _first),
    ("Festivals", "festivals.csv", FESTIVAL_COLUMNS, "calendar", _first),
)

if __name__ == "__main__":
    PAGE.write_text(build(), encoding="utf-8")
