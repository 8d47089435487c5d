"""Build with a Ray of our own, and tell what listened meanwhile. Run as a program: its Ray is then its own, too."""

import ipaddress
import json
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipelines.settings import EngineSettings
from tests.warehouses import build, make_settings

LISTEN = "0A"


def descendants(process: int) -> set[int]:
    """All processes that a process started, and those that they started."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def listening(processes: set[int]) -> Iterator[str]:
    """Addresses of the TCP sockets that some processes listen on."""
    inodes = {link for process in processes for link in _sockets(process)}
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == LISTEN and f"socket:[{inode}]" in inodes:
                yield _address(local.partition(":")[0])


def is_alive(process: int) -> bool:
    """Tell whether a process runs (one that ended and waits to be noticed does not)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _sockets(process: int) -> Iterator[str]:
    try:
        for link in Path(f"/proc/{process}/fd").iterdir():
            yield str(link.readlink())
    except OSError:
        return


def _address(text: str) -> str:
    words = [int(text[at : at + 8], 16) for at in range(0, len(text), 8)]
    packed = struct.pack(f"={len(words)}I", *words)
    address = ipaddress.ip_address(packed)
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def main() -> None:
    """Build `ray.duckdb` in the folder of the first argument, by the rules of the second."""
    root, rules = map(Path, sys.argv[1:])
    settings = replace(
        make_settings(root, rules=rules), warehouse=root / "ray.duckdb", engine=EngineSettings(name="ray")
    )
    seen: set[int] = set()
    addresses: set[str] = set()

    def watch(_: str) -> None:
        own = descendants(os.getpid())
        seen.update(own - {os.getpid()})
        addresses.update(listening(own))

    build(settings, workers=1, say=watch)
    print(json.dumps({"addresses": sorted(addresses), "processes": sorted(seen)}))


if __name__ == "__main__":
    main()
