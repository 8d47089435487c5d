-- Purpose: how often each entity is named, by day of publication.
-- Grain:   one row per (entity_id, published_date) with at least one mention
-- Reads:   v_mentions
-- Columns: published_date  Asia/Shanghai; undated documents are left out
--          entity_id       key into entities
--          entity          the entity's name
--          mention_count   mentions in title and content
--          document_count  documents that name it
--          story_count     stories that name it: copies of one report count once
--          source_count    sources that name it; pages that state none count as one
--          sentence        the first sentence of the day that names it
create or replace view v_entity_timeline as
select
    published_date,
    entity_id,
    entity,
    count(*) as mention_count,
    count(distinct doc_id) as document_count,
    count(distinct story_id) as story_count,
    count(distinct coalesce(source, '')) as source_count,
    first(sentence order by doc_id, start_char) as sentence
from v_mentions
where published_date is not null
group by published_date, entity_id, entity
order by published_date, mention_count desc, entity_id;
