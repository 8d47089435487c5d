-- Purpose: who vouches for each number: the outlet itself, a named or unnamed source, or nobody; title and content only.
-- Grain:   one row per (claim_id)
-- Reads:   claims, numbers, quotes, entities, document_metadata
-- Columns: claim_id         key into claims
--          doc_id           key into documents
--          published_date   Asia/Shanghai
--          source           who published it
--          surface          the number as it stands in the text
--          value            in unit
--          value_high       upper end of a range
--          unit             ISO 4217, a physical unit, %, or the classifier of what is counted
--          bound            eq, approx, gt, ge, lt or le
--          topic            the quantity: one slug whatever the outlet calls it
--          object           what is counted or measured
--          subject          name of the entity whose number it is
--          vouched_by       outlet, named source, unnamed source or nobody
--          speaker          name of the entity that says it
--          speaker_words    the source as the text calls it
--          is_anonymous     the source is unnamed
--          is_self_report   the speaker speaks of its own number
--          modality         asserted, attributed, hearsay, rumour, hypothetical or question
--          stance           affirm, deny or none
--          cue              the words that show the modality
--          quote_kind       direct, indirect or fragment, where it stands in a quotation
--          start_char       offset of the number in raw_text, in code points from 0
--          end_char         offset of the first code point after the number
--          context          the number in 【】 with the words around it
create or replace view v_number_attribution as
-- In no order, so that a look at the first rows finds no others: add `order by doc_id, start_char`.
select
    c.claim_id,
    c.doc_id,
    d.published_date,
    d.source,
    n.surface,
    n.value,
    n.value_high,
    n.unit,
    n.bound,
    c.topic,
    c.object,
    subject.name as subject,
    case
        when c.modality in ('hearsay', 'rumour', 'hypothetical', 'question') then 'nobody'
        when c.speaker_entity_id is not null then 'named source'
        when c.modality = 'attributed' and (coalesce(q.is_anonymous, false) or q.speaker is null) then 'unnamed source'
        when c.modality = 'attributed' then 'named source'
        else 'outlet'
    end as vouched_by,
    speaker.name as speaker,
    q.speaker as speaker_words,
    coalesce(q.is_anonymous, false) as is_anonymous,
    coalesce(c.speaker_entity_id = c.subject_entity_id, false) as is_self_report,
    c.modality,
    c.stance,
    c.cue,
    q.kind as quote_kind,
    n.start_char,
    n.end_char,
    c.context
from claims as c
inner join numbers as n on n.number_id = c.number_id
left join document_metadata as d on d.doc_id = c.doc_id
left join quotes as q on q.quote_id = c.quote_id
left join entities as subject on subject.entity_id = c.subject_entity_id
left join entities as speaker on speaker.entity_id = c.speaker_entity_id
where n.zone in ('title', 'content');
