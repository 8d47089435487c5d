select d.source_uri as doc, m.surface as name, count(*) as n
from mentions as m
inner join documents as d on d.doc_id = m.doc_id
inner join entities as e on e.entity_id = m.entity_id
where e.name_en = 'Donald Trump' and m.zone in ('title', 'content')
group by all
order by doc, name;
