-- Purpose: percents, shares and multiples that are claimed, with what they are of, and the sentence; title and content only.
-- Grain:   one row per (number_id) of kind percent, fraction or multiple
-- Reads:   numbers, sentences, texts, document_metadata
-- Columns: number_id       key into numbers
--          doc_id          key into documents
--          published_date  Asia/Shanghai
--          source          who published it
--          kind            percent, fraction or multiple
--          surface         the number as it stands in the text
--          value           percent in points (17), fraction as a ratio (0.1), multiple as said (3)
--          value_high      upper end of a range
--          share           percent and fraction alike as a ratio, 0.17 for 17%; null for multiples
--          bound           eq, approx, gt, ge, lt or le
--          direction       up or down
--          object          what is measured
--          start_char      offset into raw_text in code points, from 0
--          end_char        offset of the first code point after the span
--          sentence        the sentence around it
create or replace view v_percentages as
select
    n.number_id,
    n.doc_id,
    d.published_date,
    d.source,
    n.kind,
    n.surface,
    n.value,
    n.value_high,
    case n.kind when 'percent' then n.value / 100 when 'fraction' then n.value end as share,
    n.bound,
    n.direction,
    n.object,
    n.start_char,
    n.end_char,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from numbers as n
inner join sentences as s on s.doc_id = n.doc_id and s.sentence_no = n.sentence_no
left join document_metadata as d on d.doc_id = n.doc_id
left join texts as t on t.doc_id = n.doc_id
where n.kind in ('percent', 'fraction', 'multiple') and n.zone in ('title', 'content')
order by n.doc_id, n.start_char, n.number_id;
