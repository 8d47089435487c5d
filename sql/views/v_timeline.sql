-- Purpose: dated sentences in the order of their dates; title and content only.
-- Grain:   one row per (date_id) with a first day
-- Reads:   dates, sentences, texts, document_metadata
-- Columns: date_from    first day that the date covers
--          date_to      last day that it covers
--          iso          EDTF / ISO 8601
--          precision    year, month, day …
--          surface      the date as it stands in the text
--          is_relative  said relative to another date: 去年, 隔天
--          is_inferred  a part that the text leaves out was inferred
--          source       who published it
--          sentence     the sentence around it
--          doc_id       key into documents
--          date_id      key into dates
--          start_char   offset into raw_text in code points, from 0
--          end_char     offset of the first code point after the span
create or replace view v_timeline as
select
    t.date_from,
    t.date_to,
    t.iso,
    t.precision,
    t.surface,
    t.is_relative,
    t.is_inferred,
    d.source,
    substring(x.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence,
    t.doc_id,
    t.date_id,
    t.start_char,
    t.end_char
from dates as t
inner join sentences as s on s.doc_id = t.doc_id and s.sentence_no = t.sentence_no
left join document_metadata as d on d.doc_id = t.doc_id
left join texts as x on x.doc_id = t.doc_id
where t.date_from is not null and t.zone in ('title', 'content')
order by t.date_from, t.date_to, t.doc_id, t.start_char;
