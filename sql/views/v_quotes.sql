-- Purpose: who said what, to what effect and in which words, with the sentence around it; title and content only.
-- Grain:   one row per (quote_id)
-- Reads:   quotes, entities, sentences, texts, document_metadata
-- Columns: quote_id           key into quotes
--          doc_id             key into documents
--          published_date     Asia/Shanghai
--          source             who published it
--          title              of the document
--          kind               direct, indirect or fragment
--          speaker            who says it, as it stands in the text
--          speaker_entity_id  key into entities
--          speaker_entity     the entity's name; null where the speaker is no known name
--          is_anonymous       the source is unnamed
--          cue                the words that report it; null where it goes on from the quote before
--          cue_stance         what the cue says of the words: neutral, claim, hearsay, critical, supportive, false,
--                             deny, admit, question, urge or forecast
--          quote              the words
--          start_char         offset into raw_text in code points, from 0
--          end_char           offset of the first code point after the span
--          speaker_start      offset of the speaker
--          speaker_end        offset of the first code point after the speaker
--          cue_start          offset of the cue
--          cue_end            offset of the first code point after the cue
--          parent_quote_id    the quote that this one lies in
--          confidence         0 to 1
--          rule_id            the rule that made this row
--          context            the words in 【】 with those around them
--          sentence           the sentence in which the quote begins
create or replace view v_quotes as
-- In no order, or a look at the first rows would cut the text of every quote: add `order by doc_id, start_char`.
select
    q.quote_id,
    q.doc_id,
    d.published_date,
    d.source,
    d.title,
    q.kind,
    q.speaker,
    q.speaker_entity_id,
    e.name as speaker_entity,
    q.is_anonymous,
    q.cue,
    q.cue_stance,
    q.surface as quote,
    q.start_char,
    q.end_char,
    q.speaker_start,
    q.speaker_end,
    q.cue_start,
    q.cue_end,
    q.parent_quote_id,
    q.confidence,
    q.rule_id,
    snippet(t.raw_text, q.start_char, q.end_char) as context,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from quotes as q
inner join sentences as s on s.doc_id = q.doc_id and s.sentence_no = q.sentence_no
left join document_metadata as d on d.doc_id = q.doc_id
left join entities as e on e.entity_id = q.speaker_entity_id and not e.is_hidden
left join texts as t on t.doc_id = q.doc_id
where q.zone in ('title', 'content');
