"""Deciding to let a service read one visit by a link, and taking that back."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    in_language,
)
from onderdak.foundation.outbox.contract import send_mail
from onderdak.foundation.privacy.contract import (
    SharingDecision,
    presented_hash,
    record_sharing,
    require_room,
    what_is_shared,
)
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.companion_queries import companion_for
from onderdak.supervision.inspections.domain.permissions import SHARE_VISIT
from onderdak.supervision.inspections.domain.sharing import OFFERED as OFFERED
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.models import Companion, PartnerLink
from onderdak.supervision.inspections.moving import ROOM, note_step, record
from onderdak.supervision.inspections.renewing import shareable

USE = "inspections-visit"


@dataclass(frozen=True, slots=True)
class Sent:
    """That a service can read it now; the secret of its link is shown once."""

    number: int
    secret: str

    @property
    def link(self) -> str:
        """The address of the partner's page."""
        return f"{settings.BASE_URL}/visit-shared/{self.secret}/"


@action
def share_visit(
    *,
    by: Actor,
    municipality: str,
    companion: int,
    decision: SharingDecision,
    at: datetime,
) -> Sent:
    """Give a service exactly the fields of a decision, behind a link that expires.

    Raises:
        NotAllowed: the role may not share.
        NotFound: nobody like that was asked along.
        Invalid: the decision carries no sharing.
        Conflict: the visit is over.
        RoomClosed: the municipality does not use this part, or set no term.
    """
    check_may(by, SHARE_VISIT, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    found = companion_for(municipality, companion)
    visit = found.visit
    if visit.state not in OPEN_STATES:
        raise Conflict(text("This visit is over, so it is not shared any more."))
    sharing = record_sharing(
        by=by,
        municipality=municipality,
        room=ROOM,
        object=f"visit {visit.number}",
        decision=decision,
        offered=OFFERED,
        on=on,
    )
    secret = secrets.token_urlsafe(32)
    made = PartnerLink.objects.create(
        municipality_id=municipality,
        visit=visit,
        companion=found,
        sharing=sharing,
        shared=what_is_shared(sharing, shareable(visit), on),
        secret_hash=presented_hash(USE, secret),
        expires_on=decision.expires_on,
        by_id=by.user_id,
        at=at,
    )
    note_step(visit, "share", by=by, at=at, reason=found.organisation)
    _mail(found, made, secret)
    record(by, visit, "share_visit", link=made.pk, sharing=sharing.pk)
    return Sent(made.pk, secret)


@action
def send_visit_link_again(*, by: Actor, municipality: str, link: int, on: date) -> Sent:
    """Make a new link for the same decision; the old one no longer works.

    Raises:
        NotAllowed: the role may not share.
        NotFound: there is no such link here.
        Conflict: it was taken back or has expired.
    """
    check_may(by, SHARE_VISIT, municipality=municipality)
    found = _live(municipality, link, on)
    secret = secrets.token_urlsafe(32)
    found.secret_hash = presented_hash(USE, secret)
    found.save(update_fields=["secret_hash"])
    _mail(found.companion, found, secret)
    record(by, found.visit, "send_link_again", link=found.pk)
    return Sent(found.pk, secret)


@action
def revoke_visit_link(*, by: Actor, municipality: str, link: int, at: datetime) -> None:
    """Take a link back: from now on it shows nothing.

    Raises:
        NotAllowed: the role may not share.
        NotFound: there is no such link here.
        Conflict: it was taken back already, or has expired.
    """
    check_may(by, SHARE_VISIT, municipality=municipality)
    found = _live(municipality, link, localdate(at))
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    note_step(
        found.visit, "take_back", by=by, at=at, reason=found.companion.organisation
    )
    record(by, found.visit, "revoke_link", link=found.pk)


def _live(municipality: str, link: int, on: date) -> PartnerLink:
    found = (
        PartnerLink.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, pk=link)
        .select_related("visit", "companion")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such link to a visit here."))
    if found.revoked_at or found.expires_on <= on:
        raise Conflict(
            text("This link was taken back, or it has expired."),
            next_step=text("Share the visit anew if that is needed."),
        )
    return found


def _mail(companion: Companion, made: PartnerLink, secret: str) -> None:
    """The link alone: what is shared is never in a mail."""
    if not companion.email:
        return
    said = [
        text("A municipality asks you along on a visit."),
        text("Open this link to read it and to answer: %(link)s", link=_link(secret)),
        text("It works until %(day)s.", day=made.expires_on.isoformat()),
    ]
    with translation.override("nl"):
        send_mail(
            to=companion.email,
            subject=in_language(text("A message from the municipality")),
            body="\n\n".join(in_language(each) for each in said) + "\n",
            kind="visit_link",
            about=f"visit link {made.pk}",
            municipality=made.municipality_id,
            secret=True,
        )


def _link(secret: str) -> str:
    return Sent(0, secret).link
