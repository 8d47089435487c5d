-- Purpose: the lines that newsledger learnt to be boilerplate of a site, with an example of a page that has one.
-- Grain:   one row per (site, line)
-- Reads:   learnt_lines, edge_lines
-- Columns: site            whose pages
--          line            the line without blanks, digits as #
--          document_count  different articles that have it near an edge
--          doc_id          one of the documents
create or replace view v_learnt_lines as
select l.site, l.line, l.document_count, min(e.doc_id) as doc_id
from learnt_lines as l
inner join edge_lines as e on e.site = l.site and e.line = l.line
group by l.site, l.line, l.document_count
order by l.document_count desc, l.site, l.line;
