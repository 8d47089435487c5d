-- Purpose: who is named beside whom: in the same sentence, and in the same block (paragraph); title and content only.
-- Grain:   one row per (entity_id, other_id); each pair stands both ways round
-- Reads:   mentions, entities, sentences, documents
-- Columns: entity_id       key into entities
--          entity          the entity's name
--          other_id        key into entities: the one named beside it
--          other           its name
--          sentence_count  sentences that name both
--          block_count     blocks that name both
--          document_count  documents with such a block
--          story_count     stories with such a block: copies of one report count once
create or replace view v_cooccurrence as
with places as (
    select distinct m.doc_id, s.block_no, m.sentence_no, m.entity_id, e.name as entity
    from mentions as m
    inner join sentences as s on s.doc_id = m.doc_id and s.sentence_no = m.sentence_no
    inner join entities as e on e.entity_id = m.entity_id
    where m.zone in ('title', 'content') and not e.is_hidden
),

blocks_named as (
    select doc_id, block_no, entity_id, entity, list(sentence_no) as sentence_nos
    from places group by doc_id, block_no, entity_id, entity
),

pairs as (
    select
        one.entity_id,
        one.entity,
        two.entity_id as other_id,
        two.entity as other,
        sum(len(list_intersect(one.sentence_nos, two.sentence_nos)))::bigint as sentence_count,
        count(*) as block_count,
        count(distinct one.doc_id) as document_count,
        count(distinct d.story_id) as story_count
    from blocks_named as one
    inner join blocks_named as two on two.doc_id = one.doc_id and two.block_no = one.block_no
    inner join documents as d on d.doc_id = one.doc_id
    where one.entity_id <> two.entity_id
    group by one.entity_id, one.entity, two.entity_id, two.entity
)

select
    entity_id,
    entity,
    other_id,
    other,
    sentence_count,
    block_count,
    document_count,
    story_count
from pairs
order by sentence_count desc, block_count desc, entity_id, other_id;
