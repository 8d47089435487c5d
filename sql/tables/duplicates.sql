-- Purpose: documents that tell one story in the same words: copies, versions and excerpts of one report; a document without copies has no row.
-- Grain:   one row per (doc_id)
-- Columns: doc_id       key into documents
--          group_id     doc_id of the original: the group is named after it
--          similarity   share of the shorter text that it has in common with the original, 0 to 1; 1 for the original
--          is_original  the earliest published of the group; without dates the longest
create table duplicates (
    doc_id varchar not null,
    group_id varchar not null,
    similarity double not null,
    is_original boolean not null
);
