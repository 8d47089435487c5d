-- Purpose: what is kept of each document's content for finding its copies: hashed runs of eight letters, a sample where they are many.
-- Grain:   one row per (doc_id)
-- Columns: doc_id         key into documents
--          letter_count   letters and digits of the content that count: without boilerplate and quotations
--          shingle_count  different runs of eight letters
--          sampled_count  those of them in the sample of one in eight
--          shingles       hashes, ascending: all where there are up to 512, else the sample
create table signatures (
    doc_id varchar not null,
    letter_count integer not null,
    shingle_count integer not null,
    sampled_count integer not null,
    shingles integer[] not null
);
