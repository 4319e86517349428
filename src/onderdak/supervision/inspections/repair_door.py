"""The door of an owner without an account: what must be mended, and proof of it.

The database shows the one letter whose secret is presented, with what it tells of. No
scope of a municipality is opened.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.privacy.contract import SecretDoor, still_opened
from onderdak.supervision.inspections.models import Repair, RepairLetter
from onderdak.supervision.inspections.repair_actions import USE
from onderdak.supervision.inspections.repair_keeping import keep_proof
from onderdak.supervision.inspections.repair_queries import RepairOn, repairs_on

_DOOR = SecretDoor(USE, "inspections_repair_event")


@dataclass(frozen=True, slots=True)
class ToMend:
    """What an owner reads behind a link: no address, no person, what must be mended."""

    municipality: str
    number: str
    expires_on: date
    repairs: tuple[RepairOn, ...]


def repairs_behind(secret: str, at: datetime) -> ToMend | None:
    """What a link shows; one that does not work shows nothing, and says not why."""
    with _DOOR.opened(secret) as shown:
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
    with _DOOR.opened(secret) as shown:
        letter = _works(shown, at).first()
        found = (
            Repair.objects.filter(pk=repair, letter=letter).first() if letter else None
        )
        if found is None:
            return False
        keep_proof(found, picture, words, by=None, at=at)
        _DOOR.note(shown, "inspections.proof_by_link")
    return True


def _works(shown: bytes, at: datetime) -> QuerySet[RepairLetter]:
    letters = RepairLetter.objects.defer("pdf_sealed", "pdf_row_key")
    return still_opened(letters, shown, at)
