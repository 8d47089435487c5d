-- Purpose: who and what the articles name, under which names, since when, and by whom; hidden entities left out.
-- Grain:   one row per (entity_id) named in title or content
-- Reads:   entity_totals, entities, block_entities, duplicates
-- Columns: entity_id       key into entities
--          entity          the entity's name
--          type            person, organization, location, product, work or other
--          subtype         country, city, company, model …; curated entities only
--          name_en         English name, where known
--          wikidata_id     only from a packaged data set
--          origin          curated (in the rules) or discovered (in the documents)
--          mention_count   mentions in title and content
--          document_count  documents that name it
--          story_count     stories that name it: copies of one report count once
--          source_count    sources that name it; pages that state none count as one
--          first_date      Asia/Shanghai: the first dated document that names it
--          last_date       Asia/Shanghai: the last one
--          names           the names by which it is called, the most frequent first
--          sources         the sources that name it
create or replace view v_entities as
-- Documents beside the one that counts for their story. Few documents have copies, so this adds up few mentions.
with copies as (
    select b.entity_id, count(distinct b.doc_id) - count(distinct g.group_id) as copy_count
    from block_entities as b
    inner join duplicates as g on g.doc_id = b.doc_id
    group by b.entity_id
)

select
    e.entity_id,
    e.name as entity,
    e.type,
    e.subtype,
    e.name_en,
    e.wikidata_id,
    e.origin,
    t.mention_count,
    t.document_count,
    t.document_count - coalesce(c.copy_count, 0) as story_count,
    t.source_count,
    t.first_date,
    t.last_date,
    t.names,
    t.sources
from entity_totals as t
inner join entities as e on e.entity_id = t.entity_id and not e.is_hidden
left join copies as c on c.entity_id = t.entity_id
order by t.mention_count desc, e.entity_id;
