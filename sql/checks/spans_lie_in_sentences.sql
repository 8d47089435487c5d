-- Purpose: every mention, number and date lies inside its sentence and has its zone.
-- Severity: error
-- Reads:   mention_spans, numbers, dates, sentences, touched
with spans as (
    select 'mention_spans' as table_name, doc_id, sentence_no, zone, start_char, end_char from mention_spans
    union all
    select 'numbers' as table_name, doc_id, sentence_no, zone, start_char, end_char from numbers
    union all
    select 'dates' as table_name, doc_id, sentence_no, zone, start_char, end_char from dates
)

select p.table_name, p.doc_id, p.start_char, p.end_char
from spans as p semi join touched using (doc_id)
left join sentences as s on s.doc_id = p.doc_id and s.sentence_no = p.sentence_no
where not coalesce(s.start_char <= p.start_char and p.end_char <= s.end_char and p.zone = s.zone, false);
