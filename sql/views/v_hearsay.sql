-- Purpose: numbers that rest on nobody's name: hearsay, rumours, and what unnamed sources say; title and content only.
-- Grain:   one row per (claim_id)
-- Reads:   v_number_attribution
-- Columns: claim_id        key into claims
--          doc_id          key into documents
--          published_date  Asia/Shanghai
--          source          who published it
--          surface         the number as it stands in the text
--          value           in unit
--          value_high      upper end of a range
--          unit            ISO 4217, a physical unit, %, or the classifier of what is counted
--          bound           eq, approx, gt, ge, lt or le
--          topic           the quantity: one slug whatever the outlet calls it
--          object          what is counted or measured
--          subject         name of the entity whose number it is
--          modality        hearsay, rumour or attributed
--          stance          affirm, deny or none: what the text makes of it
--          speaker_words   the unnamed source as the text calls it
--          cue             the words that show it
--          quote_kind      direct, indirect or fragment, where it stands in a quotation
--          start_char      offset of the number in raw_text, in code points from 0
--          end_char        offset of the first code point after the number
--          context         the number in 【】 with the words around it
create or replace view v_hearsay as
select
    claim_id,
    doc_id,
    published_date,
    source,
    surface,
    value,
    value_high,
    unit,
    bound,
    topic,
    object,
    subject,
    modality,
    stance,
    speaker_words,
    cue,
    quote_kind,
    start_char,
    end_char,
    context
from v_number_attribution
where modality in ('hearsay', 'rumour') or (modality = 'attributed' and is_anonymous)
order by doc_id, start_char, claim_id;
