"""Where this installation keeps what it writes."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE.parents[1]


def state_folder() -> Path:
    """The folder with everything this installation writes (`ONDERDAK_STATE`)."""
    folder = Path(os.environ.get("ONDERDAK_STATE") or CHECKOUT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
