-- Purpose: every version of every document, removed ones included.
-- Grain:   one row per (doc_id, version_no)
-- Reads:   texts, state.ledger, state.superseded_texts
-- Columns: doc_id        hash of the source_uri; a removed document is no longer in documents
--          version_no    from 1
--          source_uri    where it came from
--          content_hash  sha256 of the input bytes
--          raw_text      the text as it was
--          seen_at       UTC: when this version came
--          is_current    the version in documents
create or replace view document_versions as
-- In no order, as a table is.
select l.doc_id, l.version_no, l.source_uri, t.content_hash, t.raw_text, l.updated_at as seen_at, true as is_current
from texts as t
inner join state.ledger as l on l.doc_id = t.doc_id
union all
select s.doc_id, s.version_no, s.source_uri, s.content_hash, s.raw_text, s.seen_at, false as is_current
from state.superseded_texts as s;
