-- Purpose: every value that a rule proposed for a field of a document's metadata, the chosen one first.
-- Grain:   one row per (doc_id, candidate_no)
-- Reads:   metadata, documents
-- Columns: doc_id        key into documents
--          candidate_no  key into metadata, with doc_id
--          source_uri    the input it came from
--          field         title, source, author, editor, original_source, url, published
--          value         the value read
--          is_chosen     this value is the one in documents
--          rank          from 1; the best candidate of a field has the lowest
--          rule_id       the rule that found it
--          start_char    offset in raw_text; null where the value does not stand in the text
--          end_char      offset after the value; null like start_char
create or replace view v_metadata_candidates as
select
    m.doc_id,
    m.candidate_no,
    d.source_uri,
    m.field,
    m.value,
    m.is_chosen,
    m.rank,
    m.rule_id,
    m.start_char,
    m.end_char
from metadata as m
inner join documents as d on d.doc_id = m.doc_id
order by d.source_uri, m.field, m.is_chosen desc, m.rank, m.candidate_no;
