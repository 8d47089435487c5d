-- Purpose: how long each document is in search terms, by which `search` weighs them.
-- Grain:   one row per (doc_id)
-- Columns: doc_id       key into documents
--          token_count  search terms in title and content, repeats counted
create table token_totals (
    doc_id varchar not null,
    token_count integer not null
);
