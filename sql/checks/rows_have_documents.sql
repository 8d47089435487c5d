-- Purpose: no row belongs to a document that is not there, and every text has its metadata or a reject that says why not.
-- Severity: error
-- Reads:   texts, document_metadata, metadata, blocks, sentences, tags, mention_spans, mention_links, block_entities, document_names, numbers, dates, quotes, claims, tokens, token_totals, signatures, signature_anchors, edits, rejects, touched
with rows_of as (
    select 'document_metadata' as table_name, doc_id from document_metadata
    union all select 'metadata' as table_name, doc_id from metadata
    union all select 'blocks' as table_name, doc_id from blocks
    union all select 'sentences' as table_name, doc_id from sentences
    union all select 'tags' as table_name, doc_id from tags
    union all select 'mention_spans' as table_name, doc_id from mention_spans
    union all select 'mention_links' as table_name, doc_id from mention_links
    union all select 'block_entities' as table_name, doc_id from block_entities
    union all select 'document_names' as table_name, doc_id from document_names
    union all select 'numbers' as table_name, doc_id from numbers
    union all select 'dates' as table_name, doc_id from dates
    union all select 'quotes' as table_name, doc_id from quotes
    union all select 'claims' as table_name, doc_id from claims
    union all select 'tokens' as table_name, doc_id from tokens
    union all select 'token_totals' as table_name, doc_id from token_totals
    union all select 'signatures' as table_name, doc_id from signatures
    union all select 'signature_anchors' as table_name, doc_id from signature_anchors
    union all select 'edits' as table_name, doc_id from edits
)

select distinct r.table_name, r.doc_id
from rows_of as r semi join touched using (doc_id) anti join texts using (doc_id)
union all
select 'texts' as table_name, t.doc_id
from texts as t semi join touched using (doc_id) anti join document_metadata using (doc_id)
anti join (select doc_id from rejects where stage = 'pages') as p using (doc_id);
