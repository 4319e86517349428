"""The picture of neighbourhoods: counts of what all rooms know, never an address."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.foundation.places.contract import Area as AreaRow
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import text
from onderdak.supervision.picture import neighbourhood_counts as counting
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.neighbourhoods import (
    Area,
    Counts,
    Measure,
    Neighbourhoods,
)
from onderdak.supervision.picture.domain.permissions import SEE_NEIGHBOURHOODS
from onderdak.supervision.picture.neighbourhood_counts import Asking

_LEAST = "disclosure.minimum_count"


def least_told(municipality: str, on: date) -> int:
    """From how many on a count may leave the house."""
    return rulebook().value(_LEAST, on, municipality).whole()


def months_up_to(on: date, number: int) -> list[date]:
    """The first days of so many months, the last of them the month of a day."""
    return [add_months(on.replace(day=1), -back) for back in reversed(range(number))]


def neighbourhoods_of(
    *,
    by: Actor,
    municipality: str,
    months: Sequence[date],
    on: date,
    area: str | None = None,
) -> Neighbourhoods:
    """What is counted of the neighbourhoods of a municipality, month by month.

    Args:
        months: first days of months in a row.
        area: one neighbourhood alone.

    Raises:
        NotAllowed, RoomClosed: this person sees no neighbourhoods here.
        NotFound: there is no such neighbourhood here.
    """
    check_may(by, SEE_NEIGHBOURHOODS, municipality=municipality)
    require_room(municipality, ROOM, on)
    areas = _areas(municipality, area)
    asking = Asking(by, municipality, tuple(months), on, area)
    reports, kinds = counting.reports(asking)
    signals = counting.signals(asking, least_told(municipality, on))
    hours, talks = counting.worked(asking)
    measures: Mapping[Measure, Counts] = {
        Measure.HOUSES: counting.houses(asking),
        Measure.REPORTS: reports,
        Measure.WASTE: kinds["waste"],
        Measure.INSPECTIONS: signals["inspections"],
        Measure.NIGHTS: counting.nights(asking),
        Measure.HOURS: hours,
        Measure.TALKS: talks,
    }
    return Neighbourhoods(
        municipality=municipality,
        on=on,
        months=list(months),
        areas=areas,
        measures=measures,
        kinds=kinds,
        signals=signals,
        themes=counting.themes(asking),
    )


def _areas(municipality: str, area: str | None) -> list[Area]:
    rows = AreaRow.objects.filter(
        municipality_id=municipality, kind=AreaRow.Kind.NEIGHBOURHOOD
    ).order_by("name", "code")
    found = [
        Area(row.code, row.name, row.inhabitants)
        for row in (rows.filter(pk=area) if area is not None else rows)
    ]
    if area is not None and not found:
        raise NotFound(text("There is no neighbourhood %(code)s here.", code=area))
    return found


def last_day(month: date, on: date) -> date:
    """The day of which a number of a month speaks: its last one, or today."""
    return min(on, month.replace(day=monthrange(month.year, month.month)[1]))
