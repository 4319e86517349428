"""Changes by registers: a list read in, recorded or left, its lines settled by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.certificate_queries import ROOM
from onderdak.housing.quality.certificate_writing import (
    check_by_hand,
    check_place,
    known_already,
)
from onderdak.housing.quality.domain.certificate_permissions import KEEP_CERTIFICATES
from onderdak.housing.quality.domain.certificates import Scheme
from onderdak.housing.quality.domain.registers import as_kept, as_read
from onderdak.housing.quality.models import RegisterImport, RegisterRow
from onderdak.housing.quality.register_file import RegisterFile, read_register
from onderdak.housing.quality.register_import import (
    counted,
    plan_lines,
    record_at,
    record_planned,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

State = RegisterImport.State


@action
def receive_register(
    *,
    by: Actor,
    municipality: str,
    scheme: Scheme,
    data: bytes,
    filename: str,
    on: date,
    whole_list: bool,
    today: date,
) -> RegisterImport:
    """Read a register in and keep it until somebody decides; nothing is recorded yet.

    A list of the same scheme that still waits is left: this one takes its place.

    Args:
        on: the day of which the register is.
        whole_list: what was in an earlier list and is not in this one, is gone from it.

    Raises:
        Invalid: it is no list that can be read, or its day lies ahead.
        NotAllowed: the person may not do this for this municipality.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=municipality)
    require_room(municipality, ROOM, today)
    check_by_hand(scheme)
    if on > today:
        raise Invalid(text("A register of %(day)s is yet to come.", day=on))
    file = read_register(data, filename=filename, on=on)
    RegisterImport.objects.filter(
        municipality_id=municipality, scheme=scheme, state=State.WAITING
    ).update(state=State.LEFT, rows=[])
    made = RegisterImport.objects.create(
        municipality_id=municipality,
        scheme=scheme,
        filename=filename[:200],
        on=on,
        whole_list=whole_list,
        rows=_kept(file),
        recorded_by_id=by.user_id,
    )
    _record(by, made, "receive_register")
    return made


def _kept(file: RegisterFile) -> list[dict[str, Any]]:
    return [
        *({"line": as_kept(line)} for line in file.lines),
        *(
            {
                "bad": [one.line, one.column, one.what.msgid],
                "params": {k: str(v) for k, v in one.what.params.items()},
            }
            for one in file.bad
        ),
    ]


@action
def record_register(
    *, by: Actor, register: RegisterImport, today: date, without_bad: bool = False
) -> Mapping[str, int]:
    """Record what a register says; returns how many lines had which fate.

    A list of which lines were left out does not say what is gone from it.

    Args:
        without_bad: leave out the lines that cannot be read.

    Raises:
        Conflict: it was decided on already.
        Invalid: there are lines that cannot be read.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=register.municipality_id)
    require_room(register.municipality_id, ROOM, today)
    check_by_hand(Scheme(register.scheme))
    held = _waiting(register)
    bad = [row for row in held.rows if "bad" in row]
    if bad and not without_bad:
        raise Invalid(
            text("There are lines that cannot be read."),
            next_step=text("Mend them in the list, or leave them out."),
        )
    lines = [as_read(row["line"]) for row in held.rows if "line" in row]
    planned = plan_lines(held, lines)
    try:
        with transaction.atomic():
            for one in planned:
                record_planned(by, held, one)
    except IntegrityError as error:
        raise known_already() from error
    counts = counted(planned, len(bad))
    _settle(held, State.RECORDED, counts)
    _record(by, held, "record_register")
    announce(
        "quality.register_recorded",
        {"register": held.pk, "municipality": held.municipality_id},
    )
    return counts


@action
def leave_register(*, by: Actor, register: RegisterImport) -> None:
    """Leave a register that was read in: nothing of it is recorded.

    Raises:
        Conflict: it was decided on already.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=register.municipality_id)
    _settle(_waiting(register), State.LEFT, {})
    _record(by, register, "leave_register")


@action
def match_row(
    *,
    by: Actor,
    row: RegisterRow,
    on: date,
    location: Location | None = None,
    provider: int | None = None,
) -> int:
    """Say by hand of which location or organisation a line is; returns the certificate.

    The same line of a later register is recognised by this.

    Raises:
        Conflict: the line is settled already.
        NotFound: there is no such location or provider here.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=row.municipality_id)
    require_room(row.municipality_id, ROOM, on)
    held = _open(row)
    check_by_hand(Scheme(held.register.scheme))
    if location is None and provider is None:
        raise Invalid(text("Choose a location or a provider."))
    check_place(row.municipality_id, location, provider)
    try:
        with transaction.atomic():
            made = record_at(by, held.register, as_read(held.said), location, provider)
    except IntegrityError as error:
        raise known_already() from error
    held.certificate, held.settled_by_id = made, by.user_id
    held.save(update_fields=["certificate", "settled_by_id"])
    _record(by, held.register, "match_row")
    return made.pk


@action
def leave_row(*, by: Actor, row: RegisterRow, on: date) -> None:
    """Leave a line that is of no location here; a later register leaves it too.

    Raises:
        Conflict: the line is settled already.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=row.municipality_id)
    held = _open(row)
    held.left_on, held.settled_by_id = on, by.user_id
    held.save(update_fields=["left_on", "settled_by_id"])
    _record(by, held.register, "leave_row")


def _waiting(register: RegisterImport) -> RegisterImport:
    held = RegisterImport.objects.select_for_update().get(pk=register.pk)
    if held.state != State.WAITING:
        raise Conflict(
            text("This list was decided on already."),
            next_step=text("Look at the list of certificates."),
        )
    return held


def _open(row: RegisterRow) -> RegisterRow:
    held = (
        RegisterRow.objects.select_for_update(of=("self",))
        .select_related("register")
        .get(pk=row.pk)
    )
    if held.certificate_id is not None or held.left_on is not None:
        raise Conflict(text("This line is settled already."))
    return held


def _settle(
    register: RegisterImport, state: RegisterImport.State, counts: Mapping[str, int]
) -> None:
    register.state, register.rows, register.counts = state, [], dict(counts)
    register.save(update_fields=["state", "rows", "counts"])


def _record(by: Actor, register: RegisterImport, what: str) -> None:
    record_event(
        by=by,
        action=f"quality.{what}",
        object=f"register {register.pk}",
        municipality=register.municipality_id,
    )
