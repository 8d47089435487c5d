-- Purpose: percentages and amounts are of a size that news has.
-- Severity: warning
-- Reads:   numbers, touched
select doc_id, surface, kind, value, unit
from numbers semi join touched using (doc_id)
where zone in ('title', 'content')
    and (kind = 'percent' and value > 100000 or kind = 'money' and value > 1e18 or value_high < value);
