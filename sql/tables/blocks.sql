-- Purpose: the pieces of a text, with the zone that each belongs to; blocks tile raw_text exactly.
-- Grain:   one row per (doc_id, block_no)
-- Columns: doc_id      key into documents
--          block_no    from 0, in the order of the text
--          zone        title, content, summary (written by a platform), metadata or boilerplate
--          kind        paragraph, headline, byline, dateline, caption, summary, disclaimer, breadcrumb, footer, related, promo, debris …
--          start_char  offset into raw_text in code points, from 0
--          end_char    offset of the first code point after the span
--          rule_id     the rule that made this row
--          confidence  0 to 1; low where the safety kept a doubtful page whole
create table blocks (
    doc_id varchar not null,
    block_no integer not null,
    zone varchar not null,
    kind varchar not null,
    start_char integer not null,
    end_char integer not null,
    rule_id varchar not null,
    confidence double not null
);
