-- Purpose: zones, kinds, types and bounds come from their lists.
-- Severity: error
-- Reads:   blocks, mention_spans, numbers, dates, quotes, claims, touched
select 'blocks.zone' as column_name, zone as found from blocks semi join touched using (doc_id)
where zone not in ('title', 'content', 'summary', 'metadata', 'boilerplate')
union all
select 'mention_spans.type', type from mention_spans semi join touched using (doc_id)
where type not in ('person', 'organization', 'location', 'product', 'work', 'other')
union all
select 'numbers.kind', kind from numbers semi join touched using (doc_id)
where kind not in ('cardinal', 'ordinal', 'percent', 'fraction', 'multiple', 'money', 'quantity', 'duration')
union all
select 'numbers.bound', bound from numbers semi join touched using (doc_id)
where bound not in ('eq', 'approx', 'gt', 'ge', 'lt', 'le')
union all
select 'dates.kind', kind from dates semi join touched using (doc_id) where kind not in ('date', 'time', 'range')
union all
select 'quotes.kind', kind from quotes semi join touched using (doc_id)
where kind not in ('direct', 'indirect', 'fragment')
union all
select 'claims.modality', modality from claims semi join touched using (doc_id)
where modality not in ('asserted', 'attributed', 'hearsay', 'rumour', 'hypothetical', 'question')
union all
select 'claims.stance', stance from claims semi join touched using (doc_id) where stance not in ('affirm', 'deny', 'none');
