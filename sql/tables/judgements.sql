-- Purpose: an analyst's words on identity, as in the rules file; the last word on a pair wins.
-- Grain:   one row per (judgement_no)
-- Columns: judgement_no  line order of the rules file, from 1
--          left_id       entity the judgement is about
--          right_id      the other entity, or the new name or type
--          judgement     same, different, rename, hide or type
--          who           who judged
--          judged_at     when, as written in the file
--          why           the reason given
create table judgements (
    judgement_no integer not null,
    left_id varchar not null,
    right_id varchar,
    judgement varchar not null,
    who varchar,
    judged_at varchar,
    why varchar
);
