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

QUERIES = {
    "candidates": f"""
        with probes as (
            select a.doc_id, a.anchor from signature_anchors as a
            semi join batch using (doc_id) anti join common_anchors using (anchor)
        ),

        met as (
            select least(p.doc_id, a.doc_id) as doc_id, greatest(p.doc_id, a.doc_id) as other_id
            from probes as p
            inner join signature_anchors as a on a.anchor = p.anchor
            left join changed as c on c.doc_id = a.doc_id
            where p.doc_id < a.doc_id or (c.doc_id is null and p.doc_id <> a.doc_id)
            group by all having count(distinct p.anchor) >= {SHARED_ANCHORS}
        )

        select
            m.doc_id, m.other_id, len(list_intersect(one.shingles, two.shingles)) as shared_count,
            one.shingle_count, one.sampled_count, len(one.shingles) as kept_count,
            two.shingle_count as other_shingle_count, two.sampled_count as other_sampled_count,
            len(two.shingles) as other_kept_count
        from met as m
        inner join signatures as one on one.doc_id = m.doc_id
        inner join signatures as two on two.doc_id = m.other_id""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Compare each changed document with those that share an anchor: who copied, cut or used the same text."""
    rows = Rows("similar_pairs")
    for doc_id, other_id, shared, *sizes in batch["candidates"].iter_rows():
        shingles, sampled, kept, other_shingles, other_sampled, other_kept = sizes
        found = compare(shared, (shingles, sampled, kept), (other_shingles, other_sampled, other_kept))
        if found.kind:
            rows.add(doc_id, other_id, found.kind, found.containment, found.resemblance)
    return {"similar_pairs": rows.frame()}


STAGE = PairStage(
    name="similar_pairs",
    version=1,
    reads=("signatures", "signature_anchors", "common_anchors"),
    queries=QUERIES,
    lookups=LOOKUPS,
    table="similar_pairs",
    run=run,
    group="copies",
)
