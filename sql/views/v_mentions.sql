-- Purpose: who and what is named, with the sentence around it; title and content only, hidden entities left out.
-- Grain:   one row per (mention_id)
-- Reads:   mentions, entities, sentences, texts, document_metadata, duplicates
-- Columns: mention_id      key into mentions
--          doc_id          key into documents
--          story_id        the story that the document tells: copies of one report share it
--          published_date  Asia/Shanghai
--          source          who published it
--          entity_id       key into entities
--          entity          the entity's name
--          type            person, organization, location, product, work or other
--          surface         the name as it stands in the text
--          start_char      offset into raw_text in code points, from 0
--          end_char        offset of the first code point after the span
--          sentence        the sentence around it
create or replace view v_mentions as
-- In no order, or a look at the first rows would cut the text of every mention: add `order by doc_id, start_char`.
select
    m.mention_id,
    m.doc_id,
    coalesce(g.group_id, m.doc_id) as story_id,
    d.published_date,
    d.source,
    m.entity_id,
    e.name as entity,
    m.type,
    m.surface,
    m.start_char,
    m.end_char,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from mentions as m
inner join entities as e on e.entity_id = m.entity_id
inner join sentences as s on s.doc_id = m.doc_id and s.sentence_no = m.sentence_no
left join document_metadata as d on d.doc_id = m.doc_id
left join duplicates as g on g.doc_id = m.doc_id
left join texts as t on t.doc_id = m.doc_id
where m.zone in ('title', 'content') and not e.is_hidden;
