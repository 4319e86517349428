"""A door that a secret opens: without an account, and without a scope.

The database shows the rows whose keyed hash is presented, and writes only there; every
other table stays closed. The secret is in a letter or a mail, and nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.timezone import localdate

from onderdak.foundation.privacy.presented import presented_hash

Row = TypeVar("Row", bound=Model)
_LONGEST_SECRET: Final = 80
_OPENS_NOTHING: Final = b""


@dataclass(frozen=True, slots=True)
class SecretDoor:
    """One kind of door.

    Attributes:
        use: for what its secrets are hashed, apart from every other.
        event: the function of the database that logs what was done behind it.
    """

    use: str
    event: str

    @contextmanager
    def opened(self, secret: str) -> Iterator[bytes]:
        """Present a secret until the block ends; what it gives finds its row."""
        too_long = len(secret) > _LONGEST_SECRET
        shown = _OPENS_NOTHING if too_long else presented_hash(self.use, secret)
        with presented(shown):
            yield shown

    def note(self, shown: bytes, action: str) -> None:
        """Write in the audit trail that it was used, in nobody's name."""
        with connection.cursor() as cursor:
            cursor.callproc(self.event, [shown.hex(), action])


def still_opened(rows: QuerySet[Row], shown: bytes, at: datetime) -> QuerySet[Row]:
    """The row behind a secret, as long as it is not taken back or past its day."""
    return rows.filter(
        secret_hash=shown, revoked_at__isnull=True, expires_on__gt=localdate(at)
    )


@contextmanager
def presented(shown: bytes) -> Iterator[None]:
    """Show the database a hash until the block ends."""
    with transaction.atomic():
        _present(shown.hex())
        yield
        # Only after success: what is rolled back takes its setting with it.
        if not connection.needs_rollback:
            _present("")


def _present(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('onderdak.presented', %s, true)", [value])
