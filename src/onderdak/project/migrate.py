"""Bringing the database up to date, as its owner."""

import os

from onderdak.project.own_process import run_module


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
        if code := run_module("django", *command, env=environment):
            raise SystemExit(code)  # the process has said what is wrong
