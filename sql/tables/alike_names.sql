-- Purpose: pairs of entities whose names share a form and that may be one; a form by which over eight entities are alike
--          is a pattern, and pairs none.
-- Grain:   one row per (form, left_id, right_id)
-- Columns: form        as in name_forms
--          left_id     key into entities: a discovered one; the smaller id where both were discovered
--          right_id    key into entities
--          reason      what the form says of the two: as in review_queue
--          left_name   the name of the left one that has the form, folded
--          right_name  that of the right one
create table alike_names (
    form varchar not null,
    left_id varchar not null,
    right_id varchar not null,
    reason varchar not null,
    left_name varchar not null,
    right_name varchar not null
);
