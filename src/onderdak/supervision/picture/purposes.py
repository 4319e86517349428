"""For what is looked: said to the database, which shows no other source's rows.

Until a purpose is said, no row of any source is seen. What is said holds inside the
block alone and can only be said by somebody whose role has that purpose: the database
looks that up itself, so that a slip in a query cannot open another purpose's source.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from onderdak.supervision.picture.domain.sources import Purpose

_SAY = "SELECT set_config('onderdak.purposes', %s, true)"
_SAID = "SELECT coalesce(current_setting('onderdak.purposes', true), '')"


class PurposeChanged(RuntimeError):
    """An inner block looked for something else than the block around it."""


def _said() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_SAID)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _say(purpose: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SAY, [purpose])


@contextmanager
def looking_for(purpose: Purpose) -> Iterator[None]:
    """Show the sources that this purpose may see, until the block ends.

    Read all that is wanted inside the block: a query that is made later sees nothing.

    Raises:
        PurposeChanged: a block around this one looks for something else.
    """
    with transaction.atomic():
        before = _said()
        if before not in ("", purpose.value):
            raise PurposeChanged(f"{purpose} inside {before}")
        _say(purpose.value)
        yield
        # What is rolled back takes its settings with it.
        if not connection.needs_rollback:
            _say(before)
