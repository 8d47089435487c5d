-- Purpose: pairs of entities that may be one, with what speaks for it; a person judges, no machine merges.
-- Grain:   one row per (left_id, right_id)
-- Columns: left_id   key into entities: the one to give up, were they merged
--          right_id  key into entities: the one to keep
--          reason    the strongest: same name; sounds alike; one letter apart; one character apart; last part of a name;
--                    same name, other type; last part of several names
--          evidence  the two names, folded
create table review_queue (
    left_id varchar not null,
    right_id varchar not null,
    reason varchar not null,
    evidence varchar not null
);
