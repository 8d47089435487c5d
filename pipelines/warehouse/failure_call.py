"""Tell somebody that a run failed: call the configured command, or post to the configured URL."""

import json
import subprocess
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict, dataclass

COMMAND_SECONDS = 60.0
URL_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class FailedRun:
    """What is told of a failed run, as JSON: on the standard input of a command, or as the body of a POST.

    Attributes:
        warehouse: The file that was not published anew.
        run: Dagster's id of the run; empty for a run of the command line.
        error: The one line that says what is wrong and what would do.
    """

    warehouse: str
    run: str
    error: str


def call_on_failure(target: Sequence[str], failed: FailedRun) -> str:
    """Call the command or post to the URL; give a line that says what went wrong with that, or an empty one.

    A command gets no shell: its words are its arguments as they stand. Nothing raises: the run's own error is what
    counts.
    """
    if not target:
        return ""
    body = json.dumps(asdict(failed), ensure_ascii=False).encode()
    try:
        if len(target) == 1 and target[0].startswith(("http://", "https://")):
            request = urllib.request.Request(target[0], body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=URL_SECONDS):
                return ""
        done = subprocess.run(target, input=body, timeout=COMMAND_SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return f"on_failure: {target[0]}: {error}; the failure was not told"
    return f"on_failure: {target[0]} ended with status {done.returncode}" if done.returncode else ""
