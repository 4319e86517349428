"""Reads of warrants: what waits, what holds, and whether somebody may go in."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import SEE_WARRANTS
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.domain.warrants import (
    Entry,
    Limits,
    Paper,
    WarrantState,
    may_enter,
)
from onderdak.supervision.inspections.models import (
    Visit,
    VisitReport,
    Warrant,
    WarrantDwelling,
)

OTHERS = "awbi.other_dwellings"
NIGHT_UNTIL = "awbi.night_until_hour"


def limits_on(municipality: str, on: date) -> Limits:
    """How many dwellings a warrant names, and until when it is night, on a day."""
    book = rulebook()
    return Limits(
        others=book.value(OTHERS, on, municipality).whole(),
        night_until_hour=book.value(NIGHT_UNTIL, on, municipality).whole(),
    )


def warrants_of(*, by: Actor, municipality: str) -> QuerySet[Warrant]:
    """The requests of a municipality, the newest first.

    Raises:
        NotAllowed: this person neither asks for warrants nor decides on them here.
    """
    check_may(by, SEE_WARRANTS, municipality=municipality)
    found = Warrant.objects.filter(municipality_id=municipality)
    return (
        found.select_related("visit", "visit__address", "holder")
        .prefetch_related("dwellings__address")
        .order_by("-id")
    )


def warrants_waiting(*, by: Actor, municipality: str) -> QuerySet[Warrant]:
    """The requests on which the mayor has not decided, the oldest first.

    Raises:
        NotAllowed: this person neither asks for warrants nor decides on them here.
    """
    found = warrants_of(by=by, municipality=municipality)
    return found.filter(state=WarrantState.ASKED).order_by("id")


def warrant_for(*, by: Actor, municipality: str, warrant: int) -> Warrant:
    """One request for a warrant.

    Raises:
        NotAllowed: this person neither asks for warrants nor decides on them here.
        NotFound: there is none with this number.
    """
    found = warrants_of(by=by, municipality=municipality).filter(pk=warrant).first()
    if found is None:
        raise NotFound(text("There is no such request for a warrant here."))
    return found


def warrant_of(visit: Visit) -> Warrant | None:
    """The warrant of a visit that counts: the newest one given, else the newest."""
    found = list(
        Warrant.objects.filter(visit=visit)
        .select_related("holder")
        .prefetch_related("dwellings__address")
        .order_by("-id")
    )
    given = [one for one in found if one.state == WarrantState.GRANTED]
    return next(iter(given or found), None)


def paper_of(warrant: Warrant) -> Paper:
    """A warrant with all that says whether somebody may go in."""
    return Paper(
        state=WarrantState(warrant.state),
        dwellings=frozenset(one.address_id for one in warrant.dwellings.all()),
        issued_on=warrant.issued_on,
        valid_until=warrant.valid_until,
        night=bool(warrant.night_because),
        absent=bool(warrant.absent_because),
    )


def may_enter_now(
    visit: Visit,
    *,
    at: datetime,
    address: int | None = None,
    resident_absent: bool = False,
) -> Entry:
    """Say whether somebody may go in without consent now, under which article.

    Args:
        address: the dwelling, where it is not the address of the visit.
    """
    warrant, moment = warrant_of(visit), localtime(at)
    return may_enter(
        paper_of(warrant) if warrant else None,
        address or visit.address_id,
        moment,
        limits=limits_on(visit.municipality_id, moment.date()),
        resident_absent=resident_absent,
    )


def reports_of_entry(dwelling: WarrantDwelling) -> QuerySet[VisitReport]:
    """The reports of the entry of a dwelling that no other one replaced."""
    return VisitReport.objects.filter(
        dwelling_id=dwelling.pk, kind=Kind.ENTRY, replaced_at__isnull=True
    )


def entry_is_signed(dwelling: WarrantDwelling) -> bool:
    """Whether a report of this entry is signed: then only an addendum corrects that."""
    return reports_of_entry(dwelling).filter(locked_at__isnull=False).exists()
