-- Purpose: where outlets contradict one another on one quantity, beyond roundings and bounds; those of most outlets first.
-- Grain:   one row per (claim_id)
-- Reads:   conflicts, claims, numbers, entities, document_metadata, state.ledger
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
--          all_outlet_count  how many outlets stand on any side of it
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
select
    c.topic,
    c.side,
    c.source,
    c.source_uri,
    c.published_date,
    c.surface,
    c.value,
    c.value_high,
    c.unit,
    c.bound,
    c.times_smallest,
    c.spread,
    c.outlet_count,
    c.all_outlet_count,
    c.modality,
    c.stance,
    c.subject,
    c.speaker,
    c.is_first,
    c.conflict_id,
    c.claim_id,
    c.doc_id,
    c.start_char,
    c.end_char,
    c.context
-- The order stands outside of `with`: the first rows are found before the others are whole.
from (
    with sided as materialized (
        select
            f.conflict_id,
            f.side,
            f.claim_id,
            f.topic,
            c.doc_id,
            c.modality,
            c.stance,
            c.subject_entity_id,
            c.speaker_entity_id,
            n.surface,
            abs(n.value) as value,
            n.value_high,
            n.unit,
            n.bound,
            c.context,
            n.start_char,
            n.end_char,
            d.source,
            d.published_date
        from conflicts as f
        inner join claims as c on c.claim_id = f.claim_id
        inner join numbers as n on n.number_id = c.number_id
        left join document_metadata as d on d.doc_id = c.doc_id
        where f.side > 0 and n.zone in ('title', 'content')
    ),

    spreads as (
        select
            conflict_id,
            min(value) as smallest,
            max(value) as largest,
            count(distinct coalesce(source, doc_id)) as all_outlet_count
        from sided
        group by conflict_id
    ),

    sides as (
        select conflict_id, side, count(distinct coalesce(source, doc_id)) as outlet_count
        from sided group by conflict_id, side
    ),

    firsts as (
        select conflict_id, doc_id, min(start_char) as first_char from sided group by conflict_id, doc_id
    )

    select
        c.*,
        l.source_uri,
        c.value / nullif(a.smallest, 0) as times_smallest,
        a.largest / nullif(a.smallest, 0) as spread,
        b.outlet_count,
        a.all_outlet_count,
        subject.name as subject,
        speaker.name as speaker,
        c.start_char = f.first_char as is_first
    from sided as c
    inner join spreads as a on a.conflict_id = c.conflict_id
    inner join sides as b on b.conflict_id = c.conflict_id and b.side = c.side
    inner join firsts as f on f.conflict_id = c.conflict_id and f.doc_id = c.doc_id
    inner join state.ledger as l on l.doc_id = c.doc_id
    left join entities as subject on subject.entity_id = c.subject_entity_id
    left join entities as speaker on speaker.entity_id = c.speaker_entity_id
) as c
order by
    c.all_outlet_count desc,
    c.spread desc nulls last,
    c.topic,
    c.side,
    c.published_date nulls last,
    c.source_uri,
    c.start_char;
