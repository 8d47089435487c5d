-- Purpose: every group of copies has two documents or more and one original, and each member is a copy or excerpt of it.
-- Severity: error
-- Reads:   duplicates, similar_pairs
select 'group' as found, group_id, count(*) as document_count
from duplicates group by group_id
having count(*) < 2 or count(*) filter (where is_original) <> 1 or bool_or(is_original <> (doc_id = group_id))
union all
select 'member' as found, g.group_id, 1 as document_count
from duplicates as g
left join similar_pairs as p on p.doc_id = least(g.doc_id, g.group_id) and p.other_id = greatest(g.doc_id, g.group_id)
where not g.is_original and (p.kind is null or p.kind = 'related' or p.containment <> g.similarity);
