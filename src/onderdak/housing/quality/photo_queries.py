"""The photos of a location, for whoever sees its quality."""

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.permissions import SEE_QUALITY
from onderdak.housing.quality.models import Photo
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location


def photos_of(*, by: Actor, location: Location) -> list[Photo]:
    """The photos that are there, the latest first; without what is in them.

    Raises:
        NotAllowed: this person does not see the quality of this location.
    """
    _check_sees(by, location)
    return list(
        Photo.objects.filter(location=location, removed_at__isnull=True)
        .defer("image", "thumbnail")
        .order_by("-id")
    )


def photo_drawn(*, by: Actor, location: Location, photo: int, small: bool) -> bytes:
    """A photo or its small copy, as JPEG.

    Raises:
        NotAllowed: this person does not see the quality of this location.
        NotFound: there is no such photo of this location.
    """
    _check_sees(by, location)
    drawn = (
        Photo.objects.filter(pk=photo, location=location, removed_at__isnull=True)
        .values_list("thumbnail" if small else "image", flat=True)
        .first()
    )
    if drawn is None:
        raise NotFound(text("There is no such photo of this location."))
    return bytes(drawn)


def _check_sees(by: Actor, location: Location) -> None:
    check_may(
        by,
        SEE_QUALITY,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
