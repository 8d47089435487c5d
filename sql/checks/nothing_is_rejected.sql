-- Purpose: every input could be read.
-- Severity: warning
-- Reads:   rejects
select source_uri, stage, error, advice from rejects;
