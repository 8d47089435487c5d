-- Purpose: what each source calls an entity: 特朗普 here, 川普 there.
-- Grain:   one row per (entity_id, source, surface)
-- Reads:   v_mentions
-- Columns: entity_id       key into entities
--          entity          the entity's name
--          source          who published it; null where the pages state none
--          surface         the name as it stands in the text
--          mention_count   mentions under that name
--          document_count  documents that use it
--          name_share      share of the source's mentions of the entity, 0 to 1
--          first_date      Asia/Shanghai: the first dated document that uses it
create or replace view v_entity_names_by_source as
select
    entity_id,
    entity,
    source,
    surface,
    count(*) as mention_count,
    count(distinct doc_id) as document_count,
    count(*) / sum(count(*)) over (partition by entity_id, entity, source) as name_share,
    min(published_date) as first_date
from v_mentions
group by entity_id, entity, source, surface
order by entity, entity_id, source nulls last, mention_count desc, surface;
