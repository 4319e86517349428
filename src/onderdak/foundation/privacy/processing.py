"""The processing log: one line per person, one statement per bulk."""

from datetime import datetime
from uuid import UUID

from django.db import connection

_SET = """
    INSERT INTO privacy_processingrecord
        (trace_id, status, name, start_time, end_time, resource,
         processing_activity_id, data_subject_id, data_subject_id_type,
         municipality, provider_id)
    SELECT %s, 'Ok', %s, %s, clock_timestamp(), 'onderdak', %s,
           subject, %s, %s, %s
    FROM ({subjects}) AS subjects (subject)
"""


def log_processing_set(
    subjects: str,
    *,
    trace: UUID,
    name: str,
    started: datetime,
    activity: str,
    subject_kind: str,
    municipality: str,
    provider: int,
) -> int:
    """Log one processing of many people in one statement; returns how many.

    Args:
        subjects: a SELECT, written in code, that yields each pseudonym as text.
        activity: the entry of `purposes.yaml` under which it happens.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SET.format(subjects=subjects),
            [trace, name, started, activity, subject_kind, municipality, provider],
        )
        return int(cursor.rowcount)
