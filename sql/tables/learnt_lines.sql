-- Purpose: lines that repeat within a site, learnt from the documents: boilerplate of that site.
-- Grain:   one row per (site, line_hash)
-- Columns: site            whose pages: the host of their address, else the outlet that they name
--          line_hash       hash of the line
--          line            the line without blanks, digits as #
--          document_count  different articles of the site that have it near an edge; at least 3
create table learnt_lines (
    site varchar not null,
    line_hash varchar not null,
    line varchar not null,
    document_count integer not null
);
