"""What a stage is: pure, picklable, with a name, a version, what it reads and the tables it owns.

A document stage turns a batch of documents into rows keyed by `doc_id`. A corpus stage recomputes its tables from
all documents; a pair stage holds rows on two documents each. None opens a file or a database: the same function runs
in a test, in Dagster, and on a cluster.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.settings import StageSettings

Tables = Mapping[str, pl.DataFrame]
Run = Callable[[Tables, StageSettings], dict[str, pl.DataFrame]]

REJECTS = "rejects"


@dataclass(frozen=True, slots=True)
class Lookup:
    """Rows of corpus tables that concern a document: it is redone when they change.

    Attributes:
        query: Gives `doc_id` and more; an inner join of tables keyed by document with corpus tables, so that a
            document's rows come from its own rows alone, and the documents that a corpus row concerns from that row.
        documents: The tables keyed by document that it reads: they are cut to the documents in question. Those of
            the ledger (`state.…`) are read whole.
        corpus: The corpus tables that it reads, each with the columns that it uses: a row that changes in another
            column concerns nobody.
    """

    query: str
    documents: tuple[str, ...]
    corpus: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A rule file of which a change concerns the documents that name certain keys, and no others.

    Attributes:
        stored: Query for what the file said when the rows in store were made; in order.
        digest: What such rows come to for the stage: what `digests` gives for the file, had it these rows.
        keys: The keys that the change from these rows to the file in the rules folder concerns; None for any document.
        documents: Query for the doc_id of the documents that the keys in the temporary table `concerned` (key) concern.
    """

    stored: str
    digest: Callable[[Sequence[tuple[str, ...]]], str]
    keys: Callable[[Sequence[tuple[str, ...]], Path], Collection[str] | None]
    documents: str


@dataclass(frozen=True, slots=True)
class DocumentStage:
    """A function from a batch of documents to rows keyed by `doc_id`.

    Attributes:
        name: Unique among the stages; names the asset too.
        version: Goes up when the same input gives another output: every document is redone.
        reads: Tables that `run` gets, each cut to the batch. The stage is redone for a document when the output
            of a stage that owns one of them changes for it. `inputs` is what the files hold (the first stage).
        tables: Tables that it owns; `run` gives the rows of the batch for each (a missing one is empty).
        run: Gets the batch and the settings. It may add a table `rejects` (doc_id, error, advice) for documents
            that it can do nothing with. An exception rejects the one document that raises it.
        rules: Rule files it depends on, relative to the rules folder; a `*` stands for any name.
        settings: Names of the `StageSettings` it depends on.
        digests: Rule files of which only a part counts: file → what counts of it, given the rules folder.
        narrowings: Of these, rule file → which documents a change of it concerns; of a stage without lookups.
        tool_version: Gives the version of a tool that the settings choose, such as a model; it counts like `version`.
        lookups: Rows of corpus tables that concern a document, by name. `run` gets them like a table; the document
            is redone when its rows change.
        fetches: Rows too large to be compared at every build: name → query that gives `doc_id` and more. `run` gets
            them like a table; a lookup must tell when they change.
        group: Asset group.
    """

    name: str
    version: int
    reads: tuple[str, ...]
    tables: tuple[str, ...]
    run: Run
    rules: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    digests: Mapping[str, Callable[[Path], str]] = field(default_factory=dict)
    narrowings: Mapping[str, Narrowing] = field(default_factory=dict)
    tool_version: Callable[[StageSettings], str] | None = None
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    fetches: Mapping[str, str] = field(default_factory=dict)
    group: str = "documents"


@dataclass(frozen=True, slots=True)
class Key:
    """What a corpus stage groups by, so that only the keys of rows that were written, or that went, are redone.

    The queries see these keys alone, as if no others were there, and the temporary table `touched` holds them.

    Attributes:
        table: A table that the stage reads and that has the key; of a document stage or of an earlier corpus stage.
        columns: The columns of the key. A table of the stage's own that has them is redone by key; another one hangs
            on no rows, and only a whole run writes it.
        facts: What the stage uses of a row of an earlier corpus stage beside the key, as expressions over its columns;
            a row that changes in nothing else is no change. All of the row where it names none.
        queries: Queries that need more than the rows of the touched keys: they ask for it by `touched`, and may ask
            what was found before of a document that is not in `written` (doc_id).
        outdated: Tables without the key that are redone too, each with the condition, by `touched`, for its rows.
    """

    table: str
    columns: tuple[str, ...]
    facts: tuple[str, ...] = ()
    queries: Mapping[str, str] = field(default_factory=dict)
    outdated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorpusStage:
    """A function from queries over all documents to whole tables; it holds no history of its own.

    Attributes:
        name: Unique among the stages.
        version: Goes up when the same input gives another output.
        reads: Tables that the queries read.
        queries: Name → query; `run` gets the results. What can be aggregated is aggregated here, in the database.
        tables: Tables that it owns; `run` gives each of them whole.
        run: Gets the results of the queries and the settings; with `touched`, where only these keys are redone.
        key: What it groups by, where it does: its cost hangs on what changed then, not on all there is.
        sums: Its tables, where all are sums over rows keyed by document, one query each: table → the columns that are
            sums. The others are the table's key. What written documents add and take away is then added, and no more;
            `run` gets one query's result at a time.
        rules: Rule files it depends on.
        settings: Names of the `StageSettings` it depends on.
        group: Asset group.
    """

    name: str
    version: int
    reads: tuple[str, ...]
    queries: Mapping[str, str]
    tables: tuple[str, ...]
    run: Run
    key: Key | None = None
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    group: str = "corpus"


@dataclass(frozen=True, slots=True)
class PairStage:
    """A function from two documents to a row: redone for the pairs of which one document changed, and no others.

    Attributes:
        name: Unique among the stages.
        version: Goes up when the same input gives another output.
        reads: Tables that the queries and lookups read.
        candidates: Query for the pairs to compare (doc_id, other_id, the smaller first) of the documents in `batch`
            (doc_id), a part of those in `changed`: a pair of two changed documents once, for the batch of the smaller.
        queries: Name → query; `run` gets the results. They tell of the pairs in `pairs` (doc_id, other_id), a part of
            all candidates.
        lookups: Rows of corpus tables that concern a document, as for a document stage.
        table: Its table, keyed by `doc_id` and `other_id`, the smaller first. A row may hang on these two documents and
            their lookups alone, so that the order of arrival does not count.
        run: Gets the results of the queries and the settings.
        rules: Rule files it depends on.
        settings: Names of the `StageSettings` it depends on.
        group: Asset group.
    """

    name: str
    version: int
    reads: tuple[str, ...]
    candidates: str
    queries: Mapping[str, str]
    table: str
    run: Run
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    group: str = "corpus"

    @property
    def tables(self) -> tuple[str, ...]:
        """Name its one table, as other stages name theirs."""
        return (self.table,)


Stage = DocumentStage | CorpusStage | PairStage


def document_owners(stages: Sequence[Stage]) -> dict[str, str]:
    """Give, for each table keyed by document, the stage that owns it."""
    return {table: stage.name for stage in stages if isinstance(stage, DocumentStage) for table in stage.tables}


def document_tables(stages: Sequence[Stage]) -> list[str]:
    """List the tables keyed by document."""
    return list(document_owners(stages))


def summary_of(stage: Stage) -> str:
    """Give what a stage does: the docstring of its function."""
    return (stage.run.__doc__ or "").strip()
