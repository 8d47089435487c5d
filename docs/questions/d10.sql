-- Of these AI products and laboratories, which are named by exactly one document, which, and how often? (all zones)
with asked as (
    select unnest([
        '可灵', '海螺', '即梦', 'vidu', 'PixVerse', 'Sora', 'Runway', '豆包', 'Tripo', '混元', 'DeepSeek V3', 'DeepSeek-R1',
        'GPT-4o', 'GPT-4', 'Claude 3.5 Sonnet', 'ChatGPT Gov', 'PaddlePaddle', 'MindSpore', 'DeepMind'
    ]) as name
),

-- A name may be an entity's own, or any of its aliases; upper and lower case are one.
products as (
    select distinct a.name, coalesce(e.entity_id, al.entity_id) as entity_id
    from asked as a
    left join entities as e on lower(e.name) = lower(a.name)
    left join aliases as al on lower(al.alias) = lower(a.name)
)

select
    p.name as product,
    any_value(d.source_uri) as doc,
    count(*) as n
from products as p
inner join mentions as m on m.entity_id = p.entity_id
inner join documents as d on d.doc_id = m.doc_id
group by p.name
having count(distinct m.doc_id) = 1
order by p.name;
