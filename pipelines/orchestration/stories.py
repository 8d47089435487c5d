"""What an asset's page tells: for each asset a few short tables, each made by one query of the state.

A story answers what a reader asks first: how much of a page is boilerplate, which amounts are the largest, who is named
most. Its column names are its headings. Dagster shows a table in place while it is short (under 1,000 characters), in a
column of about 45 letters, so a story has few columns and at most a handful of rows. Figures (`figures.py`) are
plotted over the runs instead.
"""

from collections.abc import Mapping

from pipelines.orchestration.telling import Story
from pipelines.stages import STAGES

_TABLES = [table for stage in STAGES for table in stage.tables]

STORIES: Mapping[str, tuple[Story, ...]] = {
    "inputs": (
        Story(
            "folders",
            """
            select case folder when '' then '(the one folder)' else folder end as folder,
                count(distinct path) as files, count(*) as documents, max(updated_at)::date::varchar as "last change"
            from state.ledger group by folder order by folder limit 8""",
        ),
        Story(
            "could not be read",
            "select source_uri as input, error, advice from rejects order by seen_at desc, source_uri limit 3",
        ),
    ),
    "texts": (
        Story(
            "encodings and scripts",
            """
            select encoding, coalesce(script, 'unclear') as script, media, count(*) as documents,
                sum(length(raw_text))::bigint as characters, count(*) filter (where is_mojibake) as mojibake
            from texts group by all order by documents desc, encoding, script limit 5""",
        ),
    ),
    "edge_lines": (
        Story(
            "sites with most lines",
            """
            select site, count(distinct doc_id) as documents, count(*) as lines,
                count(distinct line) as "different ones"
            from edge_lines group by site order by lines desc, site limit 8""",
            bar="lines",
        ),
    ),
    "learnt_lines": (
        Story(
            "lines of most pages",
            """
            select site, line, document_count as documents
            from learnt_lines order by document_count desc, site, line limit 8""",
        ),
    ),
    "name_forms": (
        Story(
            "names by type",
            """
            select type, count(distinct entity_id) as entities, count(*) filter (where form[1] = '=') as "names",
                count(*) as forms
            from name_forms group by type order by "names" desc, type""",
            bar="names",
        ),
    ),
    "pages": (
        Story(
            "boilerplate by source",
            """
            select coalesce(d.source, '(not stated)') as source, count(distinct b.doc_id) as documents,
                round(100 * sum(if(b.zone = 'boilerplate', b.end_char - b.start_char, 0))
                    / sum(b.end_char - b.start_char), 1) as "boilerplate %"
            from blocks as b inner join document_metadata as d on d.doc_id = b.doc_id
            group by all order by documents desc, "boilerplate %" desc, source limit 8""",
            bar="boilerplate %",
            full=100,
        ),
        Story(
            "heaviest rules",
            """
            select rule_id as rule, kind, count(distinct doc_id) as documents,
                sum(end_char - start_char)::bigint as characters
            from blocks where zone = 'boilerplate'
            group by all order by characters desc, rule limit 5""",
        ),
        Story(
            "what pages say of themselves",
            """
            select title, source, published_date::varchar as published
            from document_metadata order by published_date desc nulls last, title limit 5""",
        ),
    ),
    "sources": (
        Story(
            "who publishes most",
            """
            select s.name as source, s.kind, count(*) as documents
            from sources as s inner join document_metadata as d on d.source_id = s.source_id
            group by all order by documents desc, source limit 8""",
            bar="documents",
        ),
    ),
    "sentences": (
        Story(
            "zones",
            """
            select zone, count(*) as sentences, round(avg(end_char - start_char), 1) as "average length"
            from sentences group by zone order by sentences desc""",
            bar="sentences",
        ),
    ),
    "numbers": (
        Story(
            "kinds",
            """
            select kind, count(*) as found, count(*) filter (where bound <> 'eq') as hedged,
                mode(surface order by surface) as "most often"
            from numbers group by kind order by found desc""",
            bar="found",
        ),
        Story(
            "largest amounts",
            """
            select n.surface as amount, round(n.value / 1e6, 1) as millions, n.unit as "of", n.object as "for what"
            from numbers as n
            where n.kind = 'money' and n.zone in ('title', 'content')
            order by coalesce(n.base_value, n.value) desc, n.number_id limit 5""",
        ),
        Story(
            "dates",
            """
            select coalesce(precision, 'unclear') as precision, count(*) as found,
                mode(surface order by surface) as "most often"
            from dates group by all order by found desc limit 6""",
            bar="found",
        ),
    ),
    "tags": (
        Story(
            "types",
            """
            select type, count(*) as tagged, mode(surface order by surface) as "most often"
            from tags group by type order by tagged desc""",
            bar="tagged",
        ),
    ),
    "mention_spans": (
        Story(
            "mentions by type",
            """
            select type, count(*) as mentions, mode(surface order by surface) as "most often"
            from mention_spans group by type order by mentions desc, type""",
            bar="mentions",
        ),
        Story(
            "how they were found",
            """
            select method, count(*) as mentions, mode(surface order by surface) as "most often"
            from mention_spans group by method order by mentions desc, method""",
            bar="mentions",
        ),
        Story(
            "names met most often",
            """
            select surface as name, type, count(*) as mentions, count(distinct doc_id) as documents
            from mention_spans where zone in ('title', 'content')
            group by all order by mentions desc, name limit 8""",
        ),
    ),
    "mention_links": (
        Story(
            "rules of linking",
            """
            select l.link_rule as rule, count(*) as mentions, mode(m.surface order by m.surface) as "most often"
            from mention_links as l inner join mention_spans as m on m.mention_id = l.mention_id
            group by all order by mentions desc, rule limit 8""",
            bar="mentions",
        ),
    ),
    "quotes": (
        Story(
            "who speaks",
            """
            select coalesce(e.name, q.speaker) as speaker, count(*) as quotes,
                mode(q.cue order by q.cue) as "most often"
            from quotes as q left join entities as e on e.entity_id = q.speaker_entity_id
            where q.speaker is not null
            group by coalesce(e.name, q.speaker) order by quotes desc, speaker limit 8""",
            bar="quotes",
        ),
        Story(
            "cues",
            """
            select coalesce(cue, '(goes on)') as cue, any_value(cue_stance) as stance, count(*) as quotes,
                count(*) filter (where is_anonymous) as unnamed
            from quotes group by cue order by quotes desc, cue limit 8""",
        ),
    ),
    "entity_counts": (
        Story(
            "names used most",
            """
            select surface as name, type, sum(shown_count)::bigint as mentions
            from entity_names group by all order by mentions desc, name limit 8""",
            bar="mentions",
        ),
        Story(
            "what each source names",
            """
            select if(source = '', '(states none)', source) as source, count(*) as entities,
                sum(mention_count)::bigint as mentions
            from entity_sources group by source order by mentions desc, source limit 8""",
        ),
    ),
    "entities": (
        Story(
            "named most",
            """
            select any_value(e.name) as entity, any_value(e.type) as type, count(*) as mentions
            from mention_links as l
            inner join entities as e on e.entity_id = l.entity_id
            inner join mention_spans as m on m.mention_id = l.mention_id
            where m.zone in ('title', 'content')
            group by l.entity_id order by mentions desc, entity limit 10""",
            bar="mentions",
        ),
        Story(
            "new names, in no list",
            """
            select any_value(e.name) as entity, any_value(e.type) as type,
                count(*) as mentions, count(distinct l.doc_id) as documents
            from mention_links as l
            inner join entities as e on e.entity_id = l.entity_id
            inner join mention_spans as m on m.mention_id = l.mention_id
            where m.zone in ('title', 'content') and e.origin = 'discovered'
            group by l.entity_id order by documents desc, mentions desc, entity limit 8""",
        ),
        Story(
            "where entities come from",
            """
            select type, count(*) filter (where origin = 'curated') as curated,
                count(*) filter (where origin = 'discovered') as discovered
            from entities group by type order by curated + discovered desc""",
        ),
    ),
    "entity_totals": (
        Story(
            "named by most sources",
            """
            select e.name as entity, t.source_count as sources, t.document_count as documents,
                t.mention_count as mentions
            from entity_totals as t inner join entities as e on e.entity_id = t.entity_id
            order by sources desc, documents desc, mentions desc, entity limit 8""",
            bar="sources",
        ),
        Story(
            "most names for one thing",
            """
            select e.name as entity, len(t.names) as "names", array_to_string(t.names[:4], ' ') as "the most frequent"
            from entity_totals as t inner join entities as e on e.entity_id = t.entity_id
            order by "names" desc, mention_count desc, entity limit 6""",
        ),
    ),
    "review_queue": (
        Story(
            "pairs to judge",
            """
            select reason, count(*) as pairs, min(left_name || ' | ' || right_name) as "for example"
            from review_queue group by reason order by pairs desc, reason""",
        ),
    ),
    "signatures": (
        Story(
            "content by length",
            """
            select case when letter_count < 100 then 'under 100 letters' when letter_count < 500 then '100 to 500'
                    when letter_count < 2000 then '500 to 2,000' else '2,000 and more' end as length,
                count(*) as documents, round(avg(len(shingles)), 0) as "hashes kept"
            from signatures group by length order by min(letter_count)""",
        ),
    ),
    "edits": (
        Story(
            "heaviest edits",
            """
            select coalesce(d.title, '(no title)') as title, e.version_no as version, count(*) as sentences,
                sum(len(e.numbers_before) + len(e.dates_before) + len(e.names_before))::bigint as "facts gone"
            from edits as e inner join document_metadata as d on d.doc_id = e.doc_id
            group by e.doc_id, d.title, e.version_no order by sentences desc, d.title, version limit 5""",
        ),
        Story(
            "what was done to sentences",
            "select kind, count(*) as sentences from edits group by kind order by sentences desc, kind",
            bar="sentences",
        ),
        Story(
            "numbers that changed",
            """
            select array_to_string(e.numbers_before, ' ') as was,
                array_to_string(e.numbers_after, ' ') as became, d.source
            from edits as e inner join document_metadata as d on d.doc_id = e.doc_id
            where len(e.numbers_before) + len(e.numbers_after) > 0
            order by e.doc_id, e.version_no desc, e.edit_no limit 5""",
        ),
    ),
    "similar_pairs": (
        Story(
            "kinds of pairs",
            """
            select kind, count(*) as pairs, round(avg(containment), 2) as "average share of the shorter"
            from similar_pairs group by kind order by pairs desc, kind""",
            bar="pairs",
        ),
    ),
    "duplicates": (
        Story(
            "sizes of groups",
            """
            select documents as "documents in group", count(*) as groups
            from (select count(*) as documents from duplicates group by group_id)
            group by documents order by documents desc limit 6""",
        ),
        Story(
            "carried most",
            """
            select any_value(d.title) filter (where g.is_original) as title,
                any_value(d.source) filter (where g.is_original) as "first by", count(*) as documents
            from duplicates as g inner join document_metadata as d on d.doc_id = g.doc_id
            group by g.group_id order by documents desc, g.group_id limit 5""",
        ),
    ),
    "claims": (
        Story(
            "how numbers are put",
            """
            select modality, count(*) as claims, count(*) filter (where stance = 'deny') as denied,
                count(speaker_entity_id) as "with a named source"
            from claims group by modality order by claims desc, modality""",
            bar="claims",
        ),
        Story(
            "topics told by most documents",
            """
            select split_part(topic, '/', 1) as "of", substring(topic, strpos(topic, '/') + 1) as quantity,
                count(distinct doc_id) as documents, count(*) as claims
            from claims where topic is not null
            group by topic order by documents desc, claims desc, topic limit 8""",
        ),
    ),
    "conflicts": (
        Story(
            "who contradicts whom",
            """
            select regexp_replace(f.topic, '^(.*?)/(.*?)(/.*)?$', '\\1 \\2') as "of what", f.side,
                string_agg(distinct n.surface, ' ' order by n.surface) as "values",
                string_agg(distinct d.source, ', ' order by d.source) as outlets
            from conflicts as f
            inner join claims as c on c.claim_id = f.claim_id
            inner join numbers as n on n.number_id = c.number_id
            inner join document_metadata as d on d.doc_id = c.doc_id
            where f.side > 0
            group by f.conflict_id, f.topic, f.side
            order by sum(count(distinct d.source)) over (partition by f.conflict_id) desc,
                max(max(abs(n.value))) over (partition by f.conflict_id)
                / nullif(min(min(abs(n.value))) over (partition by f.conflict_id), 0) desc nulls last, f.topic, f.side
            limit 8""",
        ),
    ),
    "tokens": (
        Story(
            "most frequent terms",
            """
            select term, sum(token_count)::bigint as occurrences, count(*) as documents
            from tokens group by term order by occurrences desc, term limit 8""",
            bar="occurrences",
        ),
    ),
    "warehouse": (
        Story(
            "articles by month",
            """
            select coalesce(strftime(published_date, '%Y-%m'), 'undated') as month, count(*) as articles,
                count(distinct source) as sources
            from v_articles group by month order by month = 'undated', month desc limit 12""",
            bar="articles",
        ),
        Story(
            "latest articles",
            """
            select published_date::varchar as published, title
            from v_articles order by published_date desc nulls last, title limit 5""",
        ),
        Story(
            "tables",
            " union all ".join(f"select '{table}' as \"table\", count(*) as rows from {table}" for table in _TABLES),
        ),
    ),
}
"""The stories of each asset, in the order of its page; those of `warehouse` ask the published file."""
