-- Purpose: how many documents of each day name each entity in title or content; undated ones are left out.
-- Grain:   one row per (entity_id, published_date)
-- Columns: entity_id       key into entities
--          published_date  Asia/Shanghai
--          document_count  documents that name it
create table entity_days (
    entity_id varchar not null,
    published_date date not null,
    document_count bigint not null
);
