-- Purpose: sentences of every zone; a sentence never crosses a block.
-- Grain:   one row per (doc_id, sentence_no)
-- Columns: doc_id       key into documents
--          sentence_no  from 0, in the order of the text
--          block_no     key into blocks, with doc_id
--          zone         title, content, summary (written by a platform), metadata or boilerplate
--          start_char   offset into raw_text in code points, from 0
--          end_char     offset of the first code point after the span
create table sentences (
    doc_id varchar not null,
    sentence_no integer not null,
    block_no integer not null,
    zone varchar not null,
    start_char integer not null,
    end_char integer not null
);
