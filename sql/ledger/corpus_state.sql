-- Purpose: what each corpus stage last did.
-- Grain:   one row per (stage)
-- Columns: stage        name of the stage
--          fingerprint  hash of all that the output depends on
--          output_hash  hash of the rows that came out
create table state.corpus_state (
    stage varchar not null,
    fingerprint ubigint not null,
    output_hash ubigint not null
);
