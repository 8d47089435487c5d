-- Purpose: facts about the state itself.
-- Grain:   one row per (key)
-- Columns: key    schema_version, state_id, generation
--          value  as text
create table state.meta (
    key varchar not null,
    value varchar not null
);
