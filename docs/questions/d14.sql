-- Which AI-chip and graphics-card models are named, where, how often, and does any number overlap with such a name?
select
    e.name as model,
    d.source_uri as doc,
    count(distinct m.mention_id) as n,
    count(n.number_id) as numbers
from entities as e
inner join mentions as m on m.entity_id = e.entity_id
inner join documents as d on d.doc_id = m.doc_id
left join numbers as n on n.doc_id = m.doc_id and n.start_char < m.end_char and n.end_char > m.start_char
where e.subtype = 'chip'
group by e.name, d.source_uri
order by d.source_uri, n desc, model;
