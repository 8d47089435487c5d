select speaker, cue
from v_quotes
where source = '香港新闻网' and kind = 'direct' and speaker_entity in ('CNBC', 'The National Desk', 'Firstpost')
order by start_char;
