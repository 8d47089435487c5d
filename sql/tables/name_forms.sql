-- Purpose: the forms under which names of entities are compared: two names that may be one share a form.
-- Grain:   one row per (form, entity_id, type, name)
-- Columns: form       a sign, then what those who share it have in common: =name; ~type and sound; -Latin word without a
--                     letter; _type and name without a character; .last part of a person's name
--          entity_id  key into entities
--          type       type of its mentions, or of the curated entity
--          name       one of its names, folded
--          is_met     whether title or content of a document has the name; else only the gazetteer does
create table name_forms (
    form varchar not null,
    entity_id varchar not null,
    type varchar not null,
    name varchar not null,
    is_met boolean not null
);
