-- Purpose: what each document names, one row an entity, with every place where it does.
-- Grain:   one row per (doc_id, entity_id)
-- Reads:   v_mentions
-- Columns: doc_id          key into documents
--          published_date  Asia/Shanghai
--          source          who published it
--          entity_id       key into entities
--          entity          the entity's name
--          mention_count   mentions in title and content
--          names           the names used, in the order of their characters
--          spans           list of {start_char, end_char, surface}, in the order of the text; offsets into raw_text
create or replace view v_doc_entities as
select
    doc_id,
    any_value(published_date) as published_date,
    any_value(source) as source,
    entity_id,
    entity,
    count(*) as mention_count,
    list(distinct surface order by surface) as names,
    list({'start_char': start_char, 'end_char': end_char, 'surface': surface} order by start_char) as spans
from v_mentions
group by doc_id, entity_id, entity
order by doc_id, mention_count desc, entity_id;
