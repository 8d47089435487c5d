-- Purpose: by which names all documents together call each entity.
-- Grain:   one row per (entity_id, surface, type, link_rule)
-- Columns: entity_id      key into entities
--          surface        the name, as it stands in the texts
--          type           person, organization, location, product, work or other
--          link_rule      the rule that linked it
--          mention_count  mentions by this name, in all zones
--          shown_count    of these, in title and content
create table entity_names (
    entity_id varchar not null,
    surface varchar not null,
    type varchar not null,
    link_rule varchar not null,
    mention_count bigint not null,
    shown_count bigint not null
);
