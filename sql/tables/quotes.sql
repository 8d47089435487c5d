-- Purpose: what somebody is said to have spoken or written, with the speaker and the words that report it.
-- Grain:   one row per (quote_id)
-- Columns: quote_id           deterministic hash of document, span and kind
--          doc_id             key into documents
--          sentence_no        key into sentences, with doc_id: where the quote begins; it may run on over more
--          zone               title, content, summary (written by a platform), metadata or boilerplate
--          start_char         offset into raw_text in code points, from 0
--          end_char           offset of the first code point after the span
--          surface            exactly raw_text[start_char:end_char], without the outer quotation marks
--          kind               direct, indirect, or fragment (a reported clause with some words of it in marks)
--          speaker            who says it, as it stands in the text (a pronoun too); null where nobody is named
--          speaker_start      offset of the speaker
--          speaker_end        offset of the first code point after the speaker
--          speaker_entity_id  key into entities; that of the name which a pronoun or 该公司 stands for
--          speaker_rule       how the speaker was found: speaker.subject, speaker.pronoun, speaker.carried …
--          is_anonymous       the source is unnamed: 有人, 一名官员, or nobody at all
--          cue                the words that report it: 表示, 造谣说; null where it goes on from the quote before
--          cue_start          offset of the cue
--          cue_end            offset of the first code point after the cue
--          cue_stance         what the cue says of the words: neutral, claim, hearsay, critical, supportive, false,
--                             deny, admit, question, urge or forecast
--          parent_quote_id    the quote that this one lies in
--          confidence         0 to 1
--          rule_id            the rule that made this row
create table quotes (
    quote_id varchar not null,
    doc_id varchar not null,
    sentence_no integer not null,
    zone varchar not null,
    start_char integer not null,
    end_char integer not null,
    surface varchar not null,
    kind varchar not null,
    speaker varchar,
    speaker_start integer,
    speaker_end integer,
    speaker_entity_id varchar,
    speaker_rule varchar,
    is_anonymous boolean not null,
    cue varchar,
    cue_start integer,
    cue_end integer,
    cue_stance varchar,
    parent_quote_id varchar,
    confidence double not null,
    rule_id varchar not null
);
