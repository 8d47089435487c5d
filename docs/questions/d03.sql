select c.source_uri as doc, c.subject, c.value, c.unit, period.value as period, period.unit as period_unit
from v_claims as c
inner join numbers as period
    on period.doc_id = c.doc_id and period.sentence_no = c.sentence_no and period.kind = 'duration'
where c.topic like 'nvidia/share-price-down/%'
order by doc;
