-- Purpose: every number of title and content with the words around it, to read what it is about; title and content only.
-- Grain:   one row per (number_id)
-- Reads:   numbers, sentences, texts, document_metadata
-- Columns: number_id       key into numbers
--          doc_id          key into documents
--          published_date  Asia/Shanghai
--          source          who published it
--          title           of the document
--          kind            cardinal, ordinal, percent, fraction, multiple, money, quantity or duration
--          surface         the number as it stands in the text
--          value           in unit
--          value_high      upper end of a range
--          unit            %, ISO 4217, a physical unit, or the classifier of what is counted
--          bound           eq, approx, gt, ge, lt or le
--          modifier        the hedge as it stands in the text
--          direction       up or down
--          object          what is counted or measured
--          start_char      offset into raw_text in code points, from 0
--          end_char        offset of the first code point after the span
--          context         the number in 【】 with the words around it
--          sentence        the sentence around it
create or replace view v_numbers_in_context as
-- In no order, or a look at the first rows would cut the text of every number: add `order by doc_id, start_char`.
select
    n.number_id,
    n.doc_id,
    d.published_date,
    d.source,
    d.title,
    n.kind,
    n.surface,
    n.value,
    n.value_high,
    n.unit,
    n.bound,
    n.modifier,
    n.direction,
    n.object,
    n.start_char,
    n.end_char,
    snippet(t.raw_text, n.start_char, n.end_char) as context,
    substring(t.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
from numbers as n
inner join sentences as s on s.doc_id = n.doc_id and s.sentence_no = n.sentence_no
left join document_metadata as d on d.doc_id = n.doc_id
left join texts as t on t.doc_id = n.doc_id
where n.zone in ('title', 'content');
