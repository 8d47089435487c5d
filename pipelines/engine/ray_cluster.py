"""Reach a Ray cluster, or start a Ray that hears nobody but this machine."""

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType

from pipelines.engine.errors import EngineError
from pipelines.settings import PROJECT

REACH_SECONDS = 5.0
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Ray has no switch to listen on loopback alone: it takes the host's own address, save where clusters are turned off.
ON_LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
OBJECT_STORE_BYTES = 100_000_000  # rows go through the exchange: Ray carries paths alone


def connect(address: str | None, *, workers: int | None, stack: ExitStack) -> tuple[ModuleType, int]:
    """Connect to a cluster, or start a Ray here that ends with `stack`.

    A process that is connected already (as under a Dagster resource that makes clusters) stays so.

    Args:
        address: `host:port` of the cluster, or `auto`; null or `local` to start one.
        workers: CPUs of a Ray that is started, and tasks at once on a cluster; null for all there are.
        stack: Gets what must be undone.

    Returns:
        The module `ray`, and how many tasks run at once.

    Raises:
        EngineError: The cluster can't be reached, or Ray can't start.
    """
    is_own = address in {None, "", "local"}
    host = (address or "").rpartition(":")[0]
    stack.enter_context(_environment(QUIET | (ON_LOOPBACK if is_own or host in LOOPBACK else {})))
    if is_own:
        stack.enter_context(_environment(_private_cluster()))
    elif host:
        _require_listener(str(address))
    import ray  # noqa: PLC0415 - an extra, and it reads the environment when it is imported

    try:
        if ray.is_initialized():
            pass
        elif is_own:
            folder = tempfile.mkdtemp(prefix="newsledger-ray-")
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            stack.callback(ray.shutdown)
            ray.init(
                address="local",
                num_cpus=workers or len(os.sched_getaffinity(0)),
                include_dashboard=False,
                object_store_memory=OBJECT_STORE_BYTES,
                log_to_driver=False,
                logging_level="critical",
                _temp_dir=folder,
            )
        else:
            stack.callback(ray.shutdown)
            ray.init(address=address, log_to_driver=False, logging_level="critical")
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).strip().split("\n")[0]
        what = "Ray can't start here" if is_own else f"no Ray cluster at {address}"
        raise EngineError(f"{what}: {reason}; see docs/scale.md") from None
    found = int(ray.cluster_resources().get("CPU", 0))
    if not found:
        raise EngineError(f"the Ray cluster at {address} has no CPUs; start a node: ray start --address=…")
    return ray, min(found, workers or found)


def _require_listener(address: str) -> None:
    """Make sure that somebody listens: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=REACH_SECONDS).close()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        advice = "give --ray-address host:port of the head node, or leave it out to start a Ray here"
        raise EngineError(f"no Ray cluster at {address}: {reason}; {advice}") from None


def _private_cluster() -> dict[str, str]:
    """Give the environment of a Ray of our own: a token that no file holds, and workers that find this program."""
    paths = [str(PROJECT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
    }


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
