-- Purpose: how often each source names each entity, in title and content.
-- Grain:   one row per (entity_id, source)
-- Columns: entity_id       key into entities
--          source          name of the source, as sources has it; empty for pages that state none
--          mention_count   mentions in title and content
--          document_count  documents that name it there
create table entity_sources (
    entity_id varchar not null,
    source varchar not null,
    mention_count bigint not null,
    document_count bigint not null
);
