"""Whose house a visit was to, and keeping the proof that something was mended."""

from datetime import datetime
from hashlib import sha256

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.parties.contract import Provider
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location
from onderdak.supervision.inspections.domain.repairs import MOST_PHOTOS, check_proof
from onderdak.supervision.inspections.models import Repair, RepairProof, Visit


def keep_proof(
    repair: Repair,
    picture: DrawnPicture | None,
    words: str,
    *,
    by: int | None,
    at: datetime,
) -> RepairProof:
    """Write proof down; callers checked who may."""
    said = check_proof(words, 1 if picture else 0)
    if repair.mended_at is not None:
        raise Conflict(text("This was found to be mended already."))
    if repair.proofs.count() >= MOST_PHOTOS:
        raise Conflict(
            text("There are %(most)s proofs of this already.", most=MOST_PHOTOS)
        )
    return RepairProof.objects.create(
        municipality_id=repair.municipality_id,
        visit_id=repair.visit_id,
        provider_id=repair.provider_id,
        repair=repair,
        image=picture.full if picture else b"",
        thumbnail=picture.small if picture else b"",
        sha256=sha256(picture.full).hexdigest() if picture else "",
        words=said,
        by_id=by,
        at=at,
    )


def provider_at(visit: Visit) -> Provider | None:
    """The provider that keeps a location at this address on the day of the visit."""
    found = (
        Location.objects.filter(
            address_id=visit.address_id,
            municipality_id=visit.municipality_id,
            opened_on__lte=visit.day,
        )
        .exclude(closed_on__lte=visit.day)
        .exclude(state=Location.State.REFUSED)
        .select_related("provider")
        .order_by("id")
        .first()
    )
    return found.provider if found else None
