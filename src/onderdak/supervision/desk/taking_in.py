"""A report comes in: from the public without an account, or by a clerk's hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rooms_on,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import seal_for_town
from onderdak.kernel.errors import Invalid, RoomClosed
from onderdak.kernel.text import text
from onderdak.supervision.desk.catalogue import questions
from onderdak.supervision.desk.domain.codes import new_code
from onderdak.supervision.desk.domain.kinds import Channel, Kind
from onderdak.supervision.desk.domain.permissions import RECORD_REPORT
from onderdak.supervision.desk.domain.questions import checked_answers
from onderdak.supervision.desk.domain.states import State, Step
from onderdak.supervision.desk.domain.terms import due_on
from onderdak.supervision.desk.models import (
    Category,
    Contact,
    Report,
    ReportPhoto,
    ReportStep,
)
from onderdak.supervision.desk.showing_code import code_hash, note_event, presented

CONTACT = "desk-contact"
MOST_PHOTOS = 3
MOST_TEXT = 4000
_MOST_PLACE = 300
RECEIVED = "desk.report_received"


@dataclass(frozen=True, slots=True)
class Reachable:
    """How a reporter may be reached; every part may be left open."""

    name: str = ""
    email: str = ""
    phone: str = ""
    when: str = ""
    mail_updates: bool = False

    def __bool__(self) -> bool:
        return any((self.name, self.email, self.phone, self.when))


@dataclass(frozen=True, slots=True)
class NewReport:
    """What somebody reports."""

    category: str
    text: str
    language: str = "nl"
    address: int | None = None
    place_text: str = ""
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    danger: bool = False
    contact: Reachable = Reachable()
    photos: Sequence[DrawnPicture] = ()


@dataclass(frozen=True, slots=True)
class FromPartner:
    """Who handed a report in for somebody else, and under which reference."""

    organisation: int | None = None
    kind: str = ""
    name: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """That a report is in: its number, its code, and by when it is answered."""

    report: int
    number: str
    code: str
    due_on: date


def report_in_public(
    municipality: str, new: NewReport, code: str, at: datetime
) -> Taken:
    """Take a report in from somebody without an account.

    The code is the permission: the report is written under its hash, and the database
    lets nothing else be written. Sent twice with one code, it is one report.

    Raises:
        RoomClosed: this municipality has no report desk in use.
        Invalid: something in the report is not what it should be.
    """
    if "desk" not in rooms_on(municipality):
        raise RoomClosed(text("This municipality does not use the report desk."))
    shown = code_hash(code)
    with presented(shown):
        _one_by_one(shown)
        known = Report.objects.filter(code_hash=shown).first()
        if known is not None:
            return Taken(known.pk, known.number, code, known.due_on)
        made = _write(municipality, new, Channel.PUBLIC, shown, at, FromPartner(), None)
        note_event(shown, "desk.report_in_public")
        announce(RECEIVED, {"municipality": municipality, "report": made.pk})
    return Taken(made.pk, made.number, code, made.due_on)


def _one_by_one(shown: bytes) -> None:
    """A form that was sent twice at once: the second waits, and finds the report."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(encode(%s, 'hex'), 0))",
            [shown],
        )


@action
def record_report(
    *,
    by: Actor,
    municipality: str,
    new: NewReport,
    channel: Channel,
    at: datetime,
    partner: FromPartner | None = None,
) -> Taken:
    """Write down what somebody reported by telephone, at the counter or as a partner.

    Returns:
        With the code for the reporter, shown once; '' where a partner reports.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: something in the report is not what it should be.
    """
    check_may(by, RECORD_REPORT, municipality=municipality)
    code = "" if partner else new_code()
    shown = code_hash(code) if code else None
    source = partner or FromPartner()
    made = _write(municipality, new, channel, shown, at, source, by.user_id)
    record_event(
        by=by,
        action="desk.record_report",
        object=f"report {made.pk}",
        municipality=municipality,
    )
    announce(RECEIVED, {"municipality": municipality, "report": made.pk})
    return Taken(made.pk, made.number, code, made.due_on)


def _write(
    municipality: str,
    new: NewReport,
    channel: Channel,
    shown: bytes | None,
    at: datetime,
    partner: FromPartner,
    by: int | None,
) -> Report:
    category = _category(municipality, new.category)
    address = _address(municipality, new.address)
    _check(new)
    received = localdate(at)
    made = Report.objects.create(
        municipality_id=municipality,
        number=_number(municipality, received.year),
        category=category,
        channel=channel,
        language=new.language,
        address=address,
        place_text=_plain(new.place_text)[:_MOST_PLACE],
        neighbourhood_id=address.neighbourhood_id if address else None,
        text=_plain(new.text),
        answers=checked_answers(questions()[Kind(category.kind)], new.answers),
        danger=new.danger,
        state=State.RECEIVED,
        received_at=at,
        due_on=due_on(received, category.term_working_days),
        code_hash=shown,
        partner_id=partner.organisation,
        partner_kind=partner.kind,
        partner_name=partner.name,
        partner_reference=partner.reference,
    )
    _belongings(made, new, at, by)
    return made


def _belongings(made: Report, new: NewReport, at: datetime, by: int | None) -> None:
    town = made.municipality_id
    ReportStep.objects.create(
        municipality_id=town,
        report=made,
        what=Step.RECEIVE,
        to_state=State.RECEIVED,
        by_id=by,
        at=at,
    )
    if new.contact:
        _seal_contact(made, new.contact)
    ReportPhoto.objects.bulk_create(
        ReportPhoto(
            municipality_id=town,
            report=made,
            image=each.full,
            thumbnail=each.small,
            bytes=len(each.full),
            added_at=at,
        )
        for each in new.photos
    )


def _seal_contact(made: Report, contact: Reachable) -> None:
    words = {
        "name": _plain(contact.name),
        "email": _plain(contact.email),
        "phone": _plain(contact.phone),
        "when": _plain(contact.when),
    }
    sealed = seal_for_town(made.municipality_id, CONTACT, f"report {made.pk}", words)
    Contact.objects.create(
        municipality_id=made.municipality_id,
        report=made,
        sealed=sealed.sealed,
        row_key=sealed.row_key,
        key_version=sealed.key_version,
        mail_updates=contact.mail_updates and bool(contact.email),
    )


def _category(municipality: str, key: str) -> Category:
    found = Category.objects.filter(
        municipality_id=municipality, key=key, active=True
    ).first()
    if found is None:
        raise Invalid(
            text("There is no category '%(key)s' here.", key=key),
            next_step=text("Choose one of the categories of this municipality."),
        )
    return found


def _address(municipality: str, number: int | None) -> Address | None:
    if number is None:
        return None
    found = Address.objects.filter(pk=number, municipality_id=municipality).first()
    if found is None:
        raise Invalid(text("This address is not in this municipality."))
    return found


def _check(new: NewReport) -> None:
    if not new.text.strip() or len(new.text) > MOST_TEXT:
        raise Invalid(
            text("A report has a text of at most %(most)s signs.", most=MOST_TEXT)
        )
    if len(new.photos) > MOST_PHOTOS:
        raise Invalid(text("A report has at most %(most)s photos.", most=MOST_PHOTOS))


def _plain(written: str) -> str:
    return written.replace("\x00", "").strip()


def _number(municipality: str, year: int) -> str:
    """The next number of this municipality in a year."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT desk_next_number(%s, %s)", [municipality, year])
        return str(cursor.fetchone()[0])
