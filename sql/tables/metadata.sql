-- Purpose: every candidate for a field of a document's metadata, with the rule that found it.
-- Grain:   one row per (doc_id, candidate_no)
-- Columns: doc_id        key into documents
--          candidate_no  from 0, in the order of field and rank
--          field         title, source, author, editor, original_source, url, published
--          value         the value read
--          start_char    offset of the value in raw_text; null where it does not stand in the text
--          end_char      offset after the value; null like start_char
--          rule_id       the rule that made this row
--          rank          from 1; the best candidate of a field has the lowest
--          is_chosen     this value is the one in documents
create table metadata (
    doc_id varchar not null,
    candidate_no integer not null,
    field varchar not null,
    value varchar not null,
    start_char integer,
    end_char integer,
    rule_id varchar not null,
    rank integer not null,
    is_chosen boolean not null
);
