-- Purpose: short lines near the edges of each page, normalised; what repeats within a site is learnt from them.
-- Grain:   one row per (doc_id, line)
-- Columns: doc_id     key into documents
--          site       whose page it is: the host of its address, else the outlet that it names
--          body_hash  hash of the page's longest line: reposts of one article count once
--          line       the line without blanks, digits as #
create table edge_lines (
    doc_id varchar not null,
    site varchar not null,
    body_hash varchar not null,
    line varchar not null
);
