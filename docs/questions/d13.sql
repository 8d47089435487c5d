-- What does each page say of itself: source, author, editor, day of publication, original source, address?
select
    d.source_uri as doc,
    s.name as source,
    d.author,
    d.editor,
    d.published_date,
    d.original_source,
    d.url,
    coalesce(contains(d.published_basis, '+'), false) as year_inferred
from documents as d
left join sources as s on s.source_id = d.source_id
order by d.source_uri;
