-- Purpose: search terms: jieba search-mode words of two characters or more, and Latin words, folded.
-- Grain:   one row per (term, doc_id)
-- Columns: term         folded: lower case, Simplified, half-width
--          doc_id       key into documents
--          token_count  occurrences in title and content
create table tokens (
    term varchar not null,
    doc_id varchar not null,
    token_count integer not null
);
