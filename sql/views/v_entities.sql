-- Purpose: who and what the articles name, under which names, since when, and by whom; hidden entities left out.
-- Grain:   one row per (entity_id) named in title or content
-- Reads:   mentions, documents, sources, entities
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
with placed as (
    select m.entity_id, m.doc_id, m.surface, d.story_id, d.published_date, src.name as source
    from mentions as m
    inner join documents as d on d.doc_id = m.doc_id
    left join sources as src on src.source_id = d.source_id
    where m.zone in ('title', 'content')
),

named as (
    select entity_id, surface, count(*) as mention_count from placed group by entity_id, surface
),

names as (
    select entity_id, list(surface order by mention_count desc, surface) as names from named group by entity_id
)

select
    e.entity_id,
    e.name as entity,
    e.type,
    e.subtype,
    e.name_en,
    e.wikidata_id,
    e.origin,
    count(*) as mention_count,
    count(distinct m.doc_id) as document_count,
    count(distinct m.story_id) as story_count,
    count(distinct coalesce(m.source, '')) as source_count,
    min(m.published_date) as first_date,
    max(m.published_date) as last_date,
    any_value(n.names) as names,
    coalesce(list(distinct m.source order by m.source) filter (where m.source is not null), []) as sources
from placed as m
inner join entities as e on e.entity_id = m.entity_id and not e.is_hidden
inner join names as n on n.entity_id = m.entity_id
group by e.entity_id, e.name, e.type, e.subtype, e.name_en, e.wikidata_id, e.origin
order by mention_count desc, e.entity_id;
