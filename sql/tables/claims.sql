-- Purpose: what each number claims: whose it is, how it is put, who says it, and which quantity it is about.
-- Grain:   one row per (claim_id)
-- Columns: claim_id           deterministic hash of the number
--          number_id          key into numbers: its place, value, unit and bound
--          doc_id             key into documents
--          topic              one slug for one quantity of one thing, whatever the outlet calls it; null where nothing says which
--          object             what is counted or measured, as it stands in the text
--          subject_entity_id  key into entities: whose number it is, not who says it
--          modality           asserted, attributed, hearsay, rumour, hypothetical or question
--          stance             affirm, deny or none: what the text makes of it
--          speaker_entity_id  key into entities: who says it; null for the writer and for unnamed sources
--          quote_id           key into quotes: the quotation that it stands in
--          cue                the words that show the modality, as they stand in the text
--          cue_start          offset of the cue
--          cue_end            offset of the first code point after the cue
--          value_step         one unit of the last written place, in the number's unit: 0.01 for 50.38%
--          rule_id            the rule that set the modality
--          context            the number in 【】 with the words around it
create table claims (
    claim_id varchar not null,
    number_id varchar not null,
    doc_id varchar not null,
    topic varchar,
    object varchar,
    subject_entity_id varchar,
    modality varchar not null,
    stance varchar not null,
    speaker_entity_id varchar,
    quote_id varchar,
    cue varchar,
    cue_start integer,
    cue_end integer,
    value_step double,
    rule_id varchar not null,
    context varchar not null
);
