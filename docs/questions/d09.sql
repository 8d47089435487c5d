select t.date_from as date, d.source_uri as doc
from dates as t
inner join documents as d on d.doc_id = t.doc_id
where t.zone in ('content', 'metadata') and t.surface not like '%T%' and t.precision in ('day', 'time')
    and regexp_matches(t.surface, '\d月\d|\d{4}[-./]\d{1,2}[-./]\d')
order by date, doc, t.start_char;
