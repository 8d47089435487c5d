-- Purpose: whom the articles let speak: how often, in how many documents and by which outlets; title and content only.
-- Grain:   one row per (speaker, speaker_entity_id); unnamed sources are counted by the words that stand for them
-- Reads:   quotes, entities, document_metadata
-- Columns: speaker            the entity's name, or the words in the text where there is none
--          speaker_entity_id  key into entities
--          is_anonymous       the source is unnamed
--          quote_count        quotes of any kind, nested ones among them
--          direct_count       in the speaker's own words
--          critical_count     reported with a verb that attacks: 指责, 抨击
--          document_count     documents that let it speak
--          sources            the outlets that let it speak
--          cues               the words that report it, the most frequent first
--          first_date         Asia/Shanghai: the first dated document
--          last_date          Asia/Shanghai: the last one
create or replace view v_quotes_by_speaker as
with quoted as materialized (
    select
        coalesce(e.name, q.speaker) as name,
        q.speaker_entity_id,
        q.doc_id,
        q.kind,
        q.cue,
        q.cue_stance,
        q.is_anonymous
    from quotes as q
    left join entities as e on e.entity_id = q.speaker_entity_id and not e.is_hidden
    where q.zone in ('title', 'content') and q.speaker is not null
),

cues as (
    select name, speaker_entity_id, cue, count(*) as cue_count
    from quoted
    where cue is not null
    group by name, speaker_entity_id, cue
),

cue_lists as (
    select name, speaker_entity_id, list(cue order by cue_count desc, cue) as cues
    from cues
    group by name, speaker_entity_id
),

-- By document first: what follows counts documents and needs no `distinct`.
by_document as (
    select
        name,
        speaker_entity_id,
        doc_id,
        count(*) as quote_count,
        count(*) filter (where kind = 'direct') as direct_count,
        count(*) filter (where cue_stance = 'critical') as critical_count,
        bool_and(is_anonymous) as is_anonymous
    from quoted
    group by name, speaker_entity_id, doc_id
),

speakers as (
    select
        b.name,
        b.speaker_entity_id,
        bool_and(b.is_anonymous) as is_anonymous,
        sum(b.quote_count)::bigint as quote_count,
        sum(b.direct_count)::bigint as direct_count,
        sum(b.critical_count)::bigint as critical_count,
        count(*) as document_count,
        list_sort(coalesce(list(distinct d.source) filter (where d.source is not null), [])) as sources,
        min(d.published_date) as first_date,
        max(d.published_date) as last_date
    from by_document as b
    left join document_metadata as d on d.doc_id = b.doc_id
    group by b.name, b.speaker_entity_id
)

select
    s.name as speaker,
    s.speaker_entity_id,
    s.is_anonymous,
    s.quote_count,
    s.direct_count,
    s.critical_count,
    s.document_count,
    s.sources,
    coalesce(c.cues, []) as cues,
    s.first_date,
    s.last_date
from speakers as s
left join cue_lists as c
    on c.name = s.name and c.speaker_entity_id is not distinct from s.speaker_entity_id
order by s.quote_count desc, speaker, s.speaker_entity_id;
