-- Purpose: every numeric claim with its value, whose number it is, who says it and how; title and content only.
-- Grain:   one row per (claim_id)
-- Reads:   claims, numbers, quotes, entities, sentences, texts, document_metadata, state.ledger
-- Columns: claim_id           key into claims
--          doc_id             key into documents
--          source_uri         where the document came from
--          published_date     Asia/Shanghai
--          source             who published it
--          topic              the quantity: one slug whatever the outlet calls it
--          surface            the number as it stands in the text
--          kind               money, quantity, percent …
--          value              in unit
--          value_high         upper end of a range
--          unit               ISO 4217, a physical unit, %, or the classifier of what is counted
--          bound              eq, approx, gt, ge, lt or le
--          object             what is counted or measured
--          subject            name of the entity whose number it is
--          subject_entity_id  key into entities
--          modality           asserted, attributed, hearsay, rumour, hypothetical or question
--          stance             affirm, deny or none: what the text makes of it
--          speaker            name of the entity that says it; null for the writer and for unnamed sources
--          speaker_entity_id  key into entities
--          speaker_words      the source as the text calls it, named or not
--          is_anonymous       the source is unnamed
--          quote_id           key into quotes
--          quote_kind         direct, indirect or fragment
--          cue                the words that show the modality
--          cue_start          offset of the cue
--          cue_end            offset of the first code point after the cue
--          sentence_no        key into sentences, with doc_id
--          zone               title or content
--          start_char         offset of the number in raw_text, in code points from 0
--          end_char           offset of the first code point after the number
--          context            the number in 【】 with the words around it
--          sentence           the sentence around it
create or replace view v_claims as
-- In no order, or a look at the first rows would cut the text of every number: add `order by doc_id, start_char`.
select
    c.claim_id,
    c.doc_id,
    l.source_uri,
    d.published_date,
    d.source,
    c.topic,
    n.surface,
    n.kind,
    n.value,
    n.value_high,
    n.unit,
    n.bound,
    c.object,
    subject.name as subject,
    c.subject_entity_id,
    c.modality,
    c.stance,
    speaker.name as speaker,
    c.speaker_entity_id,
    q.speaker as speaker_words,
    coalesce(q.is_anonymous, false) as is_anonymous,
    c.quote_id,
    q.kind as quote_kind,
    c.cue,
    c.cue_start,
    c.cue_end,
    n.sentence_no,
    n.zone,
    n.start_char,
    n.end_char,
    c.context,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from claims as c
inner join numbers as n on n.number_id = c.number_id
inner join sentences as s on s.doc_id = n.doc_id and s.sentence_no = n.sentence_no
inner join state.ledger as l on l.doc_id = c.doc_id
left join document_metadata as d on d.doc_id = c.doc_id
left join quotes as q on q.quote_id = c.quote_id
left join entities as subject on subject.entity_id = c.subject_entity_id
left join entities as speaker on speaker.entity_id = c.speaker_entity_id
left join texts as t on t.doc_id = c.doc_id
where n.zone in ('title', 'content');
