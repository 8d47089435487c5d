select source_uri as doc, value, unit, modality, stance, speaker, times_smallest
from v_claim_conflicts
where topic like 'deepseek/chip/%' and is_first
order by doc;
