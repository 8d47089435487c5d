"""Write the state anew, so that the space of rows that were replaced goes back to the disk.

DuckDB uses freed space again but never shrinks a file. A copy into a fresh file does, swapped in under the lock. The
words of all documents are sorted on the way, which makes a search of a large warehouse faster.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Settings
from pipelines.warehouse.errors import WarehouseError, storage_errors, unwritable
from pipelines.warehouse.lock import run_lock
from pipelines.warehouse.publish import sync
from pipelines.warehouse.state import LAST_RESORT, SPILL_FOLDER, STATE_FILE, STORAGE_VERSION, connect, quoted

COMPACTING = "state.compacting"
# Rows of a table that readers look up by another column than the one they came in by: they are sorted, so that DuckDB
# can skip the row groups that hold none.
_SORTED = {"main.tokens": "term, doc_id"}


@dataclass(frozen=True, slots=True)
class Compaction:
    """Bytes of the state file before and after."""

    bytes_before: int
    bytes_after: int


def compact_state(settings: Settings, *, lock_wait_seconds: float, say: Callable[[str], None]) -> Compaction:
    """Copy the state into a fresh file and put that in its place, in one step.

    What the tables hold stays as it is, so nothing is published. A kill at any instant leaves the old state or the
    new one; what it leaves beside them, the next build removes.

    Raises:
        WarehouseError: There is no state yet, another run holds the lock, or there is no room.
    """
    state = settings.state_dir / STATE_FILE
    if not state.exists():
        raise WarehouseError(f"{state}: no state there yet; build it with: make warehouse")
    with run_lock(settings.state_dir, wait_seconds=lock_wait_seconds, say=say), storage_errors(state):
        return rewrite_state(settings)


def rewrite_state(settings: Settings) -> Compaction:
    """Compact the state for a run that holds the lock and has closed it.

    Raises:
        WarehouseError: There is no room.
    """
    state = settings.state_dir / STATE_FILE
    remove_leftovers(settings.state_dir)
    fresh = settings.state_dir / f"{COMPACTING}.duckdb"
    before = state.stat().st_size
    try:
        _copy(state, fresh)
        sync(fresh)
        after = fresh.stat().st_size
        fresh.replace(state)
        sync(settings.state_dir)
    except OSError as error:
        raise unwritable(fresh, error.strerror or str(error)) from None
    finally:
        remove_leftovers(settings.state_dir)
    return Compaction(before, after)


def _copy(state: Path, fresh: Path) -> None:
    con = connect(state)
    try:
        con.execute(f"set memory_limit = '{LAST_RESORT}'")
        con.execute("checkpoint")  # closing leaves no log then, that would meet the fresh file
        con.execute(f"attach '{quoted(fresh)}' as fresh (storage_version '{STORAGE_VERSION}')")
        con.execute("copy from database warehouse to fresh (schema)")
        query = "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'warehouse'"
        for (table,) in con.execute(f"{query} order by all").fetchall():
            order = f" order by {_SORTED[table]}" if table in _SORTED else ""
            con.execute(f"insert into fresh.{table} from warehouse.{table}{order}")
        con.execute("checkpoint fresh")
    finally:
        con.close()


def remove_leftovers(state_dir: Path) -> None:
    """Remove what a run or a compaction that was killed has left behind; the run holds the lock."""
    shutil.rmtree(state_dir / SPILL_FOLDER, ignore_errors=True)
    for left in state_dir.glob(f"{COMPACTING}.*"):
        left.unlink()
