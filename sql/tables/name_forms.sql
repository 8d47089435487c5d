-- Purpose: the forms under which names of entities are compared: two names that may be one share a form.
-- Grain:   one row per (entity_id, type, name)
-- Columns: entity_id  key into entities
--          type       type of its mentions, or of the curated entity
--          name       one of its names, folded
--          is_met     whether title or content of a document has the name; else only the gazetteer does
--          last_part  by which others call a person: the last part of a full name; null where there is none
--          forms      hashes, in order
create table name_forms (
    entity_id varchar not null,
    type varchar not null,
    name varchar not null,
    is_met boolean not null,
    last_part varchar,
    forms ubigint[] not null
);
