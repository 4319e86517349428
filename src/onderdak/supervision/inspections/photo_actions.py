"""Photos of a visit come in: looked at, and kept as sent or drawn anew."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import (
    MOST_BYTES,
    DrawnPicture,
    Outcome,
    drawn_anew,
    scanned,
    too_heavy,
)
from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.bare import is_bare_jpeg
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.models import Visit, VisitPhoto
from onderdak.supervision.inspections.moving import ROOM, check_goes, locked, record
from onderdak.supervision.inspections.syncing import visit_of

MOST_PHOTOS: Final = 500


class OtherPhoto(Invalid):
    """Under this name another photo is kept already."""


class TooManyPhotos(Invalid):
    """A visit has as many photos as it can have."""


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """That a photo is kept, with the hashes of what was sent and of what is kept."""

    uid: UUID
    sha256_sent: str
    sha256_kept: str
    drawn_anew: bool


@action
def keep_photo(
    *, by: Actor, visit: int, photo: UUID, file: bytes, at: datetime
) -> KeptPhoto:
    """Keep a photo that a device sends; the same again is kept once.

    Raises:
        NotFound: there is no such visit.
        NotAllowed: this person does not go on it.
        RoomClosed: the municipality does not use this part, or set no term.
        OtherPhoto: another photo has this name.
        TooManyPhotos: it would be one too many.
        Invalid: too heavy, known to do harm, or no photo.
        Conflict: the scanner gave no judgement; later it may.
    """
    here = visit_of(visit)
    check_may(by, DO_VISITS, municipality=here.municipality_id)
    require_room(here.municipality_id, ROOM, localdate(at), retention=True)
    check_goes(here, by)
    sent = sha256(file).hexdigest()
    known = _known(here, photo, sent)
    if known is not None:
        return known
    # Looking and drawing take their time: nobody waits for it.
    picture, was_scanned = _looked_at(file)
    here = locked(here.municipality_id, here.number)
    known = _known(here, photo, sent)
    if known is not None:
        return known
    if VisitPhoto.objects.filter(visit=here).count() >= MOST_PHOTOS:
        raise TooManyPhotos(
            text("A visit has at most %(most)s photos.", most=MOST_PHOTOS)
        )
    row = _row(here, photo, file, picture)
    row.sha256_sent, row.scanned, row.by_id, row.received_at = (
        *(sent, was_scanned, by.user_id, at),
    )
    row.save(force_insert=True)
    record(by, here, "keep_photo", photo=str(photo), drawn_anew=int(row.drawn_anew))
    return _told(row)


def _known(visit: Visit, photo: UUID, sent: str) -> KeptPhoto | None:
    found = VisitPhoto.objects.filter(visit=visit, uid=photo)
    row = found.defer("image", "thumbnail").first()
    if row is None:
        return None
    if row.sha256_sent != sent:
        raise OtherPhoto(text("Under this name another photo is kept already."))
    return _told(row)


def _told(row: VisitPhoto) -> KeptPhoto:
    return KeptPhoto(row.uid, row.sha256_sent, row.sha256_kept, row.drawn_anew)


def _looked_at(file: bytes) -> tuple[DrawnPicture, bool]:
    if len(file) > MOST_BYTES:
        raise too_heavy()
    verdict = scanned(file)
    return drawn_anew(file), verdict.outcome is Outcome.CLEAN


def _row(visit: Visit, photo: UUID, file: bytes, picture: DrawnPicture) -> VisitPhoto:
    """As it was sent where it holds the picture alone; else as it was drawn anew."""
    bare = is_bare_jpeg(file)
    kept = file if bare else picture.full
    return VisitPhoto(
        municipality_id=visit.municipality_id,
        visit=visit,
        uid=photo,
        sha256_kept=sha256(kept).hexdigest(),
        drawn_anew=not bare,
        image=kept,
        thumbnail=picture.small,
        bytes=len(kept),
        late=visit.state not in OPEN_STATES,
    )
