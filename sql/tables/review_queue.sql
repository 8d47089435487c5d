-- Purpose: pairs of entities that may be one, with what speaks for it; a person judges, no machine merges.
-- Grain:   one row per (left_id, right_id)
-- Columns: left_id     key into entities: a discovered one; the smaller id where both were discovered
--          right_id    key into entities
--          reason      the strongest: same name; sounds alike; one letter apart; one character apart; last part of a name;
--                      same name, other type; last part of several names
--          left_name   the name of the left one that speaks for it, folded
--          right_name  that of the right one
create table review_queue (
    left_id varchar not null,
    right_id varchar not null,
    reason varchar not null,
    left_name varchar not null,
    right_name varchar not null
);
