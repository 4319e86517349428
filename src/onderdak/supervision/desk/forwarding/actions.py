"""Deciding to give a partner something of a report, and taking it back."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    in_language,
    record_event,
)
from onderdak.foundation.outbox.contract import send_mail
from onderdak.foundation.privacy.contract import (
    SharingDecision,
    presented_hash,
    record_sharing,
    what_is_shared,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.forwarding import (
    FORWARD_REPORTS,
    OFFERED,
    Field,
    check_summary,
)
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.forwarding.coming_back import come_back
from onderdak.supervision.desk.models import Forward, Report
from onderdak.supervision.desk.moving import locked, move, note_step, on_its_own, tell
from onderdak.supervision.desk.texts import desk_texts_in

USE = "desk-forward"
FORWARDED = "desk.report_forwarded"


@dataclass(frozen=True, slots=True)
class Sent:
    """That a partner can read it now; the secret of its link is shown once."""

    forward: int
    secret: str

    @property
    def link(self) -> str:
        """The address of the partner's page."""
        return f"{settings.BASE_URL}/shared/{self.secret}/"


@action
def forward_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    decision: SharingDecision,
    summary: str = "",
    email: str = "",
    at: datetime,
) -> Sent:
    """Give a partner exactly the fields of a decision, behind a link that expires.

    Args:
        summary: what the clerk says instead of the reporter's own text.
        email: where the link is sent; '' when the clerk hands it over.

    Raises:
        NotAllowed: the role may not forward or share.
        Invalid: the decision carries no sharing.
        Conflict: the report is past that.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    report, on = locked(municipality, number), localdate(at)
    on_its_own(report)
    check_summary(decision.fields, summary)
    _check_email(email)
    record = record_sharing(
        by=by,
        municipality=municipality,
        room="desk",
        object=f"report {number}",
        decision=decision,
        offered=OFFERED,
        on=on,
    )
    secret = secrets.token_urlsafe(32)
    made = Forward.objects.create(
        municipality_id=municipality,
        report=report,
        sharing=record,
        partner=record.partner,
        email=email,
        shared=what_is_shared(record, _available(report, summary), on),
        secret_hash=presented_hash(USE, secret),
        expires_on=decision.expires_on,
        by_id=by.user_id,
        at=at,
    )
    move(report, Step.FORWARD, by=by, at=at, reason=decision.partner)
    _mail(made, secret)
    tell(report, FORWARDED)
    _record(by, made, "desk.forward_report")
    return Sent(made.pk, secret)


@action
def resend_forward(*, by: Actor, municipality: str, forward: int, on: date) -> Sent:
    """Make a new link for the same message; the old one no longer works.

    Raises:
        NotAllowed: the role may not forward.
        NotFound: there is no such message here.
        Conflict: it was taken back, answered, or has expired.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    found = _open(municipality, forward, on)
    secret = secrets.token_urlsafe(32)
    found.secret_hash = presented_hash(USE, secret)
    found.save(update_fields=["secret_hash"])
    _mail(found, secret)
    _record(by, found, "desk.resend_forward")
    return Sent(found.pk, secret)


@action
def revoke_forward(*, by: Actor, municipality: str, forward: int, at: datetime) -> None:
    """Take a message back: from now on its link shows nothing.

    Raises:
        NotAllowed: the role may not forward.
        NotFound: there is no such message here.
        Conflict: it was taken back already, was answered, or has expired.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    found = _open(municipality, forward, localdate(at))
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    report = locked(municipality, found.report.number)
    note_step(report, "take_back", by=by, at=at, reason=found.partner)
    come_back(report, by=by, at=at)
    _record(by, found, "desk.revoke_forward")


def _open(municipality: str, forward: int, on: date) -> Forward:
    found = (
        Forward.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, pk=forward)
        .select_related("report")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such message to a partner here."))
    if found.revoked_at or found.answered_at or found.expires_on <= on:
        raise Conflict(
            text("This message was answered or taken back, or it has expired."),
            next_step=text("Share the report anew if that is needed."),
        )
    return found


def _available(report: Report, summary: str) -> dict[str, object]:
    """Everything that can be shared; what is not decided on never leaves here."""
    return {
        Field.NUMBER: report.number,
        Field.CATEGORY: report.category.names.get("nl") or report.category.key,
        Field.RECEIVED_ON: localdate(report.received_at).isoformat(),
        Field.ADDRESS: str(report.address) if report.address else report.place_text,
        Field.NEIGHBOURHOOD: report.neighbourhood.name if report.neighbourhood else "",
        Field.SUMMARY: summary.replace("\x00", "").strip(),
        Field.TEXT: report.text,
        Field.ANSWERS: _answers(report),
        Field.DANGER: report.danger,
    }


def _answers(report: Report) -> list[list[str]]:
    """The closed questions with what was answered, in the words of the form."""
    texts = desk_texts_in("nl").sentences
    return [
        [
            texts.get(f"q_{key}", key),
            ", ".join(texts.get(f"o_{key}_{each}", each) for each in chosen),
        ]
        for key, chosen in report.answers.items()
    ]


def _check_email(email: str) -> None:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(text("'%(email)s' is no e-mail address.", email=email)) from error


def _mail(made: Forward, secret: str) -> None:
    """The link alone: what is shared is never in a mail."""
    if not made.email:
        return
    said = [
        text("A municipality shares something with you for your task."),
        text("Open this link to read it and to answer: %(link)s", link=_link(secret)),
        text("It works until %(day)s.", day=made.expires_on.isoformat()),
    ]
    send_mail(
        to=made.email,
        subject=in_language(text("A message from the municipality")),
        body="\n\n".join(in_language(each) for each in said) + "\n",
        kind="forward",
        about=f"forward {made.pk}",
        municipality=made.municipality_id,
        secret=True,
    )


def _link(secret: str) -> str:
    return Sent(0, secret).link


def _record(by: Actor, made: Forward, what: str) -> None:
    record_event(
        by=by,
        action=what,
        object=f"forward {made.pk}",
        municipality=made.municipality_id,
        detail={"report": made.report_id, "sharing": made.sharing_id},
    )
