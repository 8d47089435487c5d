-- Purpose: what could not be read, and why; tried again when the file changes.
-- Grain:   one row per (source_uri, stage)
-- Columns: source_uri  the file, or file#record
--          doc_id      the id that the document would have
--          stage       files (reading the input) or the stage that failed
--          error       what was found
--          advice      what would do
--          seen_at     when it was last tried
create table rejects (
    source_uri varchar not null,
    doc_id varchar not null,
    stage varchar not null,
    error varchar not null,
    advice varchar not null,
    seen_at timestamptz not null
);
