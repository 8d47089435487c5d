-- Purpose: documents as last seen in the inputs.
-- Grain:   one row per (doc_id)
-- Columns: doc_id         deterministic hash of the source_uri
--          source_uri     where the document came from
--          folder         key into files, with path
--          path           key into files, with folder
--          record         id inside a container file; null where the file is the document
--          content_hash   sha256 of the input bytes
--          facts          JSON of what _folder.toml states
--          version_no     from 1; goes up when content_hash changes
--          first_seen_at  UTC
--          updated_at     UTC: when content_hash last changed
--          run_id         key into runs: the run that last saw it change
create table state.ledger (
    doc_id varchar not null,
    source_uri varchar not null,
    folder varchar not null,
    path varchar not null,
    record varchar,
    content_hash varchar not null,
    facts varchar not null,
    version_no integer not null,
    first_seen_at timestamptz not null,
    updated_at timestamptz not null,
    run_id varchar not null
);
