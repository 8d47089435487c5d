-- Purpose: dates, times and ranges of them, resolved where the text gives an anchor.
-- Grain:   one row per (date_id)
-- Columns: date_id       deterministic hash of document, span and kind
--          doc_id        key into documents
--          sentence_no   key into sentences, with doc_id
--          zone          title, content, summary (written by a platform), metadata or boilerplate
--          start_char    offset into raw_text in code points, from 0
--          end_char      offset of the first code point after the span
--          surface       exactly raw_text[start_char:end_char]
--          kind          date, time or range
--          iso           EDTF / ISO 8601: 2024-10, 2025-01-20/2025-01-27; null where nothing anchors it
--          date_from     first day that it covers
--          date_to       last day that it covers
--          precision     century, decade, year, season, month, day, hour, minute …
--          is_relative   said relative to another date: 去年, 隔天
--          is_inferred   a part that the text leaves out was inferred from the anchor
--          anchor_date   the date that it was resolved against
--          anchor_basis  what gave the anchor: dateline, published or text
--          rule_id       the rule that made this row
create table dates (
    date_id varchar not null,
    doc_id varchar not null,
    sentence_no integer not null,
    zone varchar not null,
    start_char integer not null,
    end_char integer not null,
    surface varchar not null,
    kind varchar not null,
    iso varchar,
    date_from date,
    date_to date,
    precision varchar,
    is_relative boolean not null,
    is_inferred boolean not null,
    anchor_date date,
    anchor_basis varchar,
    rule_id varchar not null
);
