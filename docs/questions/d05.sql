select d.source_uri as doc, n.value, n.zone
from numbers as n
inner join documents as d on d.doc_id = n.doc_id
where n.kind = 'percent' and n.zone in ('content', 'boilerplate')
order by doc, n.start_char;
