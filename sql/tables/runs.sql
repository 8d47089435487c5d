-- Purpose: builds that changed the warehouse; a build that finds nothing to do leaves no row.
-- Grain:   one row per (run_id)
-- Columns: run_id        random
--          started_at    UTC
--          finished_at   UTC; null where the run was killed
--          code_version  version of newsledger
--          new           documents seen for the first time
--          changed       documents whose input bytes changed
--          unchanged     documents whose input bytes did not
--          removed       documents whose file is gone
--          rejected      rows in rejects when the run ended
create table runs (
    run_id varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    code_version varchar not null,
    new integer not null,
    changed integer not null,
    unchanged integer not null,
    removed integer not null,
    rejected integer not null
);
