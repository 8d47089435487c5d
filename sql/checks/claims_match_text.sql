-- Purpose: every cue of a claim is exactly the raw text at its offsets, and every claim has its number.
-- Severity: error
-- Reads:   claims, numbers, texts, touched
select c.doc_id, c.cue_start, c.cue_end, c.cue
from claims as c semi join touched using (doc_id)
left join (from texts semi join touched using (doc_id)) as t on t.doc_id = c.doc_id
left join numbers as n on n.number_id = c.number_id
where n.number_id is null
    or (c.cue is not null and substring(t.raw_text, c.cue_start + 1, c.cue_end - c.cue_start) is distinct from c.cue);
