"""Bringing the database up to date, as its owner."""

import os
import subprocess
import sys


def migrate(*, quiet: bool = True) -> None:
    """Run the migrations in a process that connects as the owner.

    A process of its own, because the app's settings know only the app's role.
    """
    environment = {
        **os.environ,
        "ONDERDAK_AS_OWNER": "1",
        "DJANGO_SETTINGS_MODULE": "onderdak.project.settings",
    }
    for command in (
        ["migrate", "--no-input", "--verbosity", "0" if quiet else "1"],
        ["createcachetable"],
    ):
        subprocess.run(  # noqa: S603 - our own interpreter, fixed words
            [sys.executable, "-m", "django", *command], env=environment, check=True
        )
