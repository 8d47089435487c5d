"""Settings of a run: `newsledger.toml`, then the environment, then the command line."""

import os
import shlex
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.text.rulefiles import RULES_DIR
from pipelines.text.segmenter import SEGMENTERS
from pipelines.text.taggers import TAGGERS, is_tagger

PROJECT = Path(__file__).parents[1]
CODE_VERSION = "0.1.0"
ENGINES = ("local", "ray")
_TEXTS = ("warehouse", "tagger", "segmenter", "rules", "engine", "ray_address", "exchange")
_KEYS = {"inputs", "keep_versions", "max_characters", "on_failure", *_TEXTS}


class SettingsError(ValueError):
    """A setting is wrong. The message names the file or option and says what would do."""


@dataclass(frozen=True, slots=True)
class InputFolder:
    """A folder of pages; `name` is empty where it is the only one and was given none."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class StageSettings:
    """What a stage may depend on, apart from its rows: it is pickled to the workers.

    Attributes:
        tagger: What finds names that the gazetteer does not know.
        segmenter: What cuts text into words.
        max_characters: The most that one document may have; a longer one is rejected.
        rules_dir: The rules.
    """

    tagger: str = "lac"
    segmenter: str = "jieba"
    max_characters: int = 5_000_000
    rules_dir: Path = RULES_DIR


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Where document stages run. No output hangs on it.

    Attributes:
        name: One of `ENGINES`.
        ray_address: `host:port` of a Ray cluster, or `auto`; null to start a Ray on this machine.
        exchange: Folder, or URL of a place in an object store, that every node can read and write; null for one beside
            the state.
    """

    name: str = "local"
    ray_address: str | None = None
    exchange: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run.

    Attributes:
        inputs: The input folders.
        warehouse: The file to publish.
        stage: What stages depend on.
        keep_versions: Superseded versions to keep of each document; null for all.
        on_failure: What to call when a run fails: a command as its words, or one http or https URL; empty for nothing.
        engine: Where document stages run.
    """

    inputs: tuple[InputFolder, ...]
    warehouse: Path
    stage: StageSettings = field(default_factory=StageSettings)
    keep_versions: int | None = None
    on_failure: tuple[str, ...] = ()
    engine: EngineSettings = field(default_factory=EngineSettings)

    @property
    def state_dir(self) -> Path:
        """Where the state, the lock and the published generations live: beside the warehouse file."""
        return self.warehouse.parent / f".{self.warehouse.stem}"


def load_settings(
    path: Path = PROJECT / "newsledger.toml",
    *,
    inputs: Sequence[str] = (),
    warehouse: str | None = None,
    tagger: str | None = None,
    segmenter: str | None = None,
    engine: str | None = None,
    ray_address: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Read the settings file and lay the environment and the given options over it.

    Args:
        path: The settings file. Its relative paths are relative to its folder.
        inputs: `[NAME=]DIR` from the command line, relative to the current folder; they replace the file's.
        warehouse: Path of the warehouse file, relative to the current folder.
        tagger: Name of the tagger.
        segmenter: Name of the segmenter.
        engine: Name of the engine.
        ray_address: Address of a Ray cluster.
        environ: `NEWSLEDGER_INPUT` holds `[NAME=]DIR`, several parted by the path separator (`:`);
            `NEWSLEDGER_WAREHOUSE` the path of the warehouse file. Both are relative to the settings file's folder.
            `RAY_ADDRESS` is the address of a cluster, as Ray sets it for a job.

    Raises:
        SettingsError: The file is missing or not TOML, a key or value is unknown, or two folders share a name.
    """
    found = _read(path)
    home = path.parent
    if inputs:
        folders = parse_inputs(inputs, Path.cwd())
    elif environ.get("NEWSLEDGER_INPUT"):
        folders = parse_inputs(environ["NEWSLEDGER_INPUT"].split(os.pathsep), home)
    else:
        folders = parse_inputs(found.get("inputs", ["seeds"]), home)
    configured = environ.get("NEWSLEDGER_WAREHOUSE") or found.get("warehouse", "warehouse.duckdb")
    target = Path.cwd() / warehouse if warehouse else home / configured
    chosen = tagger or found.get("tagger", "lac")
    if not is_tagger(chosen):
        known = ", ".join((*TAGGERS, "spacy:FOLDER", "hanlp:FOLDER"))
        raise SettingsError(f'{path}: tagger "{chosen}" is not known; use one of {known}')
    words = segmenter or found.get("segmenter", "jieba")
    if words not in SEGMENTERS:
        raise SettingsError(f'{path}: segmenter "{words}" is not known; use one of {", ".join(SEGMENTERS)}')
    rules = home / found["rules"] if "rules" in found else RULES_DIR
    return Settings(
        inputs=folders,
        warehouse=target,
        stage=StageSettings(
            tagger=chosen, segmenter=words, max_characters=_max_characters(path, found), rules_dir=rules
        ),
        keep_versions=_keep_versions(path, found.get("keep_versions", "all")),
        on_failure=_on_failure(path, environ.get("NEWSLEDGER_ON_FAILURE") or found.get("on_failure", [])),
        engine=EngineSettings(
            name=_engine(path, engine or found.get("engine", "local")),
            ray_address=ray_address or environ.get("RAY_ADDRESS") or found.get("ray_address") or None,
            exchange=_place(home, found.get("exchange")),
        ),
    )


