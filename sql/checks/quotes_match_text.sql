-- Purpose: the surface, speaker and cue of every quote are exactly the raw text at their offsets.
-- Severity: error
-- Reads:   quotes, texts, touched
with spans as (
    select doc_id, start_char, end_char, surface from quotes
    union all
    select doc_id, speaker_start, speaker_end, speaker from quotes where speaker is not null
    union all
    select doc_id, cue_start, cue_end, cue from quotes where cue is not null
)

select s.doc_id, s.start_char, s.end_char, s.surface
from spans as s semi join touched using (doc_id)
left join (from texts semi join touched using (doc_id)) as t on t.doc_id = s.doc_id
where substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) is distinct from s.surface;
