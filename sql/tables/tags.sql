-- Purpose: names as the tagger saw them, before the gazetteer has its say; cached, because a tagger is dear.
-- Grain:   one row per (doc_id, start_char, end_char)
-- Columns: doc_id       key into documents
--          sentence_no  key into sentences, with doc_id
--          start_char   offset into raw_text in code points, from 0
--          end_char     offset of the first code point after the span
--          surface      exactly raw_text[start_char:end_char]
--          type         person, organization, location, product, work or other
create table tags (
    doc_id varchar not null,
    sentence_no integer not null,
    start_char integer not null,
    end_char integer not null,
    surface varchar not null,
    type varchar not null
);
