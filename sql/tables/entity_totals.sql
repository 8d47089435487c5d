-- Purpose: what all documents together say of each entity named in title or content; v_entities shows it.
-- Grain:   one row per (entity_id)
-- Columns: entity_id          key into entities
--          mention_count      mentions in title and content
--          document_count     documents that name it
--          source_count       sources that name it; pages that state none count as one
--          first_date         Asia/Shanghai: the first dated document that names it
--          last_date          Asia/Shanghai: the last one
--          names              the names by which it is called, the most frequent first
--          sources            the sources that name it
--          first_doc_id       key into documents: the first dated one that names it, else the first by doc_id
--          first_sentence_no  key into sentences, with first_doc_id
--          sentence           the text of that sentence, the first that names it
create table entity_totals (
    entity_id varchar not null,
    mention_count bigint not null,
    document_count bigint not null,
    source_count bigint not null,
    first_date date,
    last_date date,
    names varchar[] not null,
    sources varchar[] not null,
    first_doc_id varchar not null,
    first_sentence_no integer not null,
    sentence varchar not null
);
