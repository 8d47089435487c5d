-- Purpose: how often each entity is named, by day of publication.
-- Grain:   one row per (entity_id, published_date) with at least one mention
-- Reads:   block_entities, entities, document_metadata, duplicates, sentences, texts
-- Columns: published_date  Asia/Shanghai; undated documents are left out
--          entity_id       key into entities
--          entity          the entity's name
--          mention_count   mentions in title and content
--          document_count  documents that name it
--          story_count     stories that name it: copies of one report count once
--          source_count    sources that name it; pages that state none count as one
--          sentence        the first sentence of the day that names it
create or replace view v_entity_timeline as
with days as (
    select
        d.published_date,
        b.entity_id,
        e.name as entity,
        sum(b.mention_count)::bigint as mention_count,
        count(distinct b.doc_id) as document_count,
        count(distinct coalesce(g.group_id, b.doc_id)) as story_count,
        count(distinct coalesce(d.source, '')) as source_count,
        min({'doc_id': b.doc_id, 'sentence_no': b.sentence_nos[1]}) as first_place
    from block_entities as b
    inner join entities as e on e.entity_id = b.entity_id and not e.is_hidden
    inner join document_metadata as d on d.doc_id = b.doc_id
    left join duplicates as g on g.doc_id = b.doc_id
    where d.published_date is not null
    group by d.published_date, b.entity_id, e.name
)

select
    a.published_date,
    a.entity_id,
    a.entity,
    a.mention_count,
    a.document_count,
    a.story_count,
    a.source_count,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from days as a
inner join sentences as s on s.doc_id = a.first_place.doc_id and s.sentence_no = a.first_place.sentence_no
inner join texts as t on t.doc_id = s.doc_id
order by a.published_date, a.mention_count desc, a.entity_id;
