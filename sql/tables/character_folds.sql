-- Purpose: characters that search takes for another: Traditional for Simplified, full-width for plain, upper for lower case.
-- Grain:   one row per (letter)
-- Columns: letter  as it may stand in a text
--          folded  what it counts as; never itself a character that is folded
create table character_folds (
    letter varchar not null,
    folded varchar not null
);
