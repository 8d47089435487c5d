-- Purpose: who carried the same report: each group of copies with its first publisher, its outlets, and how long each copy took.
-- Grain:   one row per (group_id)
-- Reads:   duplicates, documents, sources
-- Columns: group_id          key into duplicates: doc_id of the original
--          title             headline of the original
--          first_source      who published it first, as far as the pages are here and dated
--          first_published_at  UTC
--          document_count    documents of the group
--          source_count      sources that carry it; pages that state none count as one
--          sources           the sources that carry it
--          stated_originals  what the copies say of where the report came from
--          copies            list of {doc_id, source, title, published_at, lag_hours, similarity}, the earliest first; lag_hours
--                            is null where either is undated or dated by the day alone
create or replace view v_syndication as
with members as (
    select
        g.group_id,
        g.doc_id,
        g.is_original,
        g.similarity,
        s.name as source,
        d.title,
        d.original_source,
        d.published_at,
        if(d.published_precision in ('hour', 'minute', 'second'), d.published_at, null) as timed_at
    from duplicates as g
    inner join documents as d on d.doc_id = g.doc_id
    left join sources as s on s.source_id = d.source_id
),

lags as (
    select
        c.group_id,
        c.published_at,
        c.doc_id,
        {
            'doc_id': c.doc_id,
            'source': c.source,
            'title': c.title,
            'published_at': c.published_at,
            'lag_hours': round(date_diff('minute', o.timed_at, c.timed_at) / 60, 1),
            'similarity': c.similarity
        } as copy
    from members as c
    inner join members as o on o.group_id = c.group_id and o.is_original
    where not c.is_original
)

select
    m.group_id,
    any_value(m.title) filter (where m.is_original) as title,
    any_value(m.source) filter (where m.is_original) as first_source,
    any_value(m.published_at) filter (where m.is_original) as first_published_at,
    count(*) as document_count,
    count(distinct coalesce(m.source, '')) as source_count,
    coalesce(list(distinct m.source order by m.source) filter (where m.source is not null), []) as sources,
    coalesce(list(distinct m.original_source order by m.original_source) filter (where m.original_source is not null), [])
        as stated_originals,
    (
        select list(l.copy order by l.published_at nulls last, l.doc_id)
        from lags as l where l.group_id = m.group_id
    ) as copies
from members as m
group by m.group_id
order by document_count desc, m.group_id;
