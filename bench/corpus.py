"""Any number of articles in the manner of the seeds: their structure and sentences, with other words in them.

Names, figures, dates and a good part of the words differ from article to article, so that nothing that remembers a
word or a sentence is flattered. The same number gives the same article, whatever else is made.

usage: .venv/bin/python -m bench.corpus DIR --documents 1000 [--chars 300] [--format files|jsonl] [--from FOLDER]
"""

import argparse
import itertools
import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.inputs.decode import DecodeError, decode
from pipelines.inputs.folders import list_folder, real_path
from pipelines.inputs.readers import read_records
from pipelines.inputs.records import Record
from pipelines.settings import PROJECT, InputFolder

FULL_CHARS = 2_000
SHORT_CHARS = 300
RECORDS_A_FILE = 5_000
FILES_A_FOLDER = 5_000
SETTLED_SECONDS = 1_700_000_000  # the files' time: long enough ago for the ledger to trust it

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
)
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚文辉力玉兰宁波云峰雪梅建国志华海燕春晓东红亮鹏飞嘉欣思远浩然子涵雨晨"
_PLACES = "东西南北新安平长清永宁临青石龙云海江湖山河溪桥沙泉林"
_FIRMS = (
    "科技",
    "集团",
    "控股",
    "网络",
    "智能",
    "能源",
    "医药",
    "重工",
    "半导体",
    "汽车",
    "传媒",
    "银行",
    "证券",
    "物流",
)
_YEAR_LENGTH = 4
_LARGEST = {"月": 12, "日": 28, "号": 28, "点": 23, "时": 23}
_SYLLABLES = (
    "ka",
    "ri",
    "no",
    "ta",
    "mel",
    "vor",
    "dex",
    "lin",
    "sta",
    "qua",
    "neo",
    "zen",
    "pho",
    "tri",
    "ona",
    "bel",
)
_COMMON = (
    "发展",
    "市场",
    "企业",
    "技术",
    "产品",
    "问题",
    "社会",
    "经济",
    "管理",
    "服务",
    "研究",
    "政策",
    "项目",
    "系统",
)

# What is swapped for another of its kind. The longest is tried first.
_FIGURE = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z]{3,}")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？”]*")
WORDS_SWAPPED = 0.15  # of the two-character stretches of a sentence


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet made up for a corpus: how it heads and ends its pages."""

    name: str
    footer: tuple[str, ...]


@cache
def _sentences() -> tuple[str, ...]:
    """Give the sentences of the seeds' articles, long enough to be prose."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "seeds").glob("*.txt"))]
    found = (match.group().strip() for text in texts for match in _SENTENCE.finditer(text))
    return tuple(sentence for sentence in found if 15 <= len(sentence) <= 120)


@cache
def _characters() -> str:
    """Give the characters of the seeds, as often as they stand there: words made of them look like words."""
    return "".join(_WORD.findall("".join(_sentences())))


@cache
def _outlets() -> tuple[Outlet, ...]:
    rng = random.Random("outlets")
    made = []
    for _ in range(60):
        name = (
            rng.choice(_PLACES) + rng.choice(_PLACES) + rng.choice(("日报", "晚报", "新闻网", "在线", "周刊", "财经"))
        )
        footers = (
            f"责任编辑:{_person(rng)}",
            f"版权声明:凡本网注明“来源:{name}”的所有作品,版权均属于{name},未经授权不得转载。",
            f"关注{name}公众号,获取更多资讯",
            "特别声明:以上内容为自媒体平台用户上传并发布,本平台仅提供信息存储服务。",
        )
        made.append(Outlet(name, tuple(rng.sample(footers, rng.randint(0, 3)))))
    return tuple(made)


def _person(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.randint(1, 2)))


def _figure(found: re.Match[str], rng: random.Random) -> str:
    """Give another figure of about the same size; days stay days of a calendar (3月8日), years years."""
    written, following = found.group(), found.string[found.end() : found.end() + 1]
    if following == "年" and len(written) == _YEAR_LENGTH:
        return str(rng.randint(1990, 2029))
    return str(rng.randint(1, _LARGEST.get(following, 10 ** min(len(written), 6))))


