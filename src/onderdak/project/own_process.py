"""Processes that this software starts of itself: its own interpreter, its own words."""

import subprocess
import sys
from collections.abc import Mapping


def run_module(*words: str, env: Mapping[str, str] | None = None) -> int:
    """Run a module with its words and wait for it; its exit code comes back."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, env=env, check=False).returncode  # noqa: S603 - own


def start_module(
    *words: str, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a module with its words and go on; who starts it also stops it."""
    return subprocess.Popen([sys.executable, "-m", *words], env=env)  # noqa: S603 - own
