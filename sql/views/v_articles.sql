-- Purpose: the articles alone: title, source, author, date, and the content without boilerplate.
-- Grain:   one row per (doc_id)
-- Reads:   documents, sources, blocks
-- Columns: doc_id              key into documents
--          published_date      Asia/Shanghai; null where the year is unknown
--          source              who published it
--          title               headline
--          author              who wrote it
--          content             the content blocks, joined
--          content_chars       length of content
--          boilerplate_share   share of the page's characters that are boilerplate, 0 to 1
--          url                 address, where the page states it
--          source_uri          the input it came from
create or replace view v_articles as
-- In no order, or a look at the first rows would cut the text of every document: add `order by published_date, doc_id`.
select
    d.doc_id,
    d.published_date,
    s.name as source,
    d.title,
    d.author,
    coalesce(
        string_agg(substring(d.raw_text, b.start_char + 1, b.end_char - b.start_char), '' order by b.block_no)
            filter (where b.zone = 'content'),
        ''
    ) as content,
    coalesce(sum(b.end_char - b.start_char) filter (where b.zone = 'content'), 0)::integer as content_chars,
    coalesce(sum(b.end_char - b.start_char) filter (where b.zone = 'boilerplate'), 0)
        / greatest(length(any_value(d.raw_text)), 1) as boilerplate_share,
    d.url,
    d.source_uri
from documents as d
left join sources as s on s.source_id = d.source_id
left join blocks as b on b.doc_id = d.doc_id
group by d.doc_id, d.published_date, s.name, d.title, d.author, d.url, d.source_uri;
