-- Purpose: every quote begins in its sentence, has its zone, and a nested one lies inside its parent.
-- Severity: error
-- Reads:   quotes, sentences, touched
select q.doc_id, q.quote_id, q.start_char, q.end_char
from quotes as q semi join touched using (doc_id)
left join sentences as s on s.doc_id = q.doc_id and s.sentence_no = q.sentence_no
left join quotes as p on p.doc_id = q.doc_id and p.quote_id = q.parent_quote_id
where not coalesce(s.start_char <= q.start_char and q.start_char < s.end_char and q.zone = s.zone, false)
    or (q.parent_quote_id is not null and not coalesce(p.start_char <= q.start_char and q.end_char <= p.end_char, false));
