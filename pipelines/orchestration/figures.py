"""What an asset's page plots over the runs beside its counts: shares and totals, each made by one query.

A share that moves tells of a site that changed its layout, or of a rule that bites too much, before a reader does.
"""

from collections.abc import Mapping

from pipelines.warehouse.state import Connection

FIGURES: Mapping[str, Mapping[str, str]] = {
    "texts": {"characters": "select sum(length(raw_text))::bigint from texts"},
    "pages": {
        "boilerplate %": """
            select round(100 * sum(if(zone = 'boilerplate', end_char - start_char, 0)) / sum(end_char - start_char), 1)
            from blocks"""
    },
    "numbers": {"hedged %": "select round(100 * avg(if(bound <> 'eq', 1, 0)), 1) from numbers"},
    "mention_spans": {
        "found by the gazetteer %": """
            select round(100 * avg(if(method = 'gazetteer', 1, 0)), 1) from mention_spans"""
    },
    "mention_links": {"entities named": "select count(distinct entity_id) from mention_links"},
    "quotes": {"with a speaker %": "select round(100 * avg(if(speaker is not null, 1, 0)), 1) from quotes"},
    "claims": {"denied %": "select round(100 * avg(if(stance = 'deny', 1, 0)), 1) from claims"},
    "conflicts": {"conflicts": "select count(distinct conflict_id) from conflicts"},
    "duplicates": {"groups of copies": "select count(distinct group_id) from duplicates"},
}


def figures_of(con: Connection, stage: str) -> dict[str, int | float]:
    """Give the figures of a stage; one that has no value, as the share of no rows, is left out."""
    found = {name: con.execute(query).fetchall()[0][0] for name, query in FIGURES.get(stage, {}).items()}
    return {name: value for name, value in found.items() if value is not None}
