-- What share of each document's characters is boilerplate, and does it include a disclaimer, a breadcrumb, related links?
select
    d.source_uri as doc,
    coalesce(sum(b.end_char - b.start_char) filter (where b.zone = 'boilerplate'), 0) / length(any_value(d.raw_text)) as share,
    bool_or(b.zone = 'boilerplate' and b.kind = 'disclaimer') as has_disclaimer,
    bool_or(b.zone = 'boilerplate' and b.kind = 'breadcrumb') as has_breadcrumb,
    bool_or(b.zone = 'boilerplate' and b.kind = 'related') as has_related
from documents as d
inner join blocks as b on b.doc_id = d.doc_id
group by d.source_uri
order by d.source_uri;
