-- Purpose: anchors that so many documents have that they prove nothing: furniture of pages that no rule knows.
-- Grain:   one row per (anchor)
-- Columns: anchor          hash, as in signature_anchors
--          document_count  documents that have it
create table common_anchors (
    anchor integer not null,
    document_count integer not null
);
