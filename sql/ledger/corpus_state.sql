-- Purpose: what each corpus stage last gave.
-- Grain:   one row per (stage)
-- Columns: stage        name of the stage
--          output_hash  hash of the rows that came out; where they come out the same, nothing below it runs
create table state.corpus_state (
    stage varchar not null,
    output_hash ubigint not null
);
