-- Purpose: what a document adds to the counts of names is in them.
-- Severity: error
-- Reads:   document_names, entity_names, touched
select
    d.doc_id,
    d.entity_id,
    d.surface,
    d.mention_count,
    n.mention_count as counted
from document_names as d
semi join touched using (doc_id)
left join entity_names as n
    on n.entity_id = d.entity_id and n.surface = d.surface and n.type = d.type and n.link_rule = d.link_rule
where coalesce(n.mention_count, 0) < d.mention_count or n.shown_count < d.shown_count;
