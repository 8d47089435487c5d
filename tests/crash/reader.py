"""An analyst who asks all the time: opens the warehouse, asks what it holds, closes it, and notes what it saw.

`watch FILE` on a line starts it, and `stop` ends it and brings one JSON object: looks, what was seen, errors. A
checksum over whole tables tells one snapshot from another, and half of one from both.
"""

import json
import select
import sys
from pathlib import Path

import duckdb

PAUSE_SECONDS = 0.4
TABLES = ("texts", "sentences", "numbers", "dates", "mention_spans", "mention_links", "tokens")
CHECKSUM = " || ' ' || ".join(f"(select count(*) || ':' || coalesce(sum(hash(doc_id)), 0) from {t})" for t in TABLES)
# A view too: a file without its views is not whole.
QUERY = f"select {CHECKSUM} || ' ' || (select count(*) from v_articles)"


def look(path: Path) -> str:
    """Ask for the checksum, as an analyst who has just opened the file."""
    con = duckdb.connect(str(path), read_only=True)
    try:
        return str(con.execute(QUERY).fetchall()[0][0])
    finally:
        con.close()


def watch(path: Path) -> dict[str, object]:
    """Look at once, again and again until a line comes in, and a last time then, however soon it came."""
    seen: set[str] = set()
    errors: list[str] = []
    looks = 0
    is_last = False
    while True:
        if path.exists():  # before the first publish there is nothing to open
            looks += 1
            try:
                seen.add(look(path))
            except duckdb.Error as error:
                errors.append(str(error))
        if is_last:
            break
        is_last = bool(select.select([sys.stdin], [], [], PAUSE_SECONDS)[0])
    sys.stdin.readline()
    return {"looks": looks, "seen": sorted(seen), "errors": errors[:5]}


def main() -> None:
    """Answer each `watch FILE` … `stop`."""
    print("ready", flush=True)
    while line := sys.stdin.readline():
        print("watching", flush=True)
        print(json.dumps(watch(Path(line.removeprefix("watch ").rstrip("\n")))), flush=True)


if __name__ == "__main__":
    main()
