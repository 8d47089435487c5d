"""The repository itself: the seeds are untouched, the lock names no index, nothing points at one machine."""

import hashlib
import re
import subprocess
import tomllib

import pytest

from pipelines.settings import CODE_VERSION, PROJECT

SEEDS = {
    "000_cf8f5f2b5f3554e8.txt": "40c21a9cb4dbb10c7407e80bba8209bfdd88b770ecbbdb2ac84e62b7463f8c05",
    "001_a5e50a70319a0351.txt": "94da0af0cc9e8f97dd5a72765eddcae28260060d33ef08436a495098234a5025",
    "002_8db98b561ceb56fb.txt": "2715f1c6492cf418dcc20779389a746761d6c984c44d96311f856909cccc2da2",
    "003_da74eab7925fa916.txt": "a58c6bf9fdd546df717b93d7fc29681e6874c49c125ca1d720ee7c3538b0f7f3",
    "004_3d8c0b38a1122b4a.txt": "b643bff34d3118d3a6e59c821652d34d4a25ddfec4fafd34d158a068b58a8b62",
    "_folder.toml": "7ebe2729dddadeb20cb57c110ffdb61aa40645d97d632fb4c100a12ed0a7e416",
}


@pytest.mark.parametrize(("name", "digest"), SEEDS.items())
def test_seeds_are_byte_for_byte_as_they_came(name: str, digest: str) -> None:
    assert hashlib.sha256((PROJECT / "seeds" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock"])
def test_every_pin_has_a_hash_and_no_address(name: str) -> None:
    lock = (PROJECT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.-]+==\S+.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in lock
    assert "index-url" not in lock


def test_the_lock_covers_every_dependency() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8").lower()
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.split(r"[<>=!\[ ]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), name


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == CODE_VERSION


def test_ci_runs_what_a_newcomer_runs() -> None:
    script = PROJECT / ".ci" / "run"
    subprocess.run(["bash", "-n", script], check=True)
    assert "make test" in script.read_text(encoding="utf-8")
