-- Purpose: spans that name something: gazetteer and tagger merged; without overlaps.
-- Grain:   one row per (mention_id)
-- Columns: mention_id           deterministic hash of document, span and type
--          doc_id               key into documents
--          sentence_no          key into sentences, with doc_id
--          zone                 title, content, summary (written by a platform), metadata or boilerplate
--          start_char           offset into raw_text in code points, from 0
--          end_char             offset of the first code point after the span
--          surface              exactly raw_text[start_char:end_char]
--          type                 person, organization, location, product, work or other
--          method               what found it: gazetteer, tagger, latin, bracket …
--          rule_id              the rule that made this row
--          gazetteer_entity_id  the entity of the gazetteer entry that matched, if one did
create table mention_spans (
    mention_id varchar not null,
    doc_id varchar not null,
    sentence_no integer not null,
    zone varchar not null,
    start_char integer not null,
    end_char integer not null,
    surface varchar not null,
    type varchar not null,
    method varchar not null,
    rule_id varchar not null,
    gazetteer_entity_id varchar
);
