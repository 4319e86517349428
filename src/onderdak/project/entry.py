"""The `onderdak` command: sets up Django, then hands over to the rooms' commands."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onderdak.project.settings")
django.setup()

from onderdak.project.commands import app  # noqa: E402 - models need the set-up


def main() -> None:
    """Run the command line; refusals leave with their own exit code."""
    app()
