-- Purpose: claims of one topic, in several documents, whose values can't all be roundings or bounds of one another.
-- Grain:   one row per (conflict_id, claim_id)
-- Columns: conflict_id  deterministic hash of topic and unit
--          claim_id     key into claims
--          topic        the quantity
--          side         from 1: claims of one side agree; 0 where the value agrees with more than one side and proves nothing
create table conflicts (
    conflict_id varchar not null,
    claim_id varchar not null,
    topic varchar not null,
    side integer not null
);
