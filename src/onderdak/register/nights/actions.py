"""Every change of the night register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    by_law_asks,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.parties.contract import Admission
from onderdak.foundation.places.contract import NewAddress, record_address
from onderdak.foundation.privacy.contract import (
    Ground,
    Identity,
    KeyVersions,
    Sealed,
    log_processing_set,
    open_identity,
    require_room,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, text
from onderdak.register.nights.bulk.work import (
    Complete,
    plan,
    record,
    without_collecting,
)
from onderdak.register.nights.domain.checks import sound_rows
from onderdak.register.nights.domain.declared import (
    Declared,
    DeclaredStay,
    RowError,
)
from onderdak.register.nights.domain.permissions import (
    DECLARE,
    OPEN_LOCATION,
    OPEN_NAMES,
)
from onderdak.register.nights.models import (
    Declaration,
    GuestIdentity,
    Location,
)

ROOM = "nights"
WORK = "bylaw.work_municipality"
_SUBJECTS = """
    SELECT guest_id::text FROM declared WHERE outcome <> 'unchanged'
    UNION SELECT guest_id::text FROM left_out
"""


@action
def declare_stays(
    *,
    by: Actor,
    location: Location,
    rows: Sequence[DeclaredStay],
    on: date,
    channel: Declaration.Channel,
    source_name: str = "",
    earlier_errors: Sequence[RowError] = (),
    accept_good: bool = False,
    preview: bool = False,
    complete: DateRange | None = None,
) -> Declared:
    """Declare who sleeps where: new stays, corrections of known ones, or nothing new.

    A row about the same guest (by the provider's reference) at the same location that
    overlaps a stored stay is its correction. The same rows again change nothing. With
    an error in any row nothing is recorded, unless the good rows are accepted.

    Args:
        location: one location of the provider; rows may name others of the same
            provider in the same municipality.
        rows: what is declared; `line` says where the provider finds a row back.
        on: the day of declaring.
        earlier_errors: errors that the door found while reading.
        accept_good: record the good rows although others have errors.
        preview: say what would happen, and record nothing.
        complete: the rows are everyone who stays there in this period. A stored stay
            that overlaps it and is absent ends with its beginning, or is withdrawn when
            it began in it. Not applied while any row is bad.

    Returns:
        Counts, every error, the first corrections with what they replace, and every
        stay that ends or is withdrawn.

    Raises:
        NotAllowed: this person does not declare for this provider.
        RoomClosed: the register is not in use here, or has no retention term.
        Conflict: another declaration of the same guests came in between.
    """
    check_may(by, DECLARE, provider=location.provider_id)
    require_room(location.municipality_id, ROOM, on, retention=True)
    _check_locations(rows, location)
    started = timezone.now()
    provider, municipality = location.provider_id, location.municipality_id
    asks_work = by_law_asks(WORK, municipality=municipality, on=on)
    rows, notes = _only_what_is_asked(rows, asks_work)
    rows, unsound = sound_rows(rows, on)
    with without_collecting():
        planned = plan(
            rows,
            provider=provider,
            municipality=municipality,
            earlier_errors=[*earlier_errors, *unsound],
            complete=_complete(rows, location, complete),
            asks_work=asks_work,
        )
    refused = bool(planned.outcome.errors) and not accept_good
    planned = replace(planned, outcome=replace(planned.outcome, notes=notes))
    if preview or refused:
        return replace(planned.outcome, recorded=False, refused=refused)
    declaration = _write_declaration(
        by, location, channel, source_name, planned.outcome
    )
    with without_collecting():
        double_let = record(
            planned,
            provider=provider,
            municipality=municipality,
            declaration=declaration.pk,
            on=on,
        )
    _log(declaration, started)
    _tell(by, declaration, planned.outcome)
    return replace(planned.outcome, double_let=double_let, declaration=declaration.pk)


def _only_what_is_asked(
    rows: Sequence[DeclaredStay], asks_work: bool
) -> tuple[Sequence[DeclaredStay], list[Text]]:
    """The rows without what no by-law asks for here: that is never kept."""
    if asks_work or not any(row.work_municipality for row in rows):
        return rows, []
    note = text(
        "Where guests work is not kept: no by-law of this municipality asks for it."
    )
    return [row._replace(work_municipality="") for row in rows], [note]


def _complete(
    rows: Sequence[DeclaredStay], location: Location, period: DateRange | None
) -> Complete | None:
    if period is None:
        return None
    named = {row.location_id for row in rows} | {location.pk}
    return Complete(period, tuple(sorted(named)))


def _check_locations(rows: Sequence[DeclaredStay], location: Location) -> None:
    """All rows are about locations of one provider in one municipality."""
    named = {row.location_id for row in rows} - {location.pk}
    known = Location.objects.filter(
        pk__in=named,
        provider_id=location.provider_id,
        municipality_id=location.municipality_id,
    ).count()
    if known != len(named):
        raise Invalid(
            text("A declaration is about locations of one provider in one town."),
            next_step=text("Declare the other locations on their own."),
        )


def _write_declaration(
    by: Actor,
    location: Location,
    channel: Declaration.Channel,
    source_name: str,
    planned: Declared,
) -> Declaration:
    return Declaration.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        declared_by_id=by.user_id,
        channel=channel,
        source_name=source_name[:200],
        trace_id=uuid4(),
        rows=planned.rows,
        new=planned.new,
        corrected=planned.corrected,
        unchanged=planned.unchanged,
        rejected=planned.rejected,
    )


def _log(declaration: Declaration, started: datetime) -> None:
    log_processing_set(
        _SUBJECTS,
        trace=declaration.trace_id,
        name="nights.declare_stays",
        started=started,
        activity="night_register",
        subject_kind="guest",
        municipality=declaration.municipality_id,
        provider=declaration.provider_id,
    )


def _tell(by: Actor, declaration: Declaration, planned: Declared) -> None:
    record_event(
        by=by,
        action="nights.declare_stays",
        object=f"declaration {declaration.pk}",
        municipality=declaration.municipality_id,
        provider=declaration.provider_id,
        detail={
            "new": declaration.new,
            "corrected": declaration.corrected,
            "unchanged": declaration.unchanged,
            "rejected": declaration.rejected,
            "ended": planned.ended,
            "withdrawn": planned.withdrawn,
        },
    )
    announce(
        "nights.stays_declared",
        {
            "declaration": declaration.pk,
            "municipality": declaration.municipality_id,
            "provider": declaration.provider_id,
        },
    )


@action
def open_guest_identity(
    *, by: Actor, guest: int, municipality: str, ground: Ground, case: str = ""
) -> Identity:
    """Open the name of one guest on one of the closed grounds; always logged.

    Raises:
        NotAllowed: the ground does not carry it for this person.
        NotFound: there is no such guest in this person's scope.
    """
    row = GuestIdentity.objects.filter(
        guest_id=guest, municipality_id=municipality
    ).first()
    if row is None:
        raise NotFound(text("There is no such guest here."))
    check_may(by, OPEN_NAMES, municipality=municipality, provider=row.provider_id)
    identity = open_identity(
        by=by,
        ground=ground,
        case=case,
        row=Sealed(
            bytes(row.sealed),
            bytes(row.key_for_provider),
            bytes(row.key_for_municipality),
        ),
        versions=KeyVersions(row.provider_key_version, row.municipality_key_version),
        guest=guest,
        municipality=municipality,
        provider=row.provider_id,
    )
    record_event(
        by=by,
        action="nights.open_guest_identity",
        object=f"guest {guest}",
        municipality=municipality,
        provider=row.provider_id,
    )
    return identity


@action
def open_location(
    *,
    by: Actor,
    municipality: str,
    provider: int,
    name: str,
    kind: Location.Kind,
    address: NewAddress,
    permitted_capacity: int | None,
    factual_capacity: int | None,
    on: date,
) -> int:
    """Add a location of a provider that is admitted here; returns its number.

    Raises:
        NotFound: the provider is not admitted to this municipality.
        Invalid: the postcode or BAG number cannot be right.
    """
    check_may(by, OPEN_LOCATION, municipality=municipality)
    if not Admission.objects.filter(
        provider_id=provider, municipality_id=municipality
    ).exists():
        raise NotFound(
            text("Provider %(number)s is not admitted here.", number=provider),
            next_step=text("Admit it first: `onderdak provider admit`."),
        )
    opened = Location.objects.create(
        municipality_id=municipality,
        provider_id=provider,
        address=record_address(municipality=municipality, address=address),
        name=name,
        kind=kind,
        permitted_capacity=permitted_capacity,
        factual_capacity=factual_capacity,
        opened_on=on,
    )
    record_event(
        by=by,
        action="nights.open_location",
        object=f"location {opened.pk}",
        municipality=municipality,
        provider=provider,
    )
    return opened.pk
