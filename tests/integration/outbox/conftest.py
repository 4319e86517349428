"""What the tests of the outbox share: an empty queue."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _empty_queue(transactional_db: None) -> None:
    """The tables of the queue belong to no model, so nobody else empties them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers,"
            " procrastinate_periodic_defers CASCADE"
        )
