-- Purpose: every sentence lies inside its block and has its zone.
-- Severity: error
-- Reads:   sentences, blocks, touched
select s.doc_id, s.sentence_no, s.start_char, s.end_char
from sentences as s semi join touched using (doc_id)
left join blocks as b on b.doc_id = s.doc_id and b.block_no = s.block_no
where not coalesce(
    b.start_char <= s.start_char and s.start_char < s.end_char and s.end_char <= b.end_char and b.zone = s.zone, false
);
