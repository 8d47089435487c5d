-- Purpose: which entities each block of title and content names: what co-occurrence and counts are made of.
-- Grain:   one row per (doc_id, block_no, entity_id)
-- Columns: doc_id         key into documents
--          block_no       key into blocks, with doc_id
--          entity_id      key into entities
--          mention_count  mentions of the entity in the block
--          sentence_nos   the sentences that name it, in order; with doc_id keys into sentences
create table block_entities (
    doc_id varchar not null,
    block_no integer not null,
    entity_id varchar not null,
    mention_count integer not null,
    sentence_nos integer[] not null
);
