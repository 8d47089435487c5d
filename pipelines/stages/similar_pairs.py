"""similar_pairs: documents with much content in common."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import Lookup, PairStage, Tables
from pipelines.stages.rows import Rows
from pipelines.text.duplicates import compare

SHARED_ANCHORS = 2

# Only an anchor that is or was common concerns a document's pairs from outside.
LOOKUPS = {
    "own_common_anchors": Lookup(
        """
        select a.doc_id, a.anchor from signature_anchors as a
        inner join common_anchors as c on c.anchor = a.anchor""",
        documents=("signature_anchors",),
        corpus={"common_anchors": ("anchor",)},
    ),
}

# Most anchors are one document's own: without these, little is left to be joined.
CANDIDATES = f"""
    with probes as (
        select a.doc_id, a.anchor from signature_anchors as a
        semi join batch using (doc_id) anti join common_anchors using (anchor)
    ),

    shared as (
        select anchor from signature_anchors semi join probes using (anchor) group by anchor having count(*) > 1
    ),

    owners as materialized (
        from signature_anchors semi join shared using (anchor)
    )

    select least(p.doc_id, o.doc_id) as doc_id, greatest(p.doc_id, o.doc_id) as other_id
    from (from probes semi join shared using (anchor)) as p
    inner join owners as o on o.anchor = p.anchor
    left join changed as c on c.doc_id = o.doc_id
    where p.doc_id < o.doc_id or (c.doc_id is null and p.doc_id <> o.doc_id)
    group by all having count(*) >= {SHARED_ANCHORS}"""

QUERIES = {
    "compared": """
        with documents as (
            select doc_id from pairs union select other_id from pairs
        ),

        -- Found by row, before the shingles of any other are read.
        known as materialized (
            from signatures where rowid in (select s.rowid from signatures as s semi join documents using (doc_id))
        )

        select
            p.doc_id, p.other_id, len(list_intersect(one.shingles, two.shingles)) as shared_count,
            one.shingle_count, one.sampled_count, len(one.shingles) as kept_count,
            two.shingle_count as other_shingle_count, two.sampled_count as other_sampled_count,
            len(two.shingles) as other_kept_count
        from pairs as p
        inner join known as one on one.doc_id = p.doc_id
        inner join known as two on two.doc_id = p.other_id""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Compare each changed document with those that share an anchor: who copied, cut or used the same text."""
    rows = Rows("similar_pairs")
    for doc_id, other_id, shared, *sizes in batch["compared"].iter_rows():
        shingles, sampled, kept, other_shingles, other_sampled, other_kept = sizes
        found = compare(shared, (shingles, sampled, kept), (other_shingles, other_sampled, other_kept))
        if found.kind:
            rows.add(doc_id, other_id, found.kind, found.containment, found.resemblance)
    return {"similar_pairs": rows.frame()}


STAGE = PairStage(
    name="similar_pairs",
    version=1,
    reads=("signatures", "signature_anchors", "common_anchors"),
    candidates=CANDIDATES,
    queries=QUERIES,
    lookups=LOOKUPS,
    table="similar_pairs",
    run=run,
    group="copies",
)
