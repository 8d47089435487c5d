-- Purpose: pairs of documents with much content in common: copies, excerpts, and texts that are only related.
-- Grain:   one row per (doc_id, other_id); each pair stands once, the smaller id first
-- Columns: doc_id       key into documents
--          other_id     key into documents
--          kind         copy, excerpt (one is less than half as long and lies in the other), or related (a quarter to a half in common)
--          containment  share of the shorter document's content that the longer one has, 0 to 1; an estimate for long ones
--          resemblance  share of the content of both that they share (Jaccard), 0 to 1
create table similar_pairs (
    doc_id varchar not null,
    other_id varchar not null,
    kind varchar not null,
    containment double not null,
    resemblance double not null
);
