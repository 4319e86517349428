"""Reads of the register of reserve rooms: what there is, what is free, what is held."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.permissions import KEEP_RESERVE
from onderdak.supervision.enforcement.domain.reserve import held_on, most_held
from onderdak.supervision.enforcement.models import (
    ContactOpening,
    Hold,
    ReservePlace,
)
from onderdak.supervision.enforcement.people_queries import held_of


@dataclass(frozen=True, slots=True)
class ReserveOn:
    """Places of the register on a day: how many are held, and how many are free."""

    row: ReservePlace
    held: int
    there: bool

    @property
    def free(self) -> int:
        """How many can still be held on the day."""
        return max(0, self.row.places - self.held) if self.there else 0


def reserve_rows(
    *,
    by: Actor,
    municipality: str,
    search: str = "",
    kind: str = "",
    there_on: date | None = None,
    after: tuple[date, int] | None = None,
) -> QuerySet[ReservePlace]:
    """The register of a municipality, the first that ends first.

    Args:
        search: words in the name or where it is.
        there_on: only places that are there on this day.
        after: the last day and the key of the last one of the page before.

    Raises:
        NotAllowed: this person does not see the register here.
    """
    check_may(by, KEEP_RESERVE, municipality=municipality)
    wanted = Q(municipality_id=municipality)
    if kind:
        wanted &= Q(kind=kind)
    for word in search.replace("\x00", "").split()[:6]:
        wanted &= Q(name__icontains=word) | Q(where__icontains=word)
    if there_on is not None:
        wanted &= Q(available_from__lte=there_on, available_until__gt=there_on)
        wanted &= Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=there_on)
    if after is not None:
        wanted &= Q(available_until__gt=after[0]) | Q(
            available_until=after[0], pk__gt=after[1]
        )
    rows = ReservePlace.objects.filter(wanted).defer("sealed", "row_key")
    return rows.order_by("available_until", "id")


def on_day(rows: QuerySet[ReservePlace], on: date, most: int) -> list[ReserveOn]:
    """A page of the register with what is held on a day."""
    holds = Prefetch("holds", Hold.objects.filter(until_day__gt=on))
    return [_on(row, on) for row in rows.prefetch_related(holds)[:most]]


def reserve_places(*, by: Actor, municipality: str, on: date) -> list[ReserveOn]:
    """The places that are there on a day, with how many are free.

    Raises:
        NotAllowed: this person does not see the register here.
    """
    return on_day(reserve_rows(by=by, municipality=municipality, there_on=on), on, 200)


def _on(row: ReservePlace, on: date) -> ReserveOn:
    ends = min(row.available_until, row.withdrawn_on or row.available_until)
    held = held_on(map(held_of, row.holds.all()), on)
    return ReserveOn(row, held, row.available_from <= on < ends)


def reserve_place(*, by: Actor, municipality: str, key: int) -> ReservePlace:
    """One line of the register, without whom to call at night.

    Raises:
        NotAllowed: this person does not see the register here.
        NotFound: there is no such line here.
    """
    rows = reserve_rows(by=by, municipality=municipality)
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound(text("There are no such reserve rooms here."))
    return found


def free_in(row: ReservePlace, first: date, until: date) -> int:
    """How many places are free on every day of [first, until)."""
    holds = Hold.objects.filter(place=row, until_day__gt=first, from_day__lt=until)
    return row.places - most_held(map(held_of, holds), first, until)


def holds_of_place(*, by: Actor, municipality: str, key: int) -> list[Hold]:
    """For which cases places are or were held here, the newest first.

    Raises:
        NotAllowed: this person does not see the register here.
        NotFound: there is no such line here.
    """
    row = reserve_place(by=by, municipality=municipality, key=key)
    rows = Hold.objects.filter(place=row).select_related("case").order_by("-id")
    return list(rows[:200])


def openings_of_place(
    *, by: Actor, municipality: str, key: int
) -> list[ContactOpening]:
    """Who looked up whom to call at night, and for what; the newest first.

    Raises:
        NotAllowed: this person does not see the register here.
        NotFound: there is no such line here.
    """
    row = reserve_place(by=by, municipality=municipality, key=key)
    rows = ContactOpening.objects.filter(place=row).order_by("-id")
    return list(rows[:200])
