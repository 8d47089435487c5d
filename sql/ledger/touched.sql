-- Purpose: documents written since the checks last passed; survives a killed run.
-- Grain:   one row per (doc_id), repeats allowed
-- Columns: doc_id  key into ledger, or a removed document
create table state.touched (
    doc_id varchar not null
);
