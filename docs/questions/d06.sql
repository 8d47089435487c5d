select c.source_uri as doc, c.value, c.object, c.speaker_words as source, q.cue as verb, c.quote_kind
from v_claims as c
inner join quotes as q on q.quote_id = c.quote_id
where c.modality in ('attributed', 'hearsay') and c.is_anonymous and c.stance <> 'deny' and c.kind <> 'ordinal'
order by doc, c.start_char;
