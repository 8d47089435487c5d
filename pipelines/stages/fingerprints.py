"""Fingerprints: what an output depends on, hashed; and output hashes, for the early cut-off.

Both are the first eight bytes of an MD5, little-endian, as DuckDB's `md5_number_upper` gives them, so that the
database and a worker compute the same numbers.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipelines.settings import StageSettings
from pipelines.sqlfiles import table_files
from pipelines.stages.base import DocumentStage, Stage
from pipelines.text.rulefiles import RuleError


def hash64(text: str) -> int:
    """Hash a text as DuckDB's `md5_number_upper` does.

    >>> hash64("abc")
    12704604231530709392
    """
    digest = hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "little")


def spec_hash(stage: Stage, settings: StageSettings, given: Mapping[str, str] | None = None) -> str:
    """Hash what a stage's output depends on besides rows: version, rules, settings and the shape of its tables.

    Args:
        stage: The stage.
        settings: Its settings.
        given: Rule file → the digest to take in the place of its own.

    Raises:
        RuleError: A rule file that the stage names does not exist.
    """
    parts = [stage.name, str(stage.version)]
    digests = stage.digests if isinstance(stage, DocumentStage) else {}
    for path in rule_paths(stage, settings.rules_dir):
        digest = digests.get(path.name)
        if given and path.name in given:
            content = hash64(given[path.name])
        else:
            content = hash64_of_file(path) if digest is None else hash64(digest(settings.rules_dir))
        parts.append(f"{path.name}={content}")
    parts += [f"{name}={getattr(settings, name)}" for name in stage.settings]
    if isinstance(stage, DocumentStage) and stage.tool_version is not None:
        parts.append(stage.tool_version(settings))
    parts += [table_files()[table].body for table in stage.tables]
    return f"{hash64(chr(31).join(parts)):016x}"


def rule_paths(stage: Stage, rules_dir: Path) -> list[Path]:
    """List the rule files of a stage, in order of name."""
    paths = []
    for pattern in stage.rules:
        found = sorted(rules_dir.glob(pattern))
        if not found:
            raise RuleError(rules_dir / pattern, 1, "no such rule file")
        paths += found
    return paths


def hash64_of_file(path: Path) -> int:
    """Hash a file's bytes."""
    return int.from_bytes(hashlib.md5(path.read_bytes(), usedforsecurity=False).digest()[:8], "little")


def fingerprint(spec: str, parts: Sequence[object]) -> int:
    """Combine a stage's spec with what it reads for one document; null parts count as empty."""
    return hash64("|".join([spec, *("" if part is None else str(part) for part in parts)]))


def output_hashes(tables: Mapping[str, pl.DataFrame], doc_ids: Sequence[str]) -> dict[str, int]:
    """Hash each document's rows over all tables of a stage; no rows are an output too.

    Args:
        tables: Tables with a column `doc_id`; the order of a document's rows counts.
        doc_ids: The documents to answer for.
    """
    texts: dict[str, list[str]] = {doc_id: [] for doc_id in doc_ids}
    for name in sorted(tables):
        rows = pl.struct(pl.exclude("doc_id")).struct.json_encode().str.join("\n").alias("rows")
        grouped = tables[name].group_by("doc_id", maintain_order=True).agg(rows)
        for doc_id, joined in grouped.iter_rows():
            texts[doc_id] += (name, joined)
    return {doc_id: hash64("\n".join(parts)) for doc_id, parts in texts.items()}
