"""The door of an owner without an account: what must be mended, and proof of it.

The database shows the one letter whose secret is presented, with what it tells of. No
scope of a municipality is opened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.privacy.contract import presented_hash
from onderdak.supervision.inspections.models import Repair, RepairLetter
from onderdak.supervision.inspections.repair_actions import USE
from onderdak.supervision.inspections.repair_keeping import keep_proof
from onderdak.supervision.inspections.repair_queries import RepairOn, repairs_on

_LONGEST_SECRET = 80


@dataclass(frozen=True, slots=True)
class ToMend:
    """What an owner reads behind a link: no address, no person, what must be mended."""

    municipality: str
    number: str
    expires_on: date
    repairs: tuple[RepairOn, ...]


def repairs_behind(secret: str, at: datetime) -> ToMend | None:
    """What a link shows; one that does not work shows nothing, and says not why."""
    if len(secret) > _LONGEST_SECRET:
        return None
    with _presented(presented_hash(USE, secret)) as shown:
        letter = _works(shown, at).first()
        if letter is None or letter.expires_on is None:
            return None
        rows = Repair.objects.filter(letter=letter).order_by("last_day", "id")
        return ToMend(
            municipality=municipality_names().get(letter.municipality_id, ""),
            number=f"{letter.pk}",
            expires_on=letter.expires_on,
            repairs=tuple(repairs_on(list(rows), localdate(at))),
        )


def proof_behind(
    secret: str,
    repair: int,
    picture: DrawnPicture | None,
    words: str,
    at: datetime,
) -> bool:
    """Keep proof that was handed in by a link; whether it was kept.

    The secret is the permission: the database lets nothing be written elsewhere.

    Raises:
        Invalid: neither a photo nor words are given.
        Conflict: it is mended already, or there are many photos of it.
    """
    if len(secret) > _LONGEST_SECRET:
        return False
    with _presented(presented_hash(USE, secret)) as shown:
        letter = _works(shown, at).first()
        found = (
            Repair.objects.filter(pk=repair, letter=letter).first() if letter else None
        )
        if found is None:
            return False
        keep_proof(found, picture, words, by=None, at=at)
        _note_event(shown, "inspections.proof_by_link")
    return True


def _works(shown: bytes, at: datetime) -> QuerySet[RepairLetter]:
    return RepairLetter.objects.filter(
        secret_hash=shown, revoked_at__isnull=True, expires_on__gt=localdate(at)
    ).defer("pdf_sealed", "pdf_row_key")


@contextmanager
def _presented(shown: bytes) -> Iterator[bytes]:
    """Show the database a hash until the block ends."""
    with transaction.atomic():
        _present(shown.hex())
        yield shown
        # Only after success: what is rolled back takes its setting with it.
        if not connection.needs_rollback:
            _present("")


def _present(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('onderdak.presented', %s, true)", [value])


def _note_event(shown: bytes, action: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT inspections_repair_event(%s, %s)", [shown.hex(), action])
