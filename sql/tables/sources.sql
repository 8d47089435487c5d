-- Purpose: outlets, platforms and people that publish the documents.
-- Grain:   one row per (source_id)
-- Columns: source_id  deterministic hash of the name
--          name       name, as the outlet list or the page has it
--          kind       outlet, platform, aggregator or personal
--          domain     site, where known
create table sources (
    source_id varchar not null,
    name varchar not null,
    kind varchar,
    domain varchar
);
