-- Purpose: every mention is linked to an entity that exists, unless linking its document was rejected.
-- Severity: error
-- Reads:   mention_spans, mention_links, entities, rejects, touched
select m.mention_id, m.surface, l.entity_id
from mention_spans as m semi join touched using (doc_id)
anti join (select doc_id from rejects where stage = 'mention_links') as p using (doc_id)
left join mention_links as l on l.mention_id = m.mention_id
left join entities as e on e.entity_id = l.entity_id
where e.entity_id is null;
