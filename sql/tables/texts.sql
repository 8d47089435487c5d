-- Purpose: the decoded text of each document, immutable; every offset points into it.
-- Grain:   one row per (doc_id)
-- Columns: doc_id               deterministic hash of the source_uri
--          content_hash         sha256 of the input bytes, in hexadecimal
--          raw_text             the decoded (HTML: rendered) text; newlines as they came
--          media                what the input was: text, markdown or html
--          script               Hans (Simplified) or Hant (Traditional); null where too few characters tell
--          encoding             the encoding that the bytes were read in
--          encoding_confidence  0 to 1
--          is_mojibake          the text looks as if it had been decoded wrongly before it came here
--          hints                JSON list of {field, value, rule_id}: what the record, the folder or the HTML head states
--          layout               JSON list of [start_char, end_char, tag, link_share, region, is_main] for each line of
--                               a text rendered from HTML; null for others
create table texts (
    doc_id varchar not null,
    content_hash varchar not null,
    raw_text varchar not null,
    media varchar not null,
    script varchar,
    encoding varchar not null,
    encoding_confidence double not null,
    is_mojibake boolean not null,
    hints varchar not null,
    layout varchar
);
