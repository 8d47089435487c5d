-- Purpose: every span that names something, with the entity that it names.
-- Grain:   one row per (mention_id)
-- Reads:   mention_spans, mention_links
-- Columns: mention_id   deterministic hash of document, span and type
--          doc_id       key into documents
--          sentence_no  key into sentences, with doc_id
--          zone         title, content, summary, metadata or boilerplate
--          start_char   offset into raw_text in code points, from 0
--          end_char     offset of the first code point after the span
--          surface      exactly raw_text[start_char:end_char]
--          type         person, organization, location, product, work or other
--          method       what found it: gazetteer, tagger, latin, bracket …
--          rule_id      the rule that made this row
--          entity_id    key into entities
--          link_rule    the rule that linked it
--          link_score   0 to 1
create or replace view mentions as
-- In no order, as a table is: every other view joins it.
select
    m.mention_id,
    m.doc_id,
    m.sentence_no,
    m.zone,
    m.start_char,
    m.end_char,
    m.surface,
    m.type,
    m.method,
    m.rule_id,
    l.entity_id,
    l.link_rule,
    l.link_score
from mention_spans as m
inner join mention_links as l on l.mention_id = m.mention_id;
