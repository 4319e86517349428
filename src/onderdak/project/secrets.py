"""Keys and passwords: from the environment, or made once in the state folder.

A municipality hands the keys in through the environment. Without them (a laptop,
a demo) they are made at the first start and kept in a file that only its owner can
read; `onderdak doctor` says which of the two is in use.
"""

import json
import os
import secrets
from pathlib import Path

from onderdak.project.paths import state_folder

_ENVIRONMENT = {
    "secret_key": "ONDERDAK_SECRET_KEY",
    "master_key": "ONDERDAK_MASTER_KEY",
}
_NAMES = ("secret_key", "master_key", "postgres", "owner", "app")


def _file() -> Path:
    return state_folder() / "secrets.json"


def _stored() -> dict[str, str]:
    file = _file()
    if not file.exists():
        made = {name: secrets.token_hex(32) for name in _NAMES}
        handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump(made, out)
    stored: dict[str, str] = json.loads(file.read_text())
    return stored


def from_environment(name: str) -> bool:
    """Whether a key was handed in rather than made by this installation."""
    return bool(os.environ.get(_ENVIRONMENT[name]))


def secret(name: str) -> str:
    """One of the keys; `master_key` is 64 hexadecimal digits (256 bits)."""
    handed_in = os.environ.get(_ENVIRONMENT.get(name, ""), "")
    return handed_in or _stored()[name]
