"""The embedded server survives what happens to servers."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import gettempdir

import pytest

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="DATABASE_URL names another server"
)

_START = (
    "from onderdak.project.postgres import launcher;"
    "print(launcher.ensure_running(), launcher.is_alive(), launcher.port())"
)
_STOP = "from onderdak.project.postgres import launcher; print(launcher.stop())"


def _run(code: str, state: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ONDERDAK_STATE": str(state)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _postmaster(state: Path) -> int:
    folders = [state / "postgres", *Path(gettempdir()).glob("onderdak-postgres-*")]
    newest = max(
        (f / "data" / "postmaster.pid" for f in folders if (f / "data").exists()),
        key=lambda file: file.stat().st_mtime if file.exists() else 0,
    )
    return int(newest.read_text().split()[0])


def test_a_killed_server_starts_again_on_the_same_port(tmp_path: Path) -> None:
    for folder in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        folder.chmod(0o755)  # the server's account enters
    try:
        first = _run(_START, tmp_path)
        assert first.startswith("True True")
        assert _run(_START, tmp_path).startswith("False True")  # a no-op
        os.kill(_postmaster(tmp_path), signal.SIGKILL)
        time.sleep(0.5)
        again = _run(_START, tmp_path)
        assert again.startswith("True True")
        assert again.split()[2] == first.split()[2]
    finally:
        assert _run(_STOP, tmp_path) == "True"
    assert _run(_STOP, tmp_path) == "False"


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    _run("from onderdak.project.secrets import secret; secret('app')", tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
