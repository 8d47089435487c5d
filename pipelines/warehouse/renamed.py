"""An input folder that has got another name: its documents would stand in the warehouse twice.

A name is part of every `source_uri`, and so of every id; a folder that a run does not name keeps its documents.
"""

from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.state import Connection

# Folders that this run does not name, half of whose documents and more come in anew under another name.
_RENAMED = """
    with others as (from state.ledger where not list_contains(?, folder)),
    totals as (select folder, count(*) as total from others group by folder)
    select o.folder, min(r.folder), count(distinct o.doc_id) as came, any_value(t.total)
    from scanned_records as r
    inner join others as o
        on o.path = r.path and o.record is not distinct from r.record and o.content_hash = r.content_hash
    inner join totals as t on t.folder = o.folder
    anti join state.ledger as l on l.doc_id = r.doc_id
    group by o.folder having came * 2 > any_value(t.total)
    order by o.folder"""


def renamed_folders(con: Connection, folders: list[str], *, allow_removal: bool) -> list[str]:
    """List the old names of folders that this run reads under new ones.

    Args:
        con: The state, with what the scan read in `scanned_records`.
        folders: Names of the folders of this run.
        allow_removal: Let the documents under the old names go.

    Raises:
        WarehouseError: There is one, and its documents may not go.
    """
    rows = con.execute(_RENAMED, [folders]).fetchall()
    if rows and not allow_removal:
        old, new, count, total = rows[0]
        was = f'folder "{old}"' if old else "the folder without a name"
        raise WarehouseError(
            f'{count:,} of {total:,} documents of {was} come in again as those of "{new}", and would stand twice; '
            "to move them, run once with --allow-removal; to keep both, give both folders to one run"
        )
    return [old for old, *_ in rows]
