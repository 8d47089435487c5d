-- Where does the term 蒸馏 occur, and who of DeepSeek, OpenAI and ChatGPT is named in the same paragraph? (all zones)
with lines as (
    select
        doc_id,
        source_uri,
        unnest(string_split(raw_text, chr(10))) as line,
        unnest(range(1, len(string_split(raw_text, chr(10))) + 1)) as line_no
    from documents
),

placed as (
    select
        *,
        sum(length(line) + 1) over (partition by doc_id order by line_no) - length(line) - 1 as line_start
    from lines
),

occurrences as (
    select
        doc_id,
        source_uri,
        line_start,
        line_start + length(line) as line_end,
        line_start + strpos(line, '蒸馏') - 1 as start_char
    from placed
    where contains(line, '蒸馏')
)

select
    o.source_uri as doc,
    o.start_char,
    coalesce(bool_or(e.name in ('DeepSeek', '深度求索')), false) as with_deepseek,
    coalesce(bool_or(e.name = 'OpenAI'), false) as with_openai,
    coalesce(bool_or(e.name = 'ChatGPT'), false) as with_chatgpt
from occurrences as o
left join mentions as m on m.doc_id = o.doc_id and m.start_char >= o.line_start and m.end_char <= o.line_end
left join entities as e on e.entity_id = m.entity_id
group by o.source_uri, o.start_char
order by o.source_uri, o.start_char;
