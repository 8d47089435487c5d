-- Purpose: who is named beside whom: in the same sentence, and in the same block (paragraph); title and content only.
-- Grain:   one row per (entity_id, other_id); each pair stands both ways round
-- Reads:   block_entities, entities, duplicates
-- Columns: entity_id       key into entities
--          entity          the entity's name
--          other_id        key into entities: the one named beside it
--          other           its name
--          sentence_count  sentences that name both
--          block_count     blocks that name both
--          document_count  documents with such a block
--          story_count     stories with such a block: copies of one report count once
create or replace view v_cooccurrence as
select
    one.entity_id,
    e.name as entity,
    two.entity_id as other_id,
    o.name as other,
    sum(len(list_intersect(one.sentence_nos, two.sentence_nos)))::bigint as sentence_count,
    count(*) as block_count,
    count(distinct one.doc_id) as document_count,
    count(distinct coalesce(g.group_id, one.doc_id)) as story_count
from block_entities as one
inner join block_entities as two on two.doc_id = one.doc_id and two.block_no = one.block_no
inner join entities as e on e.entity_id = one.entity_id and not e.is_hidden
inner join entities as o on o.entity_id = two.entity_id and not o.is_hidden
left join duplicates as g on g.doc_id = one.doc_id
where one.entity_id <> two.entity_id
group by one.entity_id, e.name, two.entity_id, o.name
order by sentence_count desc, block_count desc, one.entity_id, other_id;
