-- Purpose: what all documents together say of each entity named in title or content; v_entities shows it.
-- Grain:   one row per (entity_id)
-- Columns: entity_id       key into entities
--          mention_count   mentions in title and content
--          document_count  documents that name it
--          source_count    sources that name it; pages that state none count as one
--          first_date      Asia/Shanghai: the first dated document that names it
--          last_date       Asia/Shanghai: the last one
--          names           the names by which it is called, the most frequent first
--          sources         the sources that name it
--          sentence        the first sentence that names it: of the first dated document, else of the first by doc_id
create table entity_totals (
    entity_id varchar not null,
    mention_count bigint not null,
    document_count bigint not null,
    source_count bigint not null,
    first_date date,
    last_date date,
    names varchar[] not null,
    sources varchar[] not null,
    sentence varchar not null
);
