-- Purpose: where outlets contradict one another on one quantity, beyond roundings and bounds; the widest apart first.
-- Grain:   one row per (claim_id)
-- Reads:   conflicts, v_claims
-- Columns: topic             the quantity
--          side              from 1: claims of one side agree with one another
--          source            who published the document
--          source_uri        where the document came from
--          published_date    Asia/Shanghai
--          surface           the number as it stands in the text
--          value             in unit
--          value_high        upper end of a range
--          unit              ISO 4217, a physical unit, %, or the classifier of what is counted
--          bound             eq, approx, gt, ge, lt or le
--          times_smallest    how many times the smallest value of the topic it is
--          spread            the largest value of the topic over the smallest
--          outlet_count      how many outlets stand on this side
--          modality          asserted, attributed, hearsay or rumour
--          stance            affirm, deny or none: a denied value is on a side too
--          subject           name of the entity whose number it is
--          speaker           name of the entity that says it
--          is_first          the first claim of its document in this conflict
--          conflict_id       key into conflicts
--          claim_id          key into claims
--          doc_id            key into documents
--          start_char        offset of the number in raw_text, in code points from 0
--          end_char          offset of the first code point after the number
--          context           the number in 【】 with the words around it
create or replace view v_claim_conflicts as
with sided as (
    select
        f.conflict_id,
        f.side,
        c.topic,
        c.source,
        c.source_uri,
        c.published_date,
        c.surface,
        abs(c.value) as value,
        c.value_high,
        c.unit,
        c.bound,
        c.modality,
        c.stance,
        c.subject,
        c.speaker,
        c.claim_id,
        c.doc_id,
        c.start_char,
        c.end_char,
        c.context,
        min(abs(c.value)) over (partition by f.conflict_id) as smallest,
        max(abs(c.value)) over (partition by f.conflict_id) as largest,
        count(distinct coalesce(c.source, c.doc_id)) over (partition by f.conflict_id, f.side) as outlet_count,
        row_number() over (partition by f.conflict_id, c.doc_id order by c.start_char) = 1 as is_first
    from conflicts as f
    inner join v_claims as c on c.claim_id = f.claim_id
    where f.side > 0
)

select
    topic,
    side,
    source,
    source_uri,
    published_date,
    surface,
    value,
    value_high,
    unit,
    bound,
    value / nullif(smallest, 0) as times_smallest,
    largest / nullif(smallest, 0) as spread,
    outlet_count,
    modality,
    stance,
    subject,
    speaker,
    is_first,
    conflict_id,
    claim_id,
    doc_id,
    start_char,
    end_char,
    context
from sided
order by spread desc nulls last, topic, side, published_date nulls last, source_uri, start_char;
