"""Made-up pages for tests: short, varied, and ours."""

import random
from pathlib import Path

PEOPLE = ("李国强", "王晓梅", "Sam Altman", "黄仁勋", "马斯克")
PLACES = ("北京", "上海", "美国", "杭州", "硅谷")
COMPANIES = ("华为", "英伟达", "OpenAI", "深度求索", "微软")
UNITS = ("万美元", "亿元", "块芯片", "名员工", "%")
OUTLETS = ("晨星网", "江海日报", "南岸新闻")


def page(seed: int) -> str:
    """Make a page: header, three paragraphs, and a footer in two of three cases."""
    rng = random.Random(seed)
    person, place, company = rng.choice(PEOPLE), rng.choice(PLACES), rng.choice(COMPANIES)
    amount, unit = rng.randint(2, 900), rng.choice(UNITS)
    day = f"2025-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    lines = [
        f"{company}在{place}公布第{seed}号计划",
        f"来源:{rng.choice(OUTLETS)} {day} 10:3{rng.randint(0, 9)}",
        "",
        f"{person}昨天在{place}表示,{company}今年投入{amount}{unit},这是公司成立以来最大的一笔支出。",
        f"去年{rng.randint(1, 12)}月,{company}曾在{rng.choice(PLACES)}宣布裁员{rng.randint(2, 90)}%,引起广泛关注。",
        f"编号{rng.randint(100, 999)}的文件显示,这个项目将在未来{rng.randint(2, 9)}年内完成,预计覆盖三座城市。",
    ]
    if seed % 3:
        lines += ["", "特别声明:以上内容为自媒体平台用户上传并发布,本平台仅提供信息存储服务。"]
    return "\n".join(lines) + "\n"


def write_pages(folder: Path, count: int, *, first: int = 0) -> None:
    """Write pages `first` to `first + count - 1`, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(first, first + count):
        (folder / f"{seed:05d}.txt").write_text(page(seed), encoding="utf-8")
