-- Purpose: what only one source names: entities that no other outlet in the warehouse mentions.
-- Grain:   one row per (entity_id) named by documents of exactly one source
-- Reads:   v_entities, entity_totals
-- Columns: entity_id       key into entities
--          entity          the entity's name
--          type            person, organization, location, product, work or other
--          source          the one source; null where its page states none
--          document_count  documents that name it
--          story_count     stories that name it: copies of one report count once
--          mention_count   mentions in them
--          sentence        the first sentence that names it
create or replace view v_only_one_source as
select
    e.entity_id,
    e.entity,
    e.type,
    e.sources[1] as source,
    e.document_count,
    e.story_count,
    e.mention_count,
    t.sentence
from v_entities as e
inner join entity_totals as t on t.entity_id = e.entity_id
-- A page that states no source counts as a source of its own.
where e.source_count = 1 and (len(e.sources) = 1 or e.document_count = 1)
order by e.mention_count desc, e.entity_id;
