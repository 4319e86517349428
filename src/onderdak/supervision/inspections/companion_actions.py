"""Asking other services along on a visit, and noting what they say."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.companion_queries import companion_for
from onderdak.supervision.inspections.domain.kinds import Along
from onderdak.supervision.inspections.domain.permissions import PLAN_VISITS
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.models import Companion, PartnerLink
from onderdak.supervision.inspections.moving import ROOM, locked, note_step, record


@dataclass(frozen=True, slots=True)
class NewCompanion:
    """Who is asked along: a service, never the name of a person."""

    kind: Along
    organisation: str
    email: str = ""
    # For an interpreter: which language is spoken.
    language: str = ""
    why: str = ""


@action
def add_companion(
    *, by: Actor, municipality: str, number: str, new: NewCompanion, at: datetime
) -> Companion:
    """Ask a service along on a visit; nothing is shared with it by this.

    Raises:
        NotAllowed: this person does not plan visits here.
        Invalid: it has no name, or an interpreter no language.
        Conflict: the visit is over.
        RoomClosed: the municipality does not use this part, or set no term.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    if visit.state not in OPEN_STATES:
        raise Conflict(text("This visit is over, so nobody can be asked along."))
    _check(new)
    made = Companion.objects.create(
        municipality_id=municipality,
        visit=visit,
        kind=new.kind,
        organisation=_said(new.organisation, 120),
        email=new.email.strip(),
        language=new.language,
        why=_said(new.why, 500),
        asked_by_id=by.user_id,
        asked_at=at,
    )
    note_step(visit, "ask_along", by=by, at=at, reason=made.organisation)
    record(by, visit, "add_companion", companion=made.pk, kind=made.kind)
    return made


@action
def note_companion(
    *,
    by: Actor,
    municipality: str,
    companion: int,
    coming: bool,
    said: str,
    at: datetime,
) -> None:
    """Note what a service said on the telephone: coming or not.

    Raises:
        NotAllowed: this person does not plan visits here.
        NotFound: nobody like that was asked along.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    found = companion_for(municipality, companion)
    found.coming, found.said, found.said_at = coming, _said(said, 500), at
    found.save(update_fields=["coming", "said", "said_at"])
    record(by, found.visit, "note_companion", companion=found.pk)


@action
def take_off_companion(
    *, by: Actor, municipality: str, companion: int, at: datetime
) -> None:
    """Take a service off the visit; its links show nothing from now on.

    Raises:
        NotAllowed: this person does not plan visits here.
        NotFound: nobody like that was asked along.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    found = companion_for(municipality, companion)
    found.taken_off_at = at
    found.save(update_fields=["taken_off_at"])
    PartnerLink.objects.filter(companion=found, revoked_at=None).update(revoked_at=at)
    note_step(found.visit, "take_off", by=by, at=at, reason=found.organisation)
    record(by, found.visit, "take_off_companion", companion=found.pk)


def _check(new: NewCompanion) -> None:
    if not new.organisation.strip():
        raise Invalid(text("Say which service is asked along."))
    if new.kind is Along.INTERPRETER and not new.language:
        raise Invalid(text("Say which language the interpreter speaks."))
    if not new.email:
        return
    try:
        validate_email(new.email.strip())
    except ValidationError as error:
        raise Invalid(
            text("'%(email)s' is no e-mail address.", email=new.email)
        ) from error


def _said(words: str, most: int) -> str:
    return words.replace("\x00", "").strip()[:most]
