-- Purpose: every document has a publication date.
-- Severity: warning
-- Reads:   document_metadata, touched
select doc_id, title from document_metadata semi join touched using (doc_id) where published_date is null;
