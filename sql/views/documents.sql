-- Purpose: every document, as it is now, with what its page says of itself.
-- Grain:   one row per (doc_id)
-- Reads:   texts, document_metadata, duplicates, state.ledger
-- Columns: doc_id               deterministic hash of the source_uri
--          source_uri           where it came from: folder/path#record
--          content_hash         sha256 of the input bytes
--          version_no           from 1; goes up when the input bytes change
--          raw_text             the decoded text, immutable; every offset points into it
--          title                headline, without the site's suffix
--          source_id            key into sources: who published it
--          author               who wrote it
--          editor               who edited it (责任编辑)
--          original_source      where a repost was first published
--          url                  address, where the page states it
--          published_at         start of the stated time, in UTC; null where the year is unknown
--          published_date       Asia/Shanghai
--          published_precision  year, month, day, hour, minute or second
--          published_basis      what states it: header, url, dateline, front matter, record, header+collected_on, header+page …
--          story_id             the story that it tells: doc_id of the original where it is a copy, else its own
--          script               Hans (Simplified) or Hant (Traditional)
--          encoding             the encoding that the bytes were read in
--          encoding_confidence  0 to 1
--          is_mojibake          the text looks as if it had been decoded wrongly before it came here
--          first_seen_at        UTC
--          updated_at           UTC: when its input bytes last changed
--          run_id               key into runs: the run that last saw it change
create or replace view documents as
-- In no order, as a table is: every other view joins it.
select
    t.doc_id,
    l.source_uri,
    t.content_hash,
    l.version_no,
    t.raw_text,
    d.title,
    d.source_id,
    d.author,
    d.editor,
    d.original_source,
    d.url,
    d.published_at,
    d.published_date,
    d.published_precision,
    d.published_basis,
    coalesce(g.group_id, t.doc_id) as story_id,
    t.script,
    t.encoding,
    t.encoding_confidence,
    t.is_mojibake,
    l.first_seen_at,
    l.updated_at,
    l.run_id
from texts as t
inner join state.ledger as l on l.doc_id = t.doc_id
left join document_metadata as d on d.doc_id = t.doc_id
left join duplicates as g on g.doc_id = t.doc_id;
