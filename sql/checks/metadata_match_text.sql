-- Purpose: every metadata candidate with offsets lies inside the raw text.
-- Severity: error
-- Reads:   metadata, texts, touched
select m.doc_id, m.candidate_no, m.field, m.start_char, m.end_char
from metadata as m semi join touched using (doc_id)
left join (from texts semi join touched using (doc_id)) as t on t.doc_id = m.doc_id
where m.start_char is not null
    and not coalesce(0 <= m.start_char and m.start_char < m.end_char and m.end_char <= length(t.raw_text), false);
