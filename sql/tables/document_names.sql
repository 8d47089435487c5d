-- Purpose: by which names each document calls which entity: what entities, their names and their totals are made of.
-- Grain:   one row per (doc_id, entity_id, surface, type, link_rule)
-- Columns: doc_id             key into documents
--          entity_id          key into entities
--          name_no            1 for the name of the entity that comes first in title and content, then the next
--          surface            the name, as it stands there
--          type               person, organization, location, product, work or other
--          link_rule          the rule that linked it
--          mention_count      mentions by this name, in all zones
--          shown_count        of these, in title and content
--          first_sentence_no  the first sentence of title and content with it, with doc_id keys into sentences; null where
--                             it stands elsewhere alone
create table document_names (
    doc_id varchar not null,
    entity_id varchar not null,
    name_no integer not null,
    surface varchar not null,
    type varchar not null,
    link_rule varchar not null,
    mention_count integer not null,
    shown_count integer not null,
    first_sentence_no integer
);
