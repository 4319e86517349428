"""What somebody without an account holds: a code, and the one report behind it.

The database shows the rows of the report whose keyed hash is presented, and writes
only there (`migrations/0001_reports.py`). No scope of a municipality is opened for it,
so every other table stays closed to these doors.
"""

from django.db import connection

from onderdak.foundation.privacy.contract import presented, presented_hash

__all__ = ["USE", "code_hash", "note_event", "presented"]

USE = "desk-report"


def code_hash(code: str) -> bytes:
    """What is kept of a reporter's code."""
    return presented_hash(USE, code)


def note_event(shown: bytes, action: str) -> None:
    """Write in the audit trail that something was done by code, in nobody's name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_event(%s, %s)", [shown.hex(), action])
