"""Many readers, many publishes: no error, and every reader sees one snapshot, whole, and never an older one again."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from pipelines.stages import STAGES
from pipelines.warehouse import publish as publishing
from pipelines.warehouse.build import say_nothing
from pipelines.warehouse.publish import publish, published_path
from pipelines.warehouse.state import STATE_FILE, bump_generation, open_state
from tests.made import write_pages
from tests.profiles import at_length
from tests.warehouse.processes import talker
from tests.warehouses import build, make_settings, query

READERS = 8
PUBLISHES = at_length(short=8, long=50)

# Opens, asks twice, closes, again and again: once before it says that it is ready, so that it sees the warehouse as it
# was built, and a last time after it is told to stop, so that it sees the last publish. The readers look at different
# beats, so that there is one at work at any time.
READER = """
import json, select, sys, duckdb
ASK = '''select (select value from checksums), (select sum(hash(doc_id, raw_text))::varchar from texts),
    (select round from checksums), (select count(*) from v_articles)'''
errors, rounds = [], []
def look():
    try:
        con = duckdb.connect(sys.argv[1], read_only=True)
        first, second = con.execute(ASK).fetchall()[0], con.execute(ASK).fetchall()[0]
        con.close()
    except duckdb.Error as error:
        errors.append(str(error))
        return
    if first != second or first[0] != first[1]:
        errors.append(f"{first} {second}")
    if rounds and first[2] < rounds[-1]:
        errors.append(f"round {first[2]} after {rounds[-1]}")
    if not rounds or rounds[-1] != first[2]:
        rounds.append(first[2])
look()
print("ready", flush=True)
while not select.select([sys.stdin], [], [], float(sys.argv[2]))[0]:
    look()
look()
print(json.dumps({"errors": errors, "rounds": rounds}), flush=True)
sys.stdin.readline()
sys.stdin.readline()
"""

# Opens the file of argument 1 to write, and does what it is told.
WRITER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    con.execute(line)
    print("done", flush=True)
"""


def test_readers_through_many_publishes(tmp_path: Path, small_rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = list(publishing._view_statements())
    without_comments = [found for found in statements if not found[1].startswith("comment on")]
    monkeypatch.setattr(publishing, "_view_statements", lambda: without_comments)  # half of the time of a publish
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 4)
    build(settings)
    state = settings.state_dir / STATE_FILE

    def publish_round(number: int) -> None:
        con = open_state(state, STAGES, say=say_nothing)
        con.execute("begin")
        con.execute("create or replace table checksums (value varchar, round integer)")
        con.execute("update texts set raw_text = raw_text || ?", [str(number)])
        con.execute("insert into checksums select sum(hash(doc_id, raw_text))::varchar, ? from texts", [number])
        bump_generation(con)
        con.execute("commit")
        target = published_path(settings, con)
        con.execute("checkpoint")
        con.close()
        publish(settings, state, target)

    publish_round(0)
    with ExitStack() as stack:
        readers = [
            stack.enter_context(talker(READER, settings.warehouse, 0.6 + number / 10)) for number in range(READERS)
        ]
        for number in range(1, PUBLISHES + 1):
            publish_round(number)
        found = [json.loads(reader.ask("stop")) for reader in readers]
    assert [one["errors"] for one in found] == [[]] * READERS
    assert {(one["rounds"][0], one["rounds"][-1]) for one in found} == {(0, PUBLISHES)}
    assert query(settings.warehouse, "select round from checksums") == [(PUBLISHES,)]


def test_an_analyst_who_wrote_and_was_killed_spoils_nothing(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 2)
    build(settings)
    opened = settings.warehouse.resolve()
    opened.chmod(0o644)
    with talker(WRITER, settings.warehouse) as analyst:
        write_pages(tmp_path / "in", 1, first=2)
        assert build(settings).is_published
        assert analyst.ask("create table mine as select range as i from range(1000)") == "done"
        analyst.process.kill()
        analyst.process.wait()
    # The log of the killed analyst lies beside the old generation, or beside nothing that anyone opens.
    assert opened.with_name(f"{opened.name}.wal").exists()
    assert not settings.warehouse.with_name(f"{settings.warehouse.name}.wal").exists()
    asked = "select (select count(*) from documents), (select count(*) from duckdb_tables() where table_name = 'mine')"
    assert query(settings.warehouse, asked) == [(3, 0)]
    for number in (3, 4):
        write_pages(tmp_path / "in", 1, first=number)
        assert build(settings).is_published
    assert query(settings.warehouse, asked) == [(5, 0)]
    assert not opened.exists()
    assert not list(opened.parent.glob("*.wal"))
