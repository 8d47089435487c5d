-- Purpose: money and counts that are claimed, normalised, with the sentence around them; title and content only.
-- Grain:   one row per (number_id) of kind money or quantity
-- Reads:   numbers, sentences, texts, document_metadata
-- Columns: number_id       key into numbers
--          doc_id          key into documents
--          published_date  Asia/Shanghai
--          source          who published it
--          kind            money or quantity
--          surface         the amount as it stands in the text
--          value           in unit
--          value_high      upper end of a range
--          unit            ISO 4217, a physical unit, or the classifier of what is counted
--          bound           eq, approx, gt, ge, lt or le
--          base_value      value in base_unit
--          base_unit       unit that compares within a dimension
--          per             per what
--          object          what is counted or measured
--          direction       up or down
--          start_char      offset into raw_text in code points, from 0
--          end_char        offset of the first code point after the span
--          sentence        the sentence around it
create or replace view v_amounts as
select
    n.number_id,
    n.doc_id,
    d.published_date,
    d.source,
    n.kind,
    n.surface,
    n.value,
    n.value_high,
    n.unit,
    n.bound,
    n.base_value,
    n.base_unit,
    n.per,
    n.object,
    n.direction,
    n.start_char,
    n.end_char,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from numbers as n
inner join sentences as s on s.doc_id = n.doc_id and s.sentence_no = n.sentence_no
left join document_metadata as d on d.doc_id = n.doc_id
left join texts as t on t.doc_id = n.doc_id
where n.kind in ('money', 'quantity') and n.zone in ('title', 'content')
order by n.doc_id, n.start_char, n.number_id;
