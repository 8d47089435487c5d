-- Purpose: the makers of unlisted products, learnt from all pages that say so; who else tells of one counts it for them.
-- Grain:   one row per (entity_id)
-- Columns: entity_id       the product, key into entities
--          maker           the firm, as topics write it
--          document_count  pages that say so: two thirds at least of those that name a maker
create table known_makers (
    entity_id varchar not null,
    maker varchar not null,
    document_count integer not null
);
