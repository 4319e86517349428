"""A database of its own for the bench, made anew, with the app's role and settings."""

import os

os.environ["ONDERDAK_DATABASE"] = "onderdak_bench"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onderdak.project.settings")

import django
import psycopg
from django.db import connections
from psycopg import sql

from onderdak.project import database
from onderdak.project.migrate import migrate
from onderdak.project.postgres import launcher

NAME = "onderdak_bench"


def ready() -> None:
    """Set the software up, for what is measured in memory."""
    launcher.ensure_running()
    database.prepare(NAME)
    django.setup()


def make_anew() -> None:
    """Drop and make the bench's database, migrated by the owner."""
    launcher.ensure_running()
    drop()
    database.prepare(NAME)
    migrate()
    django.setup()


def drop() -> None:
    """Leave nothing behind."""
    connections.close_all()
    with psycopg.connect(launcher.admin_dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                sql.Identifier(NAME)
            )
        )
