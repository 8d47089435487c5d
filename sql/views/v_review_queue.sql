-- Purpose: pairs of entities that may be one, with the reason, and the two commands that settle it; most named first.
-- Grain:   one row per (left_id, right_id)
-- Reads:   review_queue, entities, entity_totals
-- Columns: left_id        key into entities: the one to give up, were they merged
--          left_name      its name
--          left_type      its type
--          left_count     its mentions in title and content
--          right_id       key into entities: the one to keep
--          right_name     its name
--          right_type     its type
--          right_count    its mentions in title and content
--          reason         the strongest: same name; sounds alike; one letter apart; one character apart; last part of a name;
--                         same name, other type; last part of several names
--          evidence       the two names, folded
--          sentence       a sentence that names the left one
--          if_the_same    the command that makes them one
--          if_different   the command that takes the pair off this list
create or replace view v_review_queue as
-- Of two that were discovered, the one that is named less often is the one to give up.
with pairs as (
    select
        q.*,
        r.origin = 'discovered' and coalesce(nl.mention_count, 0) > coalesce(nr.mention_count, 0) as is_turned
    from review_queue as q
    inner join entities as r on r.entity_id = q.right_id
    left join entity_totals as nl on nl.entity_id = q.left_id
    left join entity_totals as nr on nr.entity_id = q.right_id
),

ordered as (
    select left_id, right_id, reason, left_name || ' | ' || right_name as evidence from pairs where not is_turned
    union all
    select right_id, left_id, reason, right_name || ' | ' || left_name from pairs where is_turned
)

select
    q.left_id,
    l.name as left_name,
    l.type as left_type,
    coalesce(nl.mention_count, 0) as left_count,
    q.right_id,
    r.name as right_name,
    r.type as right_type,
    coalesce(nr.mention_count, 0) as right_count,
    q.reason,
    q.evidence,
    nl.sentence,
    'python -m pipelines entity merge ' || q.left_id || ' ' || q.right_id as if_the_same,
    'python -m pipelines entity split ' || q.left_id || ' ' || q.right_id as if_different
from ordered as q
inner join entities as l on l.entity_id = q.left_id
inner join entities as r on r.entity_id = q.right_id
left join entity_totals as nl on nl.entity_id = q.left_id
left join entity_totals as nr on nr.entity_id = q.right_id
where not l.is_hidden and not r.is_hidden
order by left_count + right_count desc, q.left_id, q.right_id;
