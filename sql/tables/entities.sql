-- Purpose: the things named, one row each, whatever their names.
-- Grain:   one row per (entity_id)
-- Columns: entity_id    curated: a readable slug; discovered: a hash of type and surface
--          type         person, organization, location, product, work or other
--          subtype      country, city, company, model, chip, outlet …; curated entities only
--          name         the name to show
--          name_en      English name, where known
--          wikidata_id  only from a packaged data set
--          description  a few words; curated entities only
--          origin       curated (in the rules) or discovered (in the documents)
--          is_hidden    an analyst judged it not worth showing; views leave it out
create table entities (
    entity_id varchar not null,
    type varchar not null,
    subtype varchar,
    name varchar not null,
    name_en varchar,
    wikidata_id varchar,
    description varchar,
    origin varchar not null,
    is_hidden boolean not null
);
