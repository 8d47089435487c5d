"""A small rules folder: the real word lists, and a made-up gazetteer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.text.mentions import Mention, MentionFinder
from pipelines.text.rulefiles import RULES_DIR
from pipelines.text.sentences import split_sentences
from pipelines.text.taggers import Tag

ENTITIES = """\
entity_id,type,subtype,name,name_en,wikidata_id,description,source
china,location,country,中国,China,,,own
usa,location,country,美国,United States,,,own
dezhou,location,city,德州市,,,,own
texas,location,admin,得克萨斯州,Texas,,,own
nature,organization,media,自然,Nature,,,own
qing,location,country,清朝,,,,own
gansu,location,province,甘肃省,,,,own
guangzhou,location,city,广州,Guangzhou,,,own
us-senate,organization,government,美国参议院,US Senate,,,own
fr-senate,organization,government,法国参议院,French Senate,,,own
trade-office,organization,government,商务署,,,,own
huawei,organization,company,华为,Huawei,,,own
deepseek,organization,company,深度求索,DeepSeek,,,own
anthropic,organization,company,Anthropic,,,,own
apple,organization,company,苹果公司,Apple,,,own
nvidia,organization,company,英伟达,NVIDIA,,,own
bytedance,organization,company,字节跳动,ByteDance,,,own
pku,organization,university,北京大学,,,,own
walmart,organization,company,沃尔玛,Walmart,,,own
white-house,organization,government,白宫,White House,,,own
california,location,admin,加州,California,,,own
jinan,location,city,济南,Jinan,,,own
washington,location,city,华盛顿,Washington,,,own
chatgpt,product,software,ChatGPT,,,,own
gpt-4,product,model,GPT-4,,,,own
rtx-4090,product,chip,RTX 4090,,,,own
hailuo,product,software,海螺AI,Hailuo,,,own
doubao,product,software,豆包AI,Doubao,,chatbot of ByteDance,own
tripo,product,model,Tripo,,,,own
trump,person,politician,特朗普,Donald Trump,,,own
latin-america,location,region,拉美,,,,own
putin,person,politician,普京,Vladimir Putin,,,own
li-qiang,person,politician,李强,Li Qiang,,,own
musk,person,business,埃隆·马斯克,Elon Musk,,,own
"""

ALIASES = """\
entity_id,alias,lang,kind,needs_context,source
us-senate,参议院,zh,abbr,1,own
fr-senate,参议院,zh,abbr,1,own
dezhou,德州,zh,name,1,own
texas,德州,zh,abbr,1,own
apple,苹果,zh,name,1,own
nature,自然,zh,name,1,own
hailuo,海螺,zh,name,1,own
doubao,豆包,zh,name,1,own
nvidia,輝達,zh-Hant,translit,,own
pku,北大,zh,abbr,,own
trump,川普,zh,translit,,own
"""

Find = Callable[..., list[Mention]]


def make_rules(folder: Path, *, entities: str = ENTITIES, aliases: str = ALIASES, judgements: str = "") -> Path:
    """Fill a folder with the real word lists and the given gazetteer."""
    for path in RULES_DIR.iterdir():
        if path.suffix in (".csv", ".toml"):
            (folder / path.name).symlink_to(path)
    given = {
        "entities.csv": entities,
        "aliases.csv": aliases,
        "judgements.csv": f"left,right,judgement,who,at,why\n{judgements}",
    }
    for name, text in given.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def finder(tmp_path_factory: pytest.TempPathFactory) -> MentionFinder:
    return MentionFinder(make_rules(tmp_path_factory.mktemp("rules")))


@pytest.fixture(scope="session")
def find(finder: MentionFinder) -> Find:
    def run(text: str, *tagged: tuple[str, str]) -> list[Mention]:
        """Find mentions, as if a tagger had marked these words, each where it first stands in its sentence."""
        sentences = split_sentences(text, 0, len(text))
        tags = []
        for start, end in sentences:
            found = [(text.find(word, start, end), word, kind) for word, kind in tagged]
            spans = [Tag(at - start, at - start + len(word), kind) for at, word, kind in found if at >= 0]
            tags.append(sorted(spans, key=lambda tag: tag.start_char))
        return finder.find(text, sentences, tags)

    return run
