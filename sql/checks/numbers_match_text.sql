-- Purpose: every surface in numbers is exactly the raw text at its offsets.
-- Severity: error
-- Reads:   numbers, texts, touched
select s.doc_id, s.start_char, s.end_char, s.surface
from numbers as s semi join touched using (doc_id)
left join (from texts semi join touched using (doc_id)) as t on t.doc_id = s.doc_id
where substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) is distinct from s.surface;
