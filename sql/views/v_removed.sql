-- Purpose: what was left out of the articles, with the rule that left it out, and the text itself.
-- Grain:   one row per (doc_id, block_no) of zone boilerplate or summary
-- Reads:   blocks, documents, sources
-- Columns: doc_id      key into documents
--          block_no    key into blocks, with doc_id
--          source      who published the page
--          zone        boilerplate, or summary (written by a platform)
--          kind        disclaimer, breadcrumb, footer, related, promo, debris …
--          rule_id     the rule that flagged it
--          start_char  offset into raw_text in code points, from 0
--          end_char    offset of the first code point after the span
--          surface     exactly raw_text[start_char:end_char]
create or replace view v_removed as
select
    b.doc_id,
    b.block_no,
    s.name as source,
    b.zone,
    b.kind,
    b.rule_id,
    b.start_char,
    b.end_char,
    substring(d.raw_text, b.start_char + 1, b.end_char - b.start_char) as surface
from blocks as b
inner join documents as d on d.doc_id = b.doc_id
left join sources as s on s.source_id = d.source_id
where b.zone in ('boilerplate', 'summary') and trim(surface, chr(10) || chr(13) || chr(9) || ' ') <> ''
order by b.doc_id, b.block_no;
