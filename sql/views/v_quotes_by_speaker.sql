-- Purpose: whom the articles let speak: how often, in how many documents and by which outlets; title and content only.
-- Grain:   one row per (speaker, speaker_entity_id); unnamed sources are counted by the words that stand for them
-- Reads:   v_quotes
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
with quoted as (
    select
        coalesce(speaker_entity, speaker) as name,
        speaker_entity_id,
        is_anonymous,
        kind,
        cue,
        cue_stance,
        doc_id,
        source,
        published_date
    from v_quotes
    where speaker is not null
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
)

select
    q.name as speaker,
    q.speaker_entity_id,
    bool_and(q.is_anonymous) as is_anonymous,
    count(*) as quote_count,
    count(*) filter (where q.kind = 'direct') as direct_count,
    count(*) filter (where q.cue_stance = 'critical') as critical_count,
    count(distinct q.doc_id) as document_count,
    coalesce(list(distinct q.source order by q.source) filter (where q.source is not null), []) as sources,
    coalesce(any_value(c.cues), []) as cues,
    min(q.published_date) as first_date,
    max(q.published_date) as last_date
from quoted as q
left join cue_lists as c
    on c.name = q.name and c.speaker_entity_id is not distinct from q.speaker_entity_id
group by q.name, q.speaker_entity_id
order by quote_count desc, speaker, q.speaker_entity_id;
