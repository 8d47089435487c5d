-- Purpose: hashed runs of sixteen letters by which documents with text in common meet; a sample.
-- Grain:   one row per (doc_id, anchor)
-- Columns: doc_id  key into documents
--          anchor  hash
create table signature_anchors (
    doc_id varchar not null,
    anchor integer not null
);
