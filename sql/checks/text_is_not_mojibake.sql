-- Purpose: no text looks as if it had been decoded wrongly.
-- Severity: warning
-- Reads:   texts, touched
select doc_id, encoding, left(raw_text, 40) as beginning
from texts semi join touched using (doc_id) where is_mojibake;
