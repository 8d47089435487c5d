-- Purpose: full-text search in title and content: from search('算力 出口管制', outlet := …, since := …, until := …).
--          Words between blanks are phrases: each is looked for as it stands, Traditional or Simplified, in any case.
--          Ranked by how many of the phrases a document has, then by BM25 over the terms of the lexicon that they contain.
--          The `depth` best by BM25 are read for the phrases (default 1,000).
-- Grain:   one row per (doc_id)
-- Reads:   snippet, character_folds, tokens, token_totals, texts, document_metadata, blocks
-- Columns: doc_id          key into documents
--          published_date  Asia/Shanghai
--          source          who published it
--          title           headline
--          phrases_found   how many of the phrases it has
--          hit_count       how often it has any of them
--          score           BM25 with k1 = 1.2 and b = 0.75; 0 where no term of the lexicon is in the query
--          start_char      the first hit: offset into raw_text in code points, from 0
--          end_char        offset of the first code point after it
--          snippet         the words around the first hit, which is in 【】
create or replace macro search(query, outlet := null, since := null, until := null, depth := 1000) as table
with query_characters as (
    select
        c.place,
        coalesce(f.folded, c.letter) as letter
    from (
        select
            unnest(string_split(query, '')) as letter,
            unnest(range(1, length(query) + 1)) as place
    ) as c
    left join character_folds as f on f.letter = c.letter
),

folded_query as (
    select coalesce(string_agg(letter, '' order by place), '') as folded from query_characters
),

phrases as (
    select distinct unnest(string_split_regex(trim(folded), '\s+')) as phrase from folded_query
),

phrase_letters as (
    select
        phrase,
        unnest(string_split(phrase, '')) as letter,
        unnest(range(1, length(phrase) + 1)) as place
    from phrases
    where phrase <> ''
),

-- A pattern that finds the phrase however it is written: each letter with those that fold to it, Latin words whole.
forms as (
    select
        folded,
        string_agg(letter, '') as other_forms
    from character_folds
    where folded in (select p.letter from phrase_letters as p) and not letter similar to '[!-~]'
    group by folded
),

patterns as (
    select
        p.phrase,
        case when regexp_matches(p.phrase, '^[a-z0-9]') then '\b' else '' end
        || string_agg(
            '['
            || case when p.letter similar to '[a-z0-9]' or ord(p.letter) > 127 then p.letter else '\' || p.letter end
            || coalesce(upper(nullif(p.letter, upper(p.letter))), '')
            || coalesce(f.other_forms, '')
            || ']', '' order by p.place
        )
        || case when regexp_matches(p.phrase, '[a-z0-9]$') then '\b' else '' end as pattern
    from phrase_letters as p
    left join forms as f on f.folded = p.letter
    group by p.phrase
),

-- Every part of a phrase that may be a term: no single characters, and Latin words and numbers only whole.
pieces as (
    select distinct
        p.phrase,
        substring(p.phrase, i.start_place, i.piece_length) as term
    from phrases as p,
        (
            select
                s.start_place,
                l.piece_length
            from range(1, 65) as s (start_place), range(1, 33) as l (piece_length)
        ) as i
    where
        i.start_place + i.piece_length - 1 <= length(p.phrase)
        and (i.piece_length > 1 or substring(p.phrase, i.start_place, 1) similar to '[a-z]')
        and not substring(p.phrase, i.start_place - 1, 2) similar to '[a-z0-9]{2}'
        and not substring(p.phrase, i.start_place + i.piece_length - 1, 2) similar to '[a-z0-9]{2}'
),

postings as materialized (
    select
        t.term,
        t.doc_id,
        t.token_count
    from tokens as t
    where t.term in (select p.term from pieces as p)
),

corpus as (
    select
        count(*) as document_count,
        avg(token_count) as mean_length
    from token_totals
),

weights as (
    select
        p.term,
        ln(1 + (any_value(c.document_count) - count(*) + 0.5) / (count(*) + 0.5)) as idf
    from postings as p, corpus as c
    group by p.term
),

scored as (
    select
        p.doc_id,
        sum(
            w.idf * p.token_count * 2.2
            / (p.token_count + 1.2 * (0.25 + 0.75 * n.token_count / c.mean_length))
        ) as score
    from postings as p
    inner join weights as w on w.term = p.term
    inner join token_totals as n on n.doc_id = p.doc_id
    cross join corpus as c
    group by p.doc_id
),

-- A phrase without any term of the lexicon is looked for in every document.
ranked as (
    select
        doc_id,
        score
    from scored
    union all
    select
        t.doc_id,
        0 as score
    from texts as t
    where
        exists (
            select 1 from patterns as p
            where p.phrase not in (select x.phrase from pieces as x where x.term in (select w.term from weights as w))
        )
        and t.doc_id not in (select s.doc_id from scored as s)
),

candidates as materialized (
    select
        r.doc_id,
        r.score
    from ranked as r
    left join document_metadata as d on d.doc_id = r.doc_id
    where
        (outlet is null or d.source = outlet)
        and (since is null or d.published_date >= since::date)
        and (until is null or d.published_date <= until::date)
    order by r.score desc, r.doc_id
    limit depth
),

-- Texts join once the best are chosen: sorting them would cost most of a search.
readable as materialized (
    select
        t.doc_id,
        t.raw_text
    from texts as t
    where t.doc_id in (select c.doc_id from candidates as c)
),

cut as (
    select
        c.doc_id,
        p.phrase,
        unnest(string_split_regex(c.raw_text, p.pattern)) as before,
        unnest(range(1, len(string_split_regex(c.raw_text, p.pattern)) + 1)) as hit_no
    from readable as c, patterns as p
    where regexp_matches(c.raw_text, p.pattern)
),

found as (
    select
        doc_id,
        phrase,
        hit_no,
        max(hit_no) over (partition by doc_id, phrase) as cut_count,
        sum(length(before) + length(phrase)) over (partition by doc_id, phrase order by hit_no) as end_char
    from cut
),

hits as (
    select
        f.doc_id,
        f.phrase,
        (f.end_char - length(f.phrase))::integer as start_char,
        f.end_char::integer as end_char
    from found as f
    inner join blocks as b
        on b.doc_id = f.doc_id and b.start_char <= f.end_char - length(f.phrase) and b.end_char >= f.end_char
    where f.hit_no < f.cut_count and b.zone in ('title', 'content')
),

matches as (
    select
        doc_id,
        count(distinct phrase) as phrases_found,
        count(*) as hit_count,
        min(start_char) as start_char,
        arg_min(end_char, start_char) as end_char
    from hits
    group by doc_id
)

select
    c.doc_id,
    d.published_date,
    d.source,
    d.title,
    m.phrases_found,
    m.hit_count,
    round(c.score, 3) as score,
    m.start_char,
    m.end_char,
    regexp_replace(snippet(r.raw_text, m.start_char, m.end_char), '\s+', ' ', 'g') as snippet
from candidates as c
inner join matches as m on m.doc_id = c.doc_id
inner join readable as r on r.doc_id = c.doc_id
left join document_metadata as d on d.doc_id = c.doc_id
order by m.phrases_found desc, c.score desc, c.doc_id;
