"""Reads of registers that were read in, and of lines that wait to be settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.certificate_queries import ROOM
from onderdak.housing.quality.domain.certificate_permissions import KEEP_CERTIFICATES
from onderdak.housing.quality.domain.registers import as_read
from onderdak.housing.quality.models import RegisterImport, RegisterRow
from onderdak.housing.quality.register_import import Planned, plan_lines
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import Text, text


@dataclass(frozen=True, slots=True)
class BadKept:
    """A cell that could not be read: where it stands, and why."""

    line: int
    column: str
    what: Text


def register_for(*, by: Actor, register: int) -> RegisterImport:
    """A register that was read in, for its municipality.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see it.
    """
    found = RegisterImport.objects.filter(pk=register).first()
    if found is None:
        raise NotFound(text("There is no such list here."))
    check_may(by, KEEP_CERTIFICATES, municipality=found.municipality_id)
    return found


def registers_of(*, by: Actor, municipality: str, on: date) -> QuerySet[RegisterImport]:
    """The registers that a municipality has read in, the latest first."""
    check_may(by, KEEP_CERTIFICATES, municipality=municipality)
    require_room(municipality, ROOM, on)
    return (
        RegisterImport.objects.filter(municipality_id=municipality)
        .exclude(state=RegisterImport.State.LEFT)
        .defer("rows")
        .order_by("-pk")
    )


def planned_of(register: RegisterImport) -> list[Planned]:
    """What recording each line would do, as things stand now."""
    return plan_lines(
        register, [as_read(row["line"]) for row in register.rows if "line" in row]
    )


def bad_lines_of(register: RegisterImport) -> list[BadKept]:
    """Every cell that could not be read, by line and column."""
    return [_bad(row) for row in register.rows if "bad" in row]


def _bad(row: Mapping[str, object]) -> BadKept:
    where, params = row["bad"], row.get("params")
    if not isinstance(where, list) or not isinstance(params, dict):
        raise TypeError("this row was not kept by this software")
    line, column, msgid = where
    return BadKept(int(line), str(column), Text(str(msgid), params))


def open_rows(*, by: Actor, municipality: str, on: date) -> QuerySet[RegisterRow]:
    """Lines of the last register of each scheme that nobody has recognised yet.

    The same line of an earlier register asks nothing any more.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=municipality)
    require_room(municipality, ROOM, on)
    last = (
        RegisterImport.objects.filter(
            municipality_id=municipality, state=RegisterImport.State.RECORDED
        )
        .order_by("scheme", "-on", "-pk")
        .distinct("scheme")
        .values("pk")
    )
    return (
        RegisterRow.objects.filter(
            municipality_id=municipality,
            register__in=last,
            certificate__isnull=True,
            left_on__isnull=True,
        )
        .select_related("register")
        .order_by("register__scheme", "line")
    )


def row_for(*, by: Actor, row: int) -> RegisterRow:
    """A line of a register, for its municipality.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see it.
    """
    found = RegisterRow.objects.filter(pk=row).select_related("register").first()
    if found is None:
        raise NotFound(text("There is no such line here."))
    check_may(by, KEEP_CERTIFICATES, municipality=found.municipality_id)
    return found
