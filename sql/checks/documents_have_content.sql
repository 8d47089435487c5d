-- Purpose: every document has some content.
-- Severity: warning
-- Reads:   texts, blocks, touched
select t.doc_id, length(t.raw_text) as text_chars
from texts as t semi join touched using (doc_id)
anti join (select doc_id from blocks where zone = 'content') as b using (doc_id);
