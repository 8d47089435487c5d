-- Purpose: which entity each mention names.
-- Grain:   one row per (mention_id)
-- Columns: mention_id  key into mention_spans
--          doc_id      key into documents
--          entity_id   key into entities
--          link_rule   the rule that linked it
--          link_score  0 to 1
create table mention_links (
    mention_id varchar not null,
    doc_id varchar not null,
    entity_id varchar not null,
    link_rule varchar not null,
    link_score double not null
);