def _vary(sentence: str, rng: random.Random, cast: Sequence[str], swapped: float = WORDS_SWAPPED) -> str:
    """Give another sentence of the same build: other figures, other Latin names, some other words, its own names."""
    names = iter(cast)
    varied = _FIGURE.sub(lambda found: _figure(found, rng), sentence)
    varied = _LATIN.sub(lambda _: "".join(rng.choices(_SYLLABLES, k=2)).title(), varied)
    return _WORD.sub(
        lambda found: (
            found.group()
            if rng.random() > swapped
            else next(names, "".join(rng.choices(_characters(), k=2)))
            if rng.random() < 0.3
            else rng.choice(_COMMON)
            if rng.random() < 0.5
            else "".join(rng.choices(_characters(), k=2))
        ),
        varied,
    )


def article(number: int, *, chars: int = FULL_CHARS, swapped: float = WORDS_SWAPPED) -> str:
    """Make article `number` of about `chars` characters: title, header, paragraphs, and the outlet's footer.

    Where many articles are made of the few sentences, more words have to be `swapped` (a share): else they have more
    in common than articles that nobody copied.
    """
    rng = random.Random(f"article {number}")
    outlet = rng.choice(_outlets())
    firm = "".join(rng.choices(_characters(), k=2)) + rng.choice(_FIRMS)
    place = rng.choice(_PLACES) + rng.choice(_PLACES) + rng.choice(("市", "县", "区", "省"))
    cast = (_person(rng), firm, place, _person(rng))
    day = f"20{rng.randint(18, 25)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    deed = rng.choice(("公布", "否认", "启动", "回应"))
    title = f"{place}{firm}{deed}{_vary(rng.choice(_sentences()), rng, cast, swapped)[:18]}"
    header = f"来源:{outlet.name} {day} {rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    lines, length = [title, header, ""], 0
    while length < chars:
        paragraph = "".join(_vary(rng.choice(_sentences()), rng, cast, swapped) for _ in range(rng.randint(1, 4)))
        lines += [paragraph, ""]
        length += len(paragraph)
    return "\n".join([*lines, *outlet.footer]) + "\n"


def read_articles(folder: Path) -> Iterator[str]:
    """Read the documents of a folder of real pages, endlessly: from the second round on with other words in them."""
    inputs = InputFolder("", folder)
    files = [real_path(inputs, file.path) for file in list_folder(inputs).files]
    for number in itertools.count():
        empty = True
        for path in files:
            for record in read_records(path):
                if not isinstance(record, Record):
                    continue
                try:
                    text = decode(record.payload, declared=record.given.get("charset")).text
                except DecodeError:
                    continue
                empty = False
                yield text if number == 0 else _vary(text, random.Random(f"{number} {path}"), ())
        if empty:
            raise SystemExit(f"{folder}: no readable document in it")


def write_files(folder: Path, texts: Iterator[str], *, first: int = 0) -> None:
    """Write one file an article, 5,000 a folder."""
    for number, text in enumerate(texts, start=first):
        path = folder / f"{number // FILES_A_FOLDER:04d}" / f"{number:08d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (SETTLED_SECONDS, SETTLED_SECONDS))


def write_containers(folder: Path, texts: Iterator[str], *, first: int = 0) -> None:
    """Write `.jsonl` files of 5,000 articles."""
    folder.mkdir(parents=True, exist_ok=True)
    numbered = enumerate(texts, start=first)
    while batch := list(itertools.islice(numbered, RECORDS_A_FILE)):
        lines = [json.dumps({"id": str(number), "text": text}, ensure_ascii=False) for number, text in batch]
        path = folder / f"{batch[0][0]:08d}.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.utime(path, (SETTLED_SECONDS, SETTLED_SECONDS))


def main() -> None:
    """Write a corpus to a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first article")
    parser.add_argument("--chars", type=int, default=FULL_CHARS, help="length of an article's text")
    parser.add_argument("--format", choices=["files", "jsonl"], default="files")
    parser.add_argument("--from", dest="source", type=Path, help="take the articles from a folder of real ones")
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.documents)
    texts = (
        itertools.islice(read_articles(options.source), options.documents)
        if options.source
        else (article(number, chars=options.chars) for number in numbers)
    )
    write = write_files if options.format == "files" else write_containers
    write(options.folder, texts, first=options.first)


if __name__ == "__main__":
    main()
