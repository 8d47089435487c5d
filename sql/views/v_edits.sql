-- Purpose: what an outlet altered in silence: each sentence added, removed or reworded between two versions of an article, with the numbers, dates and names that changed.
-- Grain:   one row per (doc_id, version_no, edit_no)
-- Reads:   edits, documents, sources, document_versions
-- Columns: doc_id          key into documents
--          version_no      the later version
--          edit_no         from 0, in the order of the later version
--          source          who published it
--          title           headline of the current version
--          published_date  Asia/Shanghai
--          seen_at         UTC: when the later version came
--          kind            added, removed or changed (reworded)
--          old_text        the sentence as it was; null where added
--          new_text        the sentence as it became; null where removed
--          numbers_before  numbers that only the earlier sentence states
--          numbers_after   numbers that only the later sentence states
--          dates_before    dates that only the earlier sentence states
--          dates_after     dates that only the later sentence states
--          names_before    names that only the earlier sentence has
--          names_after     names that only the later sentence has
--          changes_facts   a number, date or name is another one: more than wording
--          old_version_no  the earlier version, in document_versions
--          old_start       offset into its raw_text in code points, from 0
--          old_end         offset of the first code point after the sentence
--          new_start       offset into the later version's raw_text
--          new_end         offset of the first code point after the sentence
create or replace view v_edits as
select
    e.doc_id,
    e.version_no,
    e.edit_no,
    s.name as source,
    d.title,
    d.published_date,
    v.seen_at,
    e.kind,
    e.old_text,
    e.new_text,
    e.numbers_before,
    e.numbers_after,
    e.dates_before,
    e.dates_after,
    e.names_before,
    e.names_after,
    len(e.numbers_before) + len(e.numbers_after) + len(e.dates_before) + len(e.dates_after) + len(e.names_before)
    + len(e.names_after) > 0 as changes_facts,
    e.old_version_no,
    e.old_start,
    e.old_end,
    e.new_start,
    e.new_end
from edits as e
inner join documents as d on d.doc_id = e.doc_id
inner join document_versions as v on v.doc_id = e.doc_id and v.version_no = e.version_no
left join sources as s on s.source_id = d.source_id
order by v.seen_at desc, e.doc_id, e.version_no, e.edit_no;
