-- Purpose: no key stands twice in a table.
-- Severity: error
-- Reads:   texts, document_metadata, metadata, blocks, sentences, mention_spans, mention_links, block_entities, document_names, numbers, dates, quotes, claims, tokens, token_totals, signatures, signature_anchors, similar_pairs, duplicates, edits, touched
select 'texts' as table_name, doc_id as key from texts semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'document_metadata', doc_id from document_metadata semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'metadata', doc_id || ' ' || candidate_no from metadata semi join touched using (doc_id) group by doc_id, candidate_no having count(*) > 1
union all
select 'blocks', doc_id || ' ' || block_no from blocks semi join touched using (doc_id) group by doc_id, block_no having count(*) > 1
union all
select 'sentences', doc_id || ' ' || sentence_no from sentences semi join touched using (doc_id) group by doc_id, sentence_no having count(*) > 1
union all
select 'mention_spans', mention_id from mention_spans semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'mention_links', mention_id from mention_links semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'block_entities', doc_id || ' ' || block_no || ' ' || entity_id from block_entities semi join touched using (doc_id)
group by doc_id, block_no, entity_id having count(*) > 1
union all
select 'document_names', doc_id || ' ' || entity_id || ' ' || name_no from document_names semi join touched using (doc_id)
group by doc_id, entity_id, name_no having count(*) > 1
union all
select 'numbers', number_id from numbers semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'dates', date_id from dates semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'claims', claim_id from claims semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'quotes', quote_id from quotes semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'tokens', doc_id || ' ' || term from tokens semi join touched using (doc_id) group by doc_id, term having count(*) > 1
union all
select 'token_totals', doc_id from token_totals semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'signatures', doc_id from signatures semi join touched using (doc_id) group by all having count(*) > 1
union all
select 'signature_anchors', doc_id || ' ' || anchor from signature_anchors semi join touched using (doc_id)
group by doc_id, anchor having count(*) > 1
union all
select 'similar_pairs', doc_id || ' ' || other_id from similar_pairs group by doc_id, other_id having count(*) > 1
union all
select 'duplicates', doc_id from duplicates group by all having count(*) > 1
union all
select 'edits', doc_id || ' ' || version_no || ' ' || edit_no from edits semi join touched using (doc_id)
group by doc_id, version_no, edit_no having count(*) > 1;
