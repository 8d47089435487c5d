-- Purpose: the names that lead to an entity.
-- Grain:   one row per (entity_id, alias)
-- Columns: entity_id      key into entities
--          alias          the name
--          lang           zh, zh-Hant, en …
--          kind           name, translit, abbr or typo
--          needs_context  too ambiguous to count alone
--          source         package@version, own, or the document rule that found it
create table aliases (
    entity_id varchar not null,
    alias varchar not null,
    lang varchar,
    kind varchar not null,
    needs_context boolean not null,
    source varchar not null
);
