-- Purpose: blocks tile the raw text exactly: no gap, no overlap, nothing left out; none where pages were rejected.
-- Severity: error
-- Reads:   blocks, texts, rejects, touched
with tiled as (
    select
        b.doc_id,
        b.block_no,
        b.start_char,
        b.end_char,
        lag(b.end_char, 1, 0) over (partition by b.doc_id order by b.block_no) as expected_start
    from blocks as b semi join touched using (doc_id)
)

select doc_id, block_no, 'starts at ' || start_char || ' instead of ' || expected_start as problem
from tiled where start_char <> expected_start or end_char <= start_char
union all
select t.doc_id, null, 'blocks end at ' || coalesce(max(b.end_char), 0) || ' of ' || any_value(length(t.raw_text))
from texts as t semi join touched using (doc_id)
anti join (select doc_id from rejects where stage = 'pages') as p using (doc_id)
left join blocks as b on b.doc_id = t.doc_id
group by t.doc_id having coalesce(max(b.end_char), 0) <> any_value(length(t.raw_text));
