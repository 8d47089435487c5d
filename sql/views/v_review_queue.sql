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
-- Of two that were discovered, the one that is named less often is the one to give up: such a pair is turned.
with pairs as (
    select
        q.*,
        l.name as name_on_left,
        l.type as type_on_left,
        coalesce(nl.mention_count, 0) as count_on_left,
        nl.sentence as sentence_on_left,
        r.name as name_on_right,
        r.type as type_on_right,
        coalesce(nr.mention_count, 0) as count_on_right,
        nr.sentence as sentence_on_right,
        r.origin = 'discovered' and coalesce(nl.mention_count, 0) > coalesce(nr.mention_count, 0) as is_turned
    from review_queue as q
    inner join entities as l on l.entity_id = q.left_id
    inner join entities as r on r.entity_id = q.right_id
    left join entity_totals as nl on nl.entity_id = q.left_id
    left join entity_totals as nr on nr.entity_id = q.right_id
    where not l.is_hidden and not r.is_hidden
),

ordered as (
    select
        if(p.is_turned, p.right_id, p.left_id) as left_id,
        if(p.is_turned, p.name_on_right, p.name_on_left) as left_name,
        if(p.is_turned, p.type_on_right, p.type_on_left) as left_type,
        if(p.is_turned, p.count_on_right, p.count_on_left) as left_count,
        if(p.is_turned, p.left_id, p.right_id) as right_id,
        if(p.is_turned, p.name_on_left, p.name_on_right) as right_name,
        if(p.is_turned, p.type_on_left, p.type_on_right) as right_type,
        if(p.is_turned, p.count_on_left, p.count_on_right) as right_count,
        p.reason,
        if(p.is_turned, p.right_name || ' | ' || p.left_name, p.left_name || ' | ' || p.right_name) as evidence,
        if(p.is_turned, p.sentence_on_right, p.sentence_on_left) as sentence
    from pairs as p
)

select
    o.*,
    'python -m pipelines entity merge ' || o.left_id || ' ' || o.right_id as if_the_same,
    'python -m pipelines entity split ' || o.left_id || ' ' || o.right_id as if_different
from ordered as o
order by o.left_count + o.right_count desc, o.left_id, o.right_id;
