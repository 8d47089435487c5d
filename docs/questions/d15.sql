-- How often is DeepSeek named in each document, under each of its names? (all zones)
select
    d.source_uri as doc,
    m.surface as name,
    count(*) as n
from mentions as m
inner join documents as d on d.doc_id = m.doc_id
inner join entities as e on e.entity_id = m.entity_id
where e.name in ('DeepSeek', '深度求索')
group by d.source_uri, m.surface
order by d.source_uri, name;
