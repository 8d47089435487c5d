select source_uri as doc, surface, value, value_high, bound, subject as holder, speaker
from v_claims
where unit = 'USD' and zone = 'content'
order by doc, start_char;
