"""Making, approving and using point sets: never by one person alone."""

from datetime import date
from hashlib import sha256
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import scanned
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import Assessment, PointSet
from onderdak.supervision.picture.ranking.domain.permissions import (
    ASSESS_POINT_SET,
    MAKE_POINT_SET,
)
from onderdak.supervision.picture.ranking.domain.states import PointSetState, Verdict
from onderdak.supervision.picture.ranking.point_set_writing import (
    held_in,
    move,
    needed,
    read_again,
    told,
)
from onderdak.supervision.picture.ranking.proposals import proposal_in

LARGEST_FILE: Final = 10_000_000
_LONGEST_WORDS: Final = 2_000
_CHANGED: Final = (
    *("name", "version", "body", "digest", "why", "proposal", "changed_at"),
)
_AFTER: Final = {
    Verdict.APPROVED: PointSetState.APPROVED,
    Verdict.REFUSED: PointSetState.REFUSED,
}


def _fill(held: PointSet, body: str, why: str) -> PointSet:
    points = read_again(body)
    held.name, held.version, held.body = points.name[:80], points.version, body
    held.digest = sha256(body.encode()).hexdigest()
    held.why = needed(why)
    try:
        with transaction.atomic():
            # The rest of a row is not the app's to change, and the database holds that.
            held.save(update_fields=None if held.pk is None else _CHANGED)
    except IntegrityError as error:
        if "pointset_version_once" not in str(error):
            raise
        raise Conflict(
            text(
                "There is a version %(version)s of '%(name)s' already.",
                version=held.version,
                name=held.name,
            ),
            next_step=text("Give the points a version of their own."),
        ) from error
    return held


@action
def draft_point_set(
    *,
    by: Actor,
    municipality: str,
    body: str,
    why: str,
    today: date,
) -> PointSet:
    """Keep points as a draft, after they were read and nothing forbidden is in them.

    Points that say that they were proposed from outcomes keep what was proposed, so
    that others see what people changed in it.

    Args:
        body: the YAML of the points, for the catalogue of addresses.

    Raises:
        Invalid: the points cannot be used; `Unreadable` says everything that is wrong.
        Conflict: this version is there already.
        NotAllowed, RoomClosed: this person makes no points here.
    """
    check_may(by, MAKE_POINT_SET, municipality=municipality)
    require_room(municipality, ROOM, today)
    made = PointSet(
        municipality_id=municipality,
        made_by_id=by.user_id,
        proposal=proposal_in(read_again(body), body, municipality),
    )
    _fill(made, body, why)
    record_event(by=by, **told(made, "draft_point_set"))
    return made


@action
def change_draft(
    *, by: Actor, point_set: PointSet, body: str, why: str, today: date
) -> PointSet:
    """Change a draft; points that were handed in never change.

    What was proposed stays as it was first handed in; a draft that begins to say that
    it was proposed keeps it from then on.

    Raises:
        Invalid, Conflict: as for a new draft, or it is no draft any more.
        NotAllowed, RoomClosed: it is somebody else's, or no points are made here.
    """
    check_may(by, MAKE_POINT_SET, municipality=point_set.municipality_id)
    require_room(point_set.municipality_id, ROOM, today)
    held = held_in(point_set, PointSetState.DRAFT)
    if held.made_by_id != by.user_id:
        raise NotAllowed(
            text("Only who made a draft changes it."),
            next_step=text("Make a version of your own."),
        )
    if held.proposal is None:
        town = held.municipality_id
        held.proposal = proposal_in(read_again(body), body, town)
    _fill(held, body, why)
    record_event(by=by, **told(held, "change_draft"))
    return held


@action
def submit_point_set(*, by: Actor, point_set: PointSet, today: date) -> None:
    """Hand a draft to the privacy officer.

    Raises:
        Conflict: it is no draft any more.
        Invalid: the points cannot be used any more.
        NotAllowed, RoomClosed: this person makes no points here.
    """
    check_may(by, MAKE_POINT_SET, municipality=point_set.municipality_id)
    require_room(point_set.municipality_id, ROOM, today)
    held = held_in(point_set, PointSetState.DRAFT)
    read_again(held.body)
    move(held, PointSetState.WAITING)
    record_event(by=by, **told(held, "submit_point_set"))


@action
def assess_point_set(
    *,
    by: Actor,
    point_set: PointSet,
    verdict: Verdict,
    on_date: date,
    words: str,
    file: bytes,
    filename: str,
    today: date,
) -> Assessment:
    """Approve or refuse a point set: the privacy officer, never who made it.

    Args:
        on_date: the day of the assessment, as its file says.
        file: the assessment itself; kept as it came, once the scanner let it pass.

    Raises:
        NotAllowed: this person made the points, or is no privacy officer here.
        Invalid: the day, the words or the file are missing or cannot be.
        Conflict: the points do not wait for anybody, or the scanner is silent.
    """
    check_may(by, ASSESS_POINT_SET, municipality=point_set.municipality_id)
    require_room(point_set.municipality_id, ROOM, today)
    held = held_in(point_set, PointSetState.WAITING)
    if held.made_by_id == by.user_id:
        raise NotAllowed(
            text("You made these points yourself."),
            why=text("Nobody approves points of their own."),
            next_step=text("Ask another privacy officer."),
        )
    _check_day(held, on_date, today)
    _check_file(file, filename)
    scanned(file)
    made = Assessment.objects.create(
        municipality_id=held.municipality_id,
        point_set=held,
        verdict=verdict,
        on_date=on_date,
        words=needed(words, _LONGEST_WORDS),
        file_name=filename[:200],
        file_digest=sha256(file).hexdigest(),
        file=file,
        by_id=by.user_id,
    )
    move(held, _AFTER[verdict], on_date)
    record_event(by=by, **told(held, "assess_point_set", verdict=verdict.value))
    return made


def _check_day(held: PointSet, on_date: date, today: date) -> None:
    """Nobody assessed points before they were made."""
    if on_date > today:
        raise Invalid(text("The day %(day)s is yet to come.", day=on_date))
    made_on = localdate(held.made_at)
    if on_date < min(made_on, today):
        raise Invalid(
            text("These points were made on %(made)s.", made=made_on),
            why=text("An assessment of an earlier day is of other points."),
        )


def _check_file(file: bytes, filename: str) -> None:
    if not file or not filename.strip():
        raise Invalid(
            text("The file of the assessment is missing."),
            next_step=text("Add the assessment on which you decide."),
        )
    if len(file) > LARGEST_FILE:
        raise Invalid(text("This file is too large."))
