"""The photos of a visit, for who may see the visit."""

from collections.abc import Sequence
from uuid import UUID

from onderdak.supervision.inspections.models import Visit, VisitPhoto


def photos_of(visit: Visit) -> Sequence[VisitPhoto]:
    """The photos of a visit without their pictures; callers checked who may."""
    return list(
        VisitPhoto.objects.filter(visit=visit)
        .defer("image", "thumbnail")
        .order_by("pk")
    )


def photo_of(visit: Visit, uid: UUID) -> VisitPhoto | None:
    """One photo with its picture; callers checked who may."""
    return VisitPhoto.objects.filter(visit=visit, uid=uid).first()
