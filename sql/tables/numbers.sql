-- Purpose: numbers that state something: values with unit, bound, and what they count.
-- Grain:   one row per (number_id)
-- Columns: number_id       deterministic hash of document, span and kind
--          doc_id          key into documents
--          sentence_no     key into sentences, with doc_id
--          zone            title, content, summary (written by a platform), metadata or boilerplate
--          start_char      offset into raw_text in code points, from 0
--          end_char        offset of the first code point after the span
--          surface         exactly raw_text[start_char:end_char]
--          kind            cardinal, ordinal, percent, fraction, multiple, money, quantity or duration
--          value           the value as stated, in unit; percent in points
--          value_high      upper end of a range (数十亿 is 1e9 up to 1e10); null for a single value
--          bound           eq, approx, gt, ge, lt or le: how value is to be read
--          modifier        the words that set the bound: 约, 逾, 不到 …
--          modifier_start  offset of the modifier
--          modifier_end    offset after the modifier
--          direction       up or down, where a verb says that it changed by this much
--          unit            ISO 4217 for money, English singular for physical units, the classifier for counted things, % for percent
--          dimension       length, mass, money, count …; only like dimensions compare
--          base_value      value in base_unit, so that 3.5公里 and 3500米 compare
--          base_unit       SI or ISO unit of the dimension
--          per             per what: year in 每年50亿美元
--          object          what is counted or measured, as it stands in the text
--          object_start    offset of the object
--          object_end      offset after the object
--          iso             durations in ISO 8601: P2Y
--          rule_id         the rule that made this row
create table numbers (
    number_id varchar not null,
    doc_id varchar not null,
    sentence_no integer not null,
    zone varchar not null,
    start_char integer not null,
    end_char integer not null,
    surface varchar not null,
    kind varchar not null,
    value double,
    value_high double,
    bound varchar,
    modifier varchar,
    modifier_start integer,
    modifier_end integer,
    direction varchar,
    unit varchar,
    dimension varchar,
    base_value double,
    base_unit varchar,
    per varchar,
    object varchar,
    object_start integer,
    object_end integer,
    iso varchar,
    rule_id varchar not null
);
