"""Adding a photo to a step of an assessment, and removing it again."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection
from django.utils import timezone

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    fact_catalogue,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.whose_counts import Source
from onderdak.housing.quality.file_actions import (
    MAY_STATE,
    ROOM,
    Seen,
)
from onderdak.housing.quality.models import Photo
from onderdak.housing.quality.where_and_when import (
    LONGEST_NAME,
    check_day,
    check_places,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location


@dataclass(frozen=True, slots=True)
class About:
    """What a photo shows: a group of facts, of which unit, and of the rooms which."""

    subject: str
    place: str = ""
    room: str = ""


@action
def add_photo(
    *,
    by: Actor,
    location: Location,
    picture: DrawnPicture,
    about: About,
    seen: Seen,
    on: date,
) -> int:
    """Add a photo to what one side says of a location; the same one is added once.

    Raises:
        NotAllowed: this person states no facts for this side.
        Invalid: the day lies ahead, or there is no such step, unit or room.
        Conflict: this side has as many photos of the location as it may have.
    """
    check_may(
        by,
        MAY_STATE[seen.source],
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    require_room(location.municipality_id, ROOM, on)
    check_day(seen.on, on)
    _check_about(location, about)
    _one_at_a_time(location)
    there = Photo.objects.filter(
        location=location, source=seen.source, removed_at__isnull=True
    )
    same = there.filter(
        subject=about.subject,
        place=about.place,
        room=about.room,
        bytes=len(picture.full),
        image=picture.full,
    ).first()
    if same is None:
        _check_number(there.count())
        same = _added(by, location, picture, about, seen)
    _tell(by, "quality.add_photo", same)
    return same.pk


def _check_about(location: Location, about: About) -> None:
    if about.subject not in {group.name for group in fact_catalogue().groups}:
        raise Invalid(text("There is no such step."))
    check_places(location, {about.place})
    if len(about.room) > LONGEST_NAME or "\x00" in about.room:
        raise Invalid(
            text("The name of a room has at most %(most)s signs.", most=LONGEST_NAME)
        )


def _one_at_a_time(location: Location) -> None:
    """Two photos at the same moment are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('quality.photo'), %s::int)",
            [location.pk],
        )


def _check_number(there: int) -> None:
    most = settings.PHOTOS_PER_LOCATION
    if there >= most:
        raise Conflict(
            text("There are %(most)s photos of this location already.", most=most),
            text("More are not kept."),
            next_step=text("Remove a photo that says little, and add this one then."),
        )


def _added(
    by: Actor, location: Location, picture: DrawnPicture, about: About, seen: Seen
) -> Photo:
    return Photo.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        place=about.place,
        subject=about.subject,
        room=about.room,
        source=seen.source,
        observed_on=seen.on,
        image=picture.full,
        thumbnail=picture.small,
        bytes=len(picture.full),
        added_by_id=by.user_id,
    )


@action
def remove_photo(*, by: Actor, location: Location, photo: int, on: date) -> None:
    """Remove a photo of one's own side: the picture is wiped, that it was there stays.

    Raises:
        NotFound: there is no such photo of this location.
        NotAllowed: it is a photo of the other side.
    """
    there = Photo.objects.filter(pk=photo, location=location, removed_at__isnull=True)
    row = there.defer("image", "thumbnail").first()
    if row is None:
        raise _not_there()
    check_may(
        by,
        MAY_STATE[Source(row.source)],
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    require_room(location.municipality_id, ROOM, on)
    wiped = there.update(
        image=b"", thumbnail=b"", removed_at=timezone.now(), removed_by_id=by.user_id
    )
    if not wiped:
        raise _not_there()
    _tell(by, "quality.remove_photo", row)


def _not_there() -> NotFound:
    return NotFound(text("There is no such photo of this location."))


def _tell(by: Actor, done: str, photo: Photo) -> None:
    record_event(
        by=by,
        action=done,
        object=f"photo {photo.pk}",
        municipality=photo.municipality_id,
        provider=photo.provider_id,
        detail={"location": photo.location_id, "source": str(photo.source)},
    )
