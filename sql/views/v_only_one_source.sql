-- Purpose: what only one source names: entities that no other outlet in the warehouse mentions.
-- Grain:   one row per (entity_id) named by documents of exactly one source
-- Reads:   v_mentions
-- Columns: entity_id       key into entities
--          entity          the entity's name
--          type            person, organization, location, product, work or other
--          source          the one source; null where its pages state none
--          document_count  documents that name it
--          story_count     stories that name it: copies of one report count once
--          mention_count   mentions in them
--          sentence        the first sentence that names it
create or replace view v_only_one_source as
select
    entity_id,
    entity,
    any_value(type order by doc_id, start_char) as type,
    any_value(source) as source,
    count(distinct doc_id) as document_count,
    count(distinct story_id) as story_count,
    count(*) as mention_count,
    first(sentence order by published_date nulls last, doc_id, start_char) as sentence
from v_mentions
group by entity_id, entity
-- A page that states no source counts as a source of its own.
having count(distinct coalesce(source, doc_id)) = 1
order by mention_count desc, entity_id;
