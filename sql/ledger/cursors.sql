-- Purpose: how far into changes each stage, and the checks, have come.
-- Grain:   one row per (consumer)
-- Columns: consumer   name of a stage, or checks
--          spec       hash of the version, rules and settings that it worked with; where they differ now, all is stale
--          change_no  the last change that it has dealt with
create table state.cursors (
    consumer varchar not null,
    spec varchar not null,
    change_no bigint not null
);
