-- Purpose: who makes an unlisted product, where a page says so beside its name: 极光推出的新车L7.
-- Grain:   one row per (doc_id, entity_id)
-- Columns: doc_id     key into documents
--          entity_id  the product, key into entities
--          maker      the firm, as topics write it
create table product_makers (
    doc_id varchar not null,
    entity_id varchar not null,
    maker varchar not null
);
