"""conflicts: where documents contradict one another on one quantity."""

from itertools import groupby

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.stages.rows import Rows
from pipelines.text.claims.values import Reading, lay_out
from pipelines.text.ids import make_id

# Only topics that stand in several documents with several values are laid out here. Percentage points are no percent,
# and counts of one topic compare whatever their classifier. A bare amount (票房4.6亿) is in the currency of its topic,
# a fraction is so many percent. What is nobody's on two pages may be two things'. A question or a hypothesis says
# nothing of how it is.
QUERIES = {
    "comparable": """
        with valued as (
            select c.claim_id, c.doc_id, c.topic,
                n.value * if(n.kind = 'fraction', 100, 1) as value,
                n.value_high * if(n.kind = 'fraction', 100, 1) as value_high,
                c.value_step * if(n.kind = 'fraction', 100, 1) as value_step,
                if(n.modifier in ('近', '将近', '接近', '逼近', '將近'), 'approx', n.bound) as bound,
                case
                    when n.kind = 'percent' and regexp_matches(n.surface, '点|點') then 'percentage_point'
                    when n.kind = 'fraction' then '%'
                    when n.kind = 'cardinal' and contains(c.topic, '/money') and n.unit is null then coalesce(
                        max(n.unit) filter (where n.kind = 'money') over same_topic,
                        'count'
                    )
                    when n.kind in ('quantity', 'cardinal') and coalesce(n.dimension, 'count') = 'count' then 'count'
                    else coalesce(n.unit, n.kind)
                end as unit
            from claims as c inner join numbers as n on n.number_id = c.number_id
            where not starts_with(c.topic, 'unknown/') and n.value is not null and n.kind not in ('ordinal', 'duration')
                and n.zone in ('title', 'content') and c.modality not in ('hypothetical', 'question')
            window same_topic as (partition by c.topic)
        )

        select claim_id, doc_id, topic, unit, abs(value) as value, value_high, bound, value_step
        from valued
        where (topic, unit) in (
            select (topic, unit) from valued group by topic, unit
            having count(distinct doc_id) > 1 and count(distinct value) > 1
        )""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Set the claims of a topic against each other, at the precision they are written in; who agrees takes one side."""
    rows = Rows("conflicts")
    comparable = batch["comparable"].sort("topic", "unit", "claim_id")
    for (topic, unit), group in groupby(comparable.iter_rows(), key=lambda cells: (cells[2], cells[3])):
        claims = list(group)
        sides = lay_out([Reading(value, high, bound, step) for *_ids, value, high, bound, step in claims])
        told = {(side, claim[1]) for claim, side in zip(claims, sides, strict=True) if side}
        if min(len({side for side, _ in told}), len({doc_id for _, doc_id in told})) > 1:
            conflict_id = make_id("conflict", topic, unit)
            for claim, side in zip(claims, sides, strict=True):
                rows.add(conflict_id, claim[0], topic, side)
    return {"conflicts": rows.frame()}


STAGE = CorpusStage(
    name="conflicts",
    version=3,
    reads=("claims", "numbers"),
    queries=QUERIES,
    tables=("conflicts",),
    run=run,
    key=Key("claims", ("topic",)),
    group="statements",
)
