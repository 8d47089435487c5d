-- Purpose: earlier versions of documents, and the last version of removed ones.
-- Grain:   one row per (doc_id, version_no)
-- Columns: doc_id        hash of the source_uri
--          version_no    from 1
--          source_uri    where it came from
--          content_hash  sha256 of the input bytes
--          raw_text      the text as it was
--          seen_at       when this version came
create table state.superseded_texts (
    doc_id varchar not null,
    version_no integer not null,
    source_uri varchar not null,
    content_hash varchar not null,
    raw_text varchar not null,
    seen_at timestamptz not null
);