def parse_inputs(inputs: Sequence[str], home: Path) -> tuple[InputFolder, ...]:
    """Read `[NAME=]DIR` entries. One folder without a name is named "", several by their folder names."""
    folders = []
    for entry in inputs:
        name, found, directory = entry.partition("=")
        if not found:
            name, directory = "", entry
        path = Path(os.path.normpath(home / Path(directory).expanduser()))
        folders.append(InputFolder(name or ("" if len(inputs) == 1 else path.name), path))
    names = [folder.name for folder in folders]
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(f'two input folders are called "{name}"; give them names: --input NAME=DIR')
        if "/" in name or "#" in name:
            raise SettingsError(f'input folder name "{name}" has a / or #; use a plain word')
    return tuple(folders)


def _engine(path: Path, value: str) -> str:
    if value not in ENGINES:
        raise SettingsError(f'{path}: engine "{value}" is not known; use one of {", ".join(ENGINES)}')
    return value


def _place(home: Path, value: str | None) -> str | None:
    """Read a path, relative to the settings file, or a URL."""
    if not value or "://" in value:
        return value or None
    return os.path.normpath(home / Path(value).expanduser())


def _keep_versions(path: Path, value: object) -> int | None:
    if value == "all":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise SettingsError(f'{path}: keep_versions is {value!r}; it should be "all" or a whole number from 0')


def _max_characters(path: Path, found: Mapping[str, Any]) -> int:
    value = found.get("max_characters", StageSettings().max_characters)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise SettingsError(f"{path}: max_characters is {value!r}; it should be a whole number from 1")


def _on_failure(path: Path, value: object) -> tuple[str, ...]:
    """Read a URL, or a command: a list of its words, or one text that is cut into words as a shell would."""
    if isinstance(value, str):
        try:
            return tuple(shlex.split(value))
        except ValueError as error:
            raise SettingsError(f"{path}: on_failure can't be cut into words: {error}") from None
    if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    raise SettingsError(f'{path}: on_failure is {value!r}; it should be a URL or a list of words: ["notify", "me"]')


def _read(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from None
    for key in found:
        if key not in _KEYS:
            raise SettingsError(f'{path}: "{key}" is not a setting; use one of {", ".join(sorted(_KEYS))}')
    inputs = found.get("inputs", [])
    if not isinstance(inputs, list) or not all(isinstance(entry, str) for entry in inputs):
        raise SettingsError(f'{path}: inputs is a list of "DIR" or "NAME=DIR"')
    if inputs == [] and "inputs" in found:
        raise SettingsError(f'{path}: inputs names no folder; give at least one "DIR"')
    for key in _TEXTS:
        if not isinstance(found.get(key, ""), str):
            raise SettingsError(f"{path}: {key} is {found[key]!r}; it should be a text in quotation marks")
    return found
