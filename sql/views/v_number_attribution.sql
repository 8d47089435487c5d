-- Purpose: who vouches for each number: the outlet itself, a named or unnamed source, or nobody; title and content only.
-- Grain:   one row per (claim_id)
-- Reads:   v_claims
-- Columns: claim_id         key into claims
--          doc_id           key into documents
--          published_date   Asia/Shanghai
--          source           who published it
--          surface          the number as it stands in the text
--          value            in unit
--          unit             ISO 4217, a physical unit, %, or the classifier of what is counted
--          object           what is counted or measured
--          subject          name of the entity whose number it is
--          vouched_by       outlet, named source, unnamed source or nobody
--          speaker          name of the entity that says it
--          speaker_words    the source as the text calls it
--          is_self_report   the speaker speaks of its own number
--          modality         asserted, attributed, hearsay, rumour, hypothetical or question
--          stance           affirm, deny or none
--          cue              the words that show the modality
--          start_char       offset of the number in raw_text, in code points from 0
--          end_char         offset of the first code point after the number
--          context          the number in 【】 with the words around it
create or replace view v_number_attribution as
-- In no order, or a look at the first rows would cut the text of every number: add `order by doc_id, start_char`.
select
    claim_id,
    doc_id,
    published_date,
    source,
    surface,
    value,
    unit,
    object,
    subject,
    case
        when modality in ('hearsay', 'rumour', 'hypothetical', 'question') then 'nobody'
        when speaker_entity_id is not null then 'named source'
        when modality = 'attributed' and (is_anonymous or speaker_words is null) then 'unnamed source'
        when modality = 'attributed' then 'named source'
        else 'outlet'
    end as vouched_by,
    speaker,
    speaker_words,
    coalesce(speaker_entity_id = subject_entity_id, false) as is_self_report,
    modality,
    stance,
    cue,
    start_char,
    end_char,
    context
from v_claims;
