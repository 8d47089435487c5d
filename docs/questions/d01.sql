select source_uri as doc, value, unit, count(*) as mentions,
    count(*) filter (where stance = 'deny') as denied,
    count(*) filter (where modality = 'asserted' and stance = 'affirm') as asserted
from v_claims
where topic like 'deepseek/%' and kind = 'quantity' and object ilike '%H100%'
group by all
order by doc;
