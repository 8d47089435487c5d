-- Purpose: every sentence in edits is exactly the text of its version at its offsets.
-- Severity: error
-- Reads:   edits, texts, state.ledger, state.superseded_texts, touched
with versions as (
    select l.doc_id, l.version_no, t.raw_text
    from texts as t semi join touched using (doc_id)
    inner join state.ledger as l on l.doc_id = t.doc_id
    union all
    select doc_id, version_no, raw_text from state.superseded_texts semi join touched using (doc_id)
)

select e.doc_id, e.version_no, e.edit_no, e.kind
from edits as e semi join touched using (doc_id)
left join versions as o on o.doc_id = e.doc_id and o.version_no = e.old_version_no
left join versions as n on n.doc_id = e.doc_id and n.version_no = e.version_no
where substring(o.raw_text, e.old_start + 1, e.old_end - e.old_start) is distinct from e.old_text
    or substring(n.raw_text, e.new_start + 1, e.new_end - e.new_start) is distinct from e.new_text
    or (e.kind = 'added') <> (e.old_text is null)
    or (e.kind = 'removed') <> (e.new_text is null);
