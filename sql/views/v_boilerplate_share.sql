-- Purpose: how much of each page is not the article, by document and for its source as a whole.
-- Grain:   one row per (doc_id)
-- Reads:   blocks, documents, sources
-- Columns: doc_id                    key into documents
--          source                    who published it
--          title                     headline
--          characters                length of the page
--          content_share             share of its characters that are content, 0 to 1
--          boilerplate_share         share that is boilerplate or a platform's summary, 0 to 1
--          source_boilerplate_share  the same share over all pages of the source
create or replace view v_boilerplate_share as
with shares as (
    select
        d.doc_id,
        s.name as source,
        d.title,
        sum(b.end_char - b.start_char) as characters,
        coalesce(sum(b.end_char - b.start_char) filter (where b.zone = 'content'), 0) as content_characters,
        coalesce(sum(b.end_char - b.start_char) filter (where b.zone in ('boilerplate', 'summary')), 0)
            as boilerplate_characters
    from documents as d
    inner join blocks as b on b.doc_id = d.doc_id
    left join sources as s on s.source_id = d.source_id
    group by d.doc_id, s.name, d.title
)

select
    doc_id,
    source,
    title,
    characters::integer as characters,
    content_characters / characters as content_share,
    boilerplate_characters / characters as boilerplate_share,
    sum(boilerplate_characters) over (partition by source) / sum(characters) over (partition by source)
        as source_boilerplate_share
from shares
order by boilerplate_share desc, doc_id;
