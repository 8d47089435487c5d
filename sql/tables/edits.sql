-- Purpose: what changed between two versions of a document, by sentence; title and content only. History: it hangs on the versions that were seen.
-- Grain:   one row per (doc_id, version_no, edit_no)
-- Columns: doc_id          key into documents
--          version_no      the later version, as in document_versions
--          edit_no         from 0, in the order of the later version
--          old_version_no  the earlier version: the last one kept before it
--          kind            added, removed or changed (reworded)
--          old_start       offset into the earlier version's raw_text in code points, from 0; null where added
--          old_end         offset of the first code point after the sentence
--          new_start       offset into the later version's raw_text; null where removed
--          new_end         offset of the first code point after the sentence
--          old_text        the sentence as it was
--          new_text        the sentence as it is in the later version
--          numbers_before  numbers that only the earlier sentence states
--          numbers_after   numbers that only the later sentence states
--          dates_before    dates that only the earlier sentence states
--          dates_after     dates that only the later sentence states
--          names_before    names that only the earlier sentence has
--          names_after     names that only the later sentence has
create table edits (
    doc_id varchar not null,
    version_no integer not null,
    edit_no integer not null,
    old_version_no integer not null,
    kind varchar not null,
    old_start integer,
    old_end integer,
    new_start integer,
    new_end integer,
    old_text varchar,
    new_text varchar,
    numbers_before varchar[] not null,
    numbers_after varchar[] not null,
    dates_before varchar[] not null,
    dates_after varchar[] not null,
    names_before varchar[] not null,
    names_after varchar[] not null
);
