"""What somebody without an account holds: a code, and the one report behind it.

The database shows the rows of the report whose keyed hash is presented, and writes
only there (`migrations/0001_reports.py`). No scope of a municipality is opened for it,
so every other table stays closed to these doors.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from onderdak.foundation.privacy.contract import presented_hash

USE = "desk-report"


def code_hash(code: str) -> bytes:
    """What is kept of a reporter's code."""
    return presented_hash(USE, code)


@contextmanager
def presented(shown: bytes) -> Iterator[None]:
    """Show the database a code's hash until the block ends."""
    with transaction.atomic():
        _present(shown.hex())
        yield
        # Only after success: what is rolled back takes its setting with it.
        if not connection.needs_rollback:
            _present("")


def _present(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('onderdak.presented', %s, true)", [value])


def note_event(shown: bytes, action: str) -> None:
    """Write in the audit trail that something was done by code, in nobody's name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_event(%s, %s)", [shown.hex(), action])
