-- Purpose: the articles alone: title, source, author, date, and the content without boilerplate.
-- Grain:   one row per (doc_id)
-- Reads:   texts, state.ledger, document_metadata, blocks
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
    t.doc_id,
    d.published_date,
    d.source,
    d.title,
    d.author,
    coalesce(
        string_agg(substring(t.raw_text, b.start_char + 1, b.end_char - b.start_char), '' order by b.block_no)
            filter (where b.zone = 'content'),
        ''
    ) as content,
    coalesce(sum(b.end_char - b.start_char) filter (where b.zone = 'content'), 0)::integer as content_chars,
    coalesce(sum(b.end_char - b.start_char) filter (where b.zone = 'boilerplate'), 0)
        / greatest(length(any_value(t.raw_text)), 1) as boilerplate_share,
    d.url,
    l.source_uri
from texts as t
inner join state.ledger as l on l.doc_id = t.doc_id
left join document_metadata as d on d.doc_id = t.doc_id
left join blocks as b on b.doc_id = t.doc_id
group by t.doc_id, d.published_date, d.source, d.title, d.author, d.url, l.source_uri;
