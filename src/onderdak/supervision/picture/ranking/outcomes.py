"""Outcomes: what was found where, taken in from a file or told by a visit."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from django.db import connection
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Scope,
    action,
    check_may,
    record_event,
    scope,
)
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import Outcome
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.permissions import RECORD_OUTCOMES
from onderdak.supervision.picture.ranking.domain.shapes import (
    BadOutcome,
    OutcomeLine,
    TakenIn,
)
from onderdak.supervision.picture.ranking.domain.states import Came, ChosenBy, Result
from onderdak.supervision.picture.ranking.outcome_file import read_outcomes

VISIT_DONE: Final = "inspections.outcome_recorded"
"""The event with which a visit tells what it found: see `hear_outcome`."""

_LONGEST: Final = 80
_WRITE: Final = """
    INSERT INTO picture_outcome (municipality_id, address_id, on_date, result, source,
        reference, chosen_by, recorded_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, now())
    ON CONFLICT DO NOTHING
"""


def outcomes_of(
    *,
    by: Actor,
    municipality: str,
    on: date,
    before: int | None = None,
    after: int | None = None,
    most: int = 50,
) -> Sequence[Outcome]:
    """What was found at addresses, what was recorded last first.

    Args:
        before: only what was recorded before this number; `after`: just after it.

    Raises:
        NotAllowed, RoomClosed: this person records no outcomes here.
    """
    check_may(by, RECORD_OUTCOMES, municipality=municipality)
    require_room(municipality, ROOM, on)
    rows = Outcome.objects.filter(municipality_id=municipality)
    rows = rows.select_related("address")
    with looking_for(Purpose.SUPERVISION):
        if after is not None:
            return list(rows.filter(pk__gt=after).order_by("pk")[:most])[::-1]
        if before is not None:
            rows = rows.filter(pk__lt=before)
        return list(rows.order_by("-pk")[:most])


@action
def take_in_outcomes(
    *, by: Actor, municipality: str, data: bytes, filename: str, today: date
) -> TakenIn:
    """Record a file of outcomes; with one bad line nothing is recorded.

    What was recorded before under the same reference is not recorded twice; when it
    says something else now, that line is a bad one.

    Raises:
        Invalid: it is no list, or its columns are not known.
        NotAllowed, RoomClosed: this person records no outcomes here.
    """
    check_may(by, RECORD_OUTCOMES, municipality=municipality)
    require_room(municipality, ROOM, today, retention=True)
    file = read_outcomes(
        data,
        filename=filename,
        on=today,
        known=lambda bag_ids: _addresses(municipality, bag_ids),
    )
    with looking_for(Purpose.SUPERVISION):
        known, other = _known(municipality, file.lines)
        bad = sorted([*file.bad, *other], key=lambda one: (one.line, one.column))
        if bad:
            return TakenIn(0, len(known), bad)
        new = [line for line in file.lines if line.reference not in known]
        Outcome.objects.bulk_create(
            [_row(municipality, line) for line in new], batch_size=2_000
        )
    record_event(
        by=by,
        action="ranking.take_in_outcomes",
        object=f"outcomes of {municipality}",
        municipality=municipality,
        detail={
            "file": filename[:200],
            "digest": sha256(data).hexdigest(),
            "recorded": len(new),
            "known": len(known),
        },
    )
    return TakenIn(len(new), len(known))


def _addresses(municipality: str, bag_ids: set[str]) -> dict[str, int]:
    rows = Address.objects.filter(municipality_id=municipality, bag_id__in=bag_ids)
    return {str(bag_id): pk for bag_id, pk in rows.values_list("bag_id", "pk")}


def _known(
    municipality: str, lines: Sequence[OutcomeLine]
) -> tuple[set[str], list[BadOutcome]]:
    rows = {
        row.reference: row
        for row in Outcome.objects.filter(
            municipality_id=municipality,
            source=Came.FILE,
            reference__in=[line.reference for line in lines],
        )
    }
    other = [
        BadOutcome(
            line.line,
            "",
            text("This reference was recorded before, and said something else."),
        )
        for line in lines
        if line.reference in rows and _said(rows[line.reference]) != _says(line)
    ]
    return set(rows), other


def _said(row: Outcome) -> tuple[object, ...]:
    return row.address_id, row.on_date, row.result, row.chosen_by


def _says(line: OutcomeLine) -> tuple[object, ...]:
    return line.address, line.on, line.result.value, line.chosen_by.value


def _row(municipality: str, line: OutcomeLine) -> Outcome:
    return Outcome(
        municipality_id=municipality,
        address_id=line.address,
        on_date=line.on,
        result=line.result,
        source=Came.FILE,
        reference=line.reference,
        chosen_by=line.chosen_by,
    )


@action
def record_outcome(
    *,
    by: Actor,
    municipality: str,
    address: int,
    on_date: date,
    result: Result,
    chosen_by: ChosenBy,
    reference: str,
    today: date,
) -> None:
    """Record what one visit found.

    Raises:
        Invalid: the day is yet to come, or the reference is missing or too long.
        NotFound: there is no such address here.
        Conflict: this reference was recorded before.
        NotAllowed, RoomClosed: this person records no outcomes here.
    """
    check_may(by, RECORD_OUTCOMES, municipality=municipality)
    require_room(municipality, ROOM, today, retention=True)
    if on_date > today:
        raise Invalid(text("The day %(day)s is yet to come.", day=on_date))
    if not 0 < len(reference) <= _LONGEST:
        raise Invalid(text("Each outcome needs a reference of its own."))
    if not Address.objects.filter(pk=address, municipality_id=municipality).exists():
        raise NotFound(text("There is no such address here."))
    written = _write(municipality, address, on_date, result, reference, chosen_by)
    if not written:
        raise Conflict(text("This reference was recorded before."))
    record_event(
        by=by,
        action="ranking.record_outcome",
        object=f"address {address}",
        municipality=municipality,
        detail={"result": result.value, "reference": reference},
    )


def hear_outcome(payload: Mapping[str, str | int | None]) -> None:
    """A visit told what it found; telling the same twice is harmless.

    The event names municipality, address (its number), on (ISO day), result, chosen_by
    and reference, in the closed words of this room.

    Raises:
        ValueError: the event says something else, so that it is seen and not lost.
    """
    on_date = date.fromisoformat(str(payload["on"]))
    reference = str(payload["reference"])
    if on_date > localdate() or not 0 < len(reference) <= _LONGEST:
        raise ValueError("an outcome without a reference, or of a day to come")
    town = str(payload["municipality"])
    told = (
        int(payload["address"] or 0),
        on_date,
        Result(str(payload["result"])),
        reference,
        ChosenBy(str(payload["chosen_by"])),
    )
    with scope(Scope(municipalities=frozenset({town}))):
        if not _write(town, *told) and not _was_told(town, *told):
            raise ValueError("an outcome with this reference said something else")


def _was_told(
    municipality: str,
    address: int,
    on_date: date,
    result: Result,
    reference: str,
    chosen_by: ChosenBy,
) -> bool:
    """Whether the same was recorded before, without reading what was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT picture_outcome_was_told(%s, %s, %s, %s, %s, %s)",
            [municipality, reference, address, on_date, result.value, chosen_by.value],
        )
        return bool(cursor.fetchone()[0])


def _write(
    municipality: str,
    address: int,
    on_date: date,
    result: Result,
    reference: str,
    chosen_by: ChosenBy,
) -> bool:
    """Whether it is new. Nothing is read back: the software itself reads none."""
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                *(municipality, address, on_date, result.value, Came.EVENT.value),
                *(reference, chosen_by.value),
            ],
        )
        return int(cursor.rowcount) == 1
