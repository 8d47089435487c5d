-- Purpose: what each document stage last did for each document.
-- Grain:   one row per (stage, doc_id)
-- Columns: stage        name of the stage
--          doc_id       key into ledger
--          fingerprint  hash of all that the output depends on; a stage redoes the documents whose fingerprint differs
--          output_hash  hash of the rows that came out; where it is the same, nothing below runs
create table state.stage_state (
    stage varchar not null,
    doc_id varchar not null,
    fingerprint ubigint not null,
    output_hash ubigint not null
);
