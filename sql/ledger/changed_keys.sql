-- Purpose: keys of rows that were written or that went, until the corpus stage that groups by them has redone them.
-- Grain:   one row per (stage, key), repeats allowed
-- Columns: stage  a corpus stage that has a cursor; one that has none redoes all keys anyway
--          key    values of the columns of its key, in order, as text
create table state.changed_keys (
    stage varchar not null,
    key varchar[] not null
);
