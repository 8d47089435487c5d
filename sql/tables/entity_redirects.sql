-- Purpose: where an entity id that is no longer in use went.
-- Grain:   one row per (old_id)
-- Columns: old_id     an id that was merged away
--          entity_id  key into entities: what it is now
create table entity_redirects (
    old_id varchar not null,
    entity_id varchar not null
);
