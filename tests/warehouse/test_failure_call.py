"""A failed run is told: to a command as its words stand, or to a URL, and nothing that goes wrong there raises."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.warehouse.failure_call import FailedRun, call_on_failure

FAILED = FailedRun("warehouse.duckdb", "a1", "a.txt: $(touch x); 坏了")
TOLD = {"warehouse": "warehouse.duckdb", "run": "a1", "error": "a.txt: $(touch x); 坏了"}


def test_a_url_gets_a_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    got: list[Any] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert call_on_failure([f"http://127.0.0.1:{server.server_port}/"], FAILED) == ""
        finally:
            server.shutdown()
            thread.join()
    assert got == [TOLD]


def test_a_command_gets_its_words_and_the_failure_on_its_input(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    assert call_on_failure([sys.executable, "-c", code, str(tmp_path / "a b;c")], FAILED) == ""
    assert json.loads((tmp_path / "a b;c").read_bytes()) == TOLD


def test_what_goes_wrong_with_the_call_is_a_line() -> None:
    assert call_on_failure([], FAILED) == ""
    assert "the failure was not told" in call_on_failure(["/nowhere/at-all"], FAILED)
    exits = [sys.executable, "-c", "import sys; sys.exit(3)"]
    assert call_on_failure(exits, FAILED) == f"on_failure: {sys.executable} ended with status 3"
