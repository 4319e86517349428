"""Writes a case down: its number, its rules, and that one is open at a time."""

from datetime import date, datetime

from django.db import connection

from onderdak.foundation.identity.contract import Actor, Membership, Role
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.kinds import CaseState, Entry
from onderdak.supervision.enforcement.models import Case
from onderdak.supervision.enforcement.moving import note, plain
from onderdak.supervision.enforcement.taking_in import take_in

_NUMBER = """
    INSERT INTO enforcement_casenumber AS n (municipality_id, year, last)
    VALUES (%s, %s, 1)
    ON CONFLICT (municipality_id, year) DO UPDATE SET last = n.last + 1
    RETURNING n.last
"""


def next_number(municipality: str, year: int) -> str:
    """The next number of a municipality in a year; one at a time, without gaps."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [municipality, year])
        row = cursor.fetchone()
    return f"H-{year}-{row[0]:05}" if row else ""


def is_lawyer(municipality: str, user: int) -> bool:
    """Whether somebody handles cases here."""
    return Membership.objects.filter(
        municipality_id=municipality, user_id=user, role=Role.LAWYER
    ).exists()


def check_lawyer(municipality: str, user: int) -> None:
    """A case is led by somebody who handles cases here.

    Raises:
        Invalid: this one does not.
    """
    if not is_lawyer(municipality, user):
        raise Invalid(text("Choose somebody who handles cases here."))


def open_at(municipality: str, address: int, offender: int | None) -> Case | None:
    """The open case of an address and offender, where there is one."""
    there = Case.objects.filter(
        municipality_id=municipality, address_id=address, state=CaseState.OPEN
    )
    if offender is None:
        return there.filter(offender__isnull=True).first()
    return there.filter(offender_id=offender).first()


def check_none_open(municipality: str, address: int, offender: int | None) -> None:
    """There is one open case per address and offender.

    Raises:
        Conflict: there is one; it is named.
    """
    there = open_at(municipality, address, offender)
    if there is not None:
        raise Conflict(
            text("Case %(number)s runs here already.", number=there.number),
            text("There is one case per address and offender at a time."),
            text("Add the findings to that case."),
        )


def write_case(
    municipality: str,
    address: int,
    *,
    by: Actor,
    on: date,
    at: datetime,
    reason: str = "",
) -> Case:
    """A new case, under the rules of now; whoever handles cases leads what they open.

    Raises:
        Conflict: there is an open case here without anybody named.
    """
    check_none_open(municipality, address, None)
    earlier = Case.objects.filter(municipality_id=municipality, address_id=address)
    made = Case.objects.create(
        municipality_id=municipality,
        number=next_number(municipality, on.year),
        address_id=address,
        ruleset=take_in(at),
        owner_id=by.user_id if is_lawyer(municipality, by.user_id) else None,
        reason=plain(reason, 1000),
        opened_on=on,
        opened_by_id=by.user_id,
        opened_at=at,
        previous=earlier.order_by("-id").first(),
    )
    note(made, Entry.OPENED, by=by, at=at, on=on, words=reason)
    return made
