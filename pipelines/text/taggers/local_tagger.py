"""Adapters for a model that lies on this machine: `spacy:FOLDER` or `hanlp:FOLDER`.

Neither library is a dependency, and nothing is ever downloaded: a folder that is missing is an error. The model's
labels are read as the six types; labels that name nothing (dates, sums) are dropped.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from pipelines.text.taggers.base import Tag, TaggerError

_TYPES = {
    "PERSON": "person",
    "PER": "person",
    "NR": "person",
    "ORG": "organization",
    "ORGANIZATION": "organization",
    "NT": "organization",
    "GPE": "location",
    "LOC": "location",
    "LOCATION": "location",
    "FAC": "location",
    "NS": "location",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
    "EVENT": "other",
    "LAW": "other",
}

Span = tuple[int, int, str]


class LocalTagger:
    """A tagger made of any function from a sentence to labelled spans of characters."""

    def __init__(self, name: str, version: str, mark: Callable[[str], Iterable[Span]]) -> None:
        self.name = name
        self.version = version
        self._mark = mark

    def tag(self, sentences: list[str]) -> list[list[Tag]]:
        """Mark each sentence; overlapping spans of the model are dropped, the earlier one stays."""
        return [list(self._tags(sentence)) for sentence in sentences]

    def _tags(self, sentence: str) -> Iterator[Tag]:
        end = 0
        for start, stop, label in sorted(self._mark(sentence)):
            kind = _TYPES.get(label.upper())
            if kind is not None and end <= start < stop <= len(sentence):
                yield Tag(start, stop, kind)
                end = stop


def make_local_tagger(name: str) -> LocalTagger:
    """Load the model of a name such as `spacy:/models/zh_core_web_trf`.

    Raises:
        TaggerError: No such folder, or the library is not installed.
    """
    library, path = _library_and_folder(name)
    try:
        module = import_module(library)
    except ImportError as error:
        raise TaggerError(f'tagger "{name}" needs the package {library}: {error}') from error
    return LocalTagger(library, local_version(name), _READERS[library](module, path))


def local_version(name: str) -> str:
    """Give the version of a local model's library, and a hash of its files, without loading it.

    Raises:
        TaggerError: No such folder, or the library is not installed.
    """
    library, path = _library_and_folder(name)
    try:
        return f"{metadata.version(library)}+{_hash_folder(path)}"
    except metadata.PackageNotFoundError as error:
        raise TaggerError(f'tagger "{name}" needs the package {library}') from error


def _library_and_folder(name: str) -> tuple[str, Path]:
    library, _, folder = name.partition(":")
    if not Path(folder).is_dir():
        raise TaggerError(f'tagger "{name}": no folder "{folder}"; give the folder of a {library} model')
    return library, Path(folder)


def _read_spacy(spacy: Any, path: Path) -> Callable[[str], Iterable[Span]]:  # noqa: ANN401 - no types here
    model = spacy.load(path)
    return lambda sentence: [(span.start_char, span.end_char, span.label_) for span in model(sentence).ents]


def _read_hanlp(hanlp: Any, path: Path) -> Callable[[str], Iterable[Span]]:  # noqa: ANN401 - no types here
    model = hanlp.load(str(path))

    def mark(sentence: str) -> Iterator[Span]:
        found = model(sentence)
        tokens = next(value for key, value in found.items() if key.startswith("tok"))
        edges = [0]
        for token in tokens:
            edges.append(edges[-1] + len(token))
        for key, spans in found.items():
            if key.startswith("ner"):
                yield from ((edges[first], edges[last], label) for _, label, first, last in spans)
                return

    return mark


_READERS: dict[str, Callable[[Any, Path], Callable[[str], Iterable[Span]]]] = {
    "hanlp": _read_hanlp,
    "spacy": _read_spacy,
}


def _hash_folder(path: Path) -> str:
    """Hash the names and bytes of a model's files: another model is another version."""
    digest = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        digest.update(f"{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as content:
            while chunk := content.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()[:16]
