"""Reports to the keeper of a scheme: first the decision, then the message, the answer.

Without the recorded decision (ground, purpose, necessity, proportionality, what was
left out, expiry) no message is built.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.documents.contract import as_attachment
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import File, Message, announce, send_mail
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.certificate_queries import ROOM
from onderdak.housing.quality.domain.alerts import points_at_a_person
from onderdak.housing.quality.domain.certificate_permissions import (
    KEEP_CERTIFICATES,
    REPORT_TO_SCHEME,
)
from onderdak.housing.quality.domain.certificates import Scheme
from onderdak.housing.quality.domain.subjects import SUBJECTS
from onderdak.housing.quality.models import Certificate, SchemeContact, SchemeReport
from onderdak.housing.quality.report_letter import body_of, report_letter, subject_of
from onderdak.housing.quality.report_queries import about_report, contact_of
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location


@dataclass(frozen=True, slots=True)
class SharingDecision:
    """Why something about a location is shared with the keeper of a scheme."""

    ground: SchemeReport.Ground
    ground_reference: str
    ground_since: date
    ground_until: date | None
    purpose: str
    necessity: str
    proportionality: str
    left_out: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class ObservedHousing:
    """What was observed at a location on a day: subjects, and words about no person."""

    on: date
    subjects: Sequence[str]
    words: str = ""


@action
def set_scheme_contact(
    *, by: Actor, municipality: str, scheme: Scheme, organisation: str, email: str
) -> None:
    """Say where this municipality's reports to the keeper of a scheme go."""
    check_may(by, KEEP_CERTIFICATES, municipality=municipality)
    if not organisation.strip() or "@" not in email:
        raise Invalid(text("Name the organisation and its e-mail address."))
    SchemeContact.objects.create(
        municipality_id=municipality,
        scheme=scheme,
        organisation=organisation.strip()[:200],
        email=email.strip(),
        recorded_by_id=by.user_id,
    )
    record_event(
        by=by,
        action="quality.set_scheme_contact",
        object=f"scheme {scheme.value}",
        municipality=municipality,
    )


@action
def decide_report(
    *,
    by: Actor,
    scheme: Scheme,
    location: Location,
    observed: ObservedHousing,
    decision: SharingDecision,
    on: date,
    certificate: Certificate | None = None,
) -> int:
    """Decide to report a location to the keeper of a scheme; returns its number.

    Raises:
        Invalid: something of the decision is missing, or the words point at a person.
        NotAllowed: the person may not do this for this municipality.
    """
    check_may(by, REPORT_TO_SCHEME, municipality=location.municipality_id)
    require_room(location.municipality_id, ROOM, on)
    _check_observed(observed, on)
    _check_decision(decision, on)
    made = SchemeReport.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        scheme=scheme,
        certificate=certificate,
        observed_on=observed.on,
        subjects=[one for one in SUBJECTS if one in set(observed.subjects)],
        observations=observed.words.strip()[:2000],
        ground=decision.ground,
        ground_reference=decision.ground_reference.strip()[:200],
        ground_since=decision.ground_since,
        ground_until=decision.ground_until,
        purpose=decision.purpose.strip()[:500],
        necessity=decision.necessity.strip()[:500],
        proportionality=decision.proportionality.strip()[:500],
        left_out=decision.left_out.strip()[:500],
        expires_on=decision.expires_on,
        decided_on=on,
        decided_by_id=by.user_id,
    )
    _record(by, made, "decide_report")
    return made.pk


@action
def send_report(*, by: Actor, report: SchemeReport, on: date) -> None:
    """Send a report on which was decided to the keeper of the scheme.

    Raises:
        Conflict: it was sent already, or the decision or its ground holds no more.
        Invalid: the municipality has not said where such reports go.
    """
    check_may(by, REPORT_TO_SCHEME, municipality=report.municipality_id)
    require_room(report.municipality_id, ROOM, on)
    held = (
        SchemeReport.objects.select_for_update(of=("self",))
        .select_related("municipality", "location__address", "provider", "certificate")
        .get(pk=report.pk)
    )
    _check_sendable(held, on)
    contact = contact_of(held.municipality_id, Scheme(held.scheme))
    if contact is None:
        raise Invalid(
            text("It is not known where reports to this scheme go."),
            next_step=text("Record the e-mail address of the organisation first."),
        )
    held.sent_on, held.sent_to, held.sent_by_id = on, contact.email, by.user_id
    letter = as_attachment(
        report_letter(held, contact.organisation), f"report-{held.pk}"
    )
    held.message_id = send_mail(
        to=contact.email,
        subject=subject_of(held),
        body=body_of(held),
        kind="scheme report",
        about=about_report(held.pk),
        queue=Message.Queue.URGENT,
        municipality=held.municipality_id,
        attachments=[File(letter.name, letter.media_type, letter.content)],
    )
    held.save(update_fields=["sent_on", "sent_to", "sent_by_id", "message_id"])
    _record(by, held, "send_report")
    announce(
        "quality.report_sent",
        {"report": held.pk, "municipality": held.municipality_id},
    )


@action
def note_answer(*, by: Actor, report: SchemeReport, answer: str, on: date) -> None:
    """Write down what the keeper of the scheme answered.

    Raises:
        Conflict: it was not sent yet.
        Invalid: there are no words, or they point at a person.
    """
    check_may(by, REPORT_TO_SCHEME, municipality=report.municipality_id)
    if report.sent_on is None:
        raise Conflict(text("This report was not sent yet."))
    if not answer.strip():
        raise Invalid(text("Say what was answered."))
    _check_words(answer)
    SchemeReport.objects.filter(pk=report.pk).update(
        answered_on=on, answer=answer.strip()[:2000], answered_by_id=by.user_id
    )
    _record(by, report, "note_answer")


def _check_observed(observed: ObservedHousing, on: date) -> None:
    if not set(observed.subjects) & set(SUBJECTS) and not observed.words.strip():
        raise Invalid(text("Say what was observed."))
    if observed.on > on:
        raise Invalid(text("What was observed lies in the future. Check the day."))
    _check_words(observed.words)


def _check_words(words: str) -> None:
    if points_at_a_person(words):
        raise Invalid(
            text("These words seem to point at a person."),
            why=text("They hold an e-mail address or a long number."),
            next_step=text("Describe the location, not the people in it."),
        )


def _check_decision(decision: SharingDecision, on: date) -> None:
    weighed = (
        decision.purpose,
        decision.necessity,
        decision.proportionality,
        decision.left_out,
    )
    if not all(words.strip() for words in (decision.ground_reference, *weighed)):
        raise Invalid(
            text("A decision to share names its ground, purpose and weighing."),
        )
    for words in weighed:
        _check_words(words)
    ahead = decision.ground_since > on
    over = decision.ground_until is not None and decision.ground_until <= on
    if ahead or over:
        raise Invalid(text("This ground does not hold on %(day)s.", day=on))
    if decision.expires_on <= on:
        raise Invalid(text("The report expires before it can be read."))


def _check_sendable(report: SchemeReport, on: date) -> None:
    if report.sent_on is not None:
        raise Conflict(text("This report was sent already."))
    over = report.ground_until is not None and report.ground_until <= on
    if over or report.expires_on <= on:
        raise Conflict(
            text("The decision behind this report holds no more."),
            next_step=text("Decide again."),
        )


def _record(by: Actor, report: SchemeReport, what: str) -> None:
    record_event(
        by=by,
        action=f"quality.{what}",
        object=about_report(report.pk),
        municipality=report.municipality_id,
    )
