"""Pages written for tests: each line starts with a letter that says which zone it should get."""

ZONES = {"T": "title", "C": "content", "M": "metadata", "B": "boilerplate", "S": "summary"}

FIRST = "市交通局昨天表示，新开通的三条公交线路将覆盖北部六个街道，预计每天服务约两万名乘客，首班车为早上六点。"
SECOND = "记者在现场看到，站台已经完成改造，候车亭增设了电子站牌和无障碍坡道，不少市民专门前来试乘。"
THIRD = "负责人说，后续还将根据客流情况调整班次，并在高峰时段增加车辆，力争把平均候车时间压缩到八分钟以内。"
BODY = f"C {FIRST}\nC {SECOND}\nC {THIRD}"


def lay_out(marked: str) -> tuple[str, list[tuple[int, str]]]:
    """Take the letters off; give the text, and for each visible line where it starts and the zone it should get."""
    text, wanted = "", []
    for line in marked.strip("\n").split("\n"):
        zone, _, own = line.partition(" ")
        if own.strip():
            wanted.append((len(text) + len(own) - len(own.lstrip()), ZONES[zone]))
        text += own + "\n"
    return text, wanted
