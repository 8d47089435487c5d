-- Purpose: what documents came to in sums over all documents, before rows of theirs were replaced or went, until the
--          stage that owns the sums has taken it away and added what they come to now.
-- Grain:   one row per (stage, table_name, key), repeats allowed
-- Columns: stage       a corpus stage that has a cursor; one that has none adds all up anyway
--          table_name  its table
--          key         values of the columns of the table's key, in order, as text
--          sums        what its other columns grow by, in order: less than 0, since rows went
create table state.changed_sums (
    stage varchar not null,
    table_name varchar not null,
    key varchar[] not null,
    sums bigint[] not null
);
