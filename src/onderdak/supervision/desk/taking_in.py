"""A report comes in: from the public without an account, or by a clerk's hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.catalogue import questions
from onderdak.supervision.desk.contacts import (
    UNREACHABLE,
    Reachable,
    plain,
    seal_contact,
)
from onderdak.supervision.desk.domain.codes import new_code
from onderdak.supervision.desk.domain.kinds import Channel, Kind
from onderdak.supervision.desk.domain.permissions import RECORD_REPORT
from onderdak.supervision.desk.domain.questions import checked_answers
from onderdak.supervision.desk.domain.signals import NO_SIGNAL, Signal
from onderdak.supervision.desk.domain.states import State, Step
from onderdak.supervision.desk.domain.terms import due_on
from onderdak.supervision.desk.models import (
    Category,
    Report,
    ReportPhoto,
    ReportStep,
)
from onderdak.supervision.desk.opening import check_open
from onderdak.supervision.desk.showing_code import code_hash, note_event, presented

MOST_PHOTOS = 3
MOST_TEXT = 4000
_MOST_PLACE = 300
_MOST_ID = 60
_SAME_SENDING = timedelta(minutes=10)
RECEIVED = "desk.report_received"


@dataclass(frozen=True, slots=True)
class NewReport:
    """What somebody reports."""

    category: str
    text: str
    language: str = "nl"
    address: int | None = None
    # Opens an address in a search elsewhere; it is looked up when the report is in.
    elsewhere: str = ""
    place_text: str = ""
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    danger: bool = False
    signal: Signal = NO_SIGNAL
    contact: Reachable = UNREACHABLE
    photos: Sequence[DrawnPicture] = ()


@dataclass(frozen=True, slots=True)
class FromPartner:
    """Who handed a report in for somebody else, and under which reference."""

    organisation: int | None = None
    kind: str = ""
    name: str = ""
    reference: str = ""
    stated: bytes | None = None


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
        RoomClosed: the desk is off, nobody answers for it, or no term is set.
        Invalid: something in the report is not what it should be.
    """
    check_open(municipality, at)
    shown = code_hash(code)
    with presented(shown):
        _one_by_one(shown)
        known = Report.objects.filter(code_hash=shown).first()
        if known is not None:
            # Who presses twice sees the code again; who finds an old form does not.
            again = code if at - known.received_at < _SAME_SENDING else ""
            return Taken(known.pk, known.number, again, known.due_on)
        made = _write(municipality, new, Channel.PUBLIC, shown, at, FromPartner(), None)
        note_event(shown, "desk.report_in_public")
        _tell_received(made, new)
    return Taken(made.pk, made.number, code, made.due_on)


def _one_by_one(shown: bytes) -> None:
    """A form that was sent twice at once: the second waits, and finds the report."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(encode(%s, 'hex'), 0))",
            [shown],
        )


def report_by_system(
    *, municipality: str, new: NewReport, at: datetime, partner: FromPartner
) -> Taken:
    """Take a report in that a partner's system hands in, in the scope of its token.

    Callers check who it is, and write the trail. The database lets nothing else be
    written than a new report of that partner.

    Raises:
        RoomClosed: the desk is off, nobody answers for it, or no term is set.
        Invalid: something in the report is not what it should be.
    """
    check_open(municipality, at)
    made = _write(municipality, new, Channel.API, None, at, partner, None)
    _tell_received(made, new)
    return Taken(made.pk, made.number, "", made.due_on)


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
        RoomClosed: the desk is off, nobody answers for it, or no term is set.
        Invalid: something in the report is not what it should be.
    """
    check_may(by, RECORD_REPORT, municipality=municipality)
    check_open(municipality, at)
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
    _tell_received(made, new)
    return Taken(made.pk, made.number, code, made.due_on)


def _tell_received(made: Report, new: NewReport) -> None:
    told: dict[str, str | int | None] = {
        "municipality": made.municipality_id,
        "report": made.pk,
    }
    if new.elsewhere:
        told["elsewhere"] = new.elsewhere[:_MOST_ID]
    announce(RECEIVED, told)


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
        place_text=plain(new.place_text)[:_MOST_PLACE],
        neighbourhood_id=address.neighbourhood_id if address else None,
        text=plain(new.text),
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
        stated=partner.stated,
        signal=new.signal.as_data(),
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
        seal_contact(made, new.contact)
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


def _number(municipality: str, year: int) -> str:
    """The next number of this municipality in a year."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT desk_next_number(%s, %s)", [municipality, year])
        return str(cursor.fetchone()[0])
