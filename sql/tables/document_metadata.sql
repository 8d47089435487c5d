-- Purpose: what a page says of itself, one chosen value a field; all candidates are in metadata.
-- Grain:   one row per (doc_id)
-- Columns: doc_id               key into documents
--          title                headline, without the site's suffix
--          source_id            key into sources: who published the page
--          source               name of the source, as sources has it
--          source_kind          outlet, platform, aggregator or personal, where the outlet list knows it
--          source_domain        domain, from the page or the outlet list
--          author               who wrote it; never a role word such as 创始人
--          editor               who edited it (责任编辑)
--          original_source      where a repost was first published
--          url                  address of the page, where the page states it
--          published_at         start of the stated time; null where the year is unknown
--          published_date       Asia/Shanghai
--          published_precision  year, month, day, hour, minute or second
--          published_basis      what states it: header, url, dateline, front matter, record, header+collected_on, header+page …
create table document_metadata (
    doc_id varchar not null,
    title varchar,
    source_id varchar,
    source varchar,
    source_kind varchar,
    source_domain varchar,
    author varchar,
    editor varchar,
    original_source varchar,
    url varchar,
    published_at timestamptz,
    published_date date,
    published_precision varchar,
    published_basis varchar
);
