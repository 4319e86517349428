"""The picture of neighbourhoods: counts of what all rooms know, never an address."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.foundation.places.contract import Area as AreaRow
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound
from onderdak.kernel.ranges import DateRange, add_months
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract.figures import finished_periods
from onderdak.supervision.picture import neighbourhood_counts as counting
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.neighbourhoods import (
    Area,
    Counts,
    Measure,
    Neighbourhoods,
    left_out_of_few,
    left_out_where_small,
)
from onderdak.supervision.picture.domain.permissions import SEE_NEIGHBOURHOODS
from onderdak.supervision.picture.neighbourhood_asking import Asking
from onderdak.supervision.picture.neighbourhood_reports import reports

_LEAST = "disclosure.minimum_count"
_FEWEST_WORKERS = "disclosure.minimum_workers"


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
    periods = tuple(DateRange(each, add_months(each, 1)) for each in months)
    return _counted(Asking(by, municipality, periods, on, area))


def outside_of(
    *,
    by: Actor,
    municipality: str,
    on: date,
    number: int = 1,
    last: date | None = None,
    area: str | None = None,
) -> Neighbourhoods:
    """What may leave the house: the last finished periods, without small numbers.

    Reports are those that were published for everyone, so that no two pages together
    tell what each of them leaves out. Of the other numbers no sums are told.

    Args:
        number: so many periods.
        last: the first day of the last of them; without it the newest one.

    Raises:
        NotAllowed, RoomClosed: this person sees no neighbourhoods here.
        NotFound: there is no such neighbourhood here.
    """
    check_may(by, SEE_NEIGHBOURHOODS, municipality=municipality)
    require_room(municipality, ROOM, on)
    every = finished_periods(municipality, on)
    periods = tuple([p for p in every if last is None or p.start <= last][-number:])
    found = _counted(Asking(by, municipality, periods, on, area, leaves=True))
    least = least_told(municipality, on)
    fewest = rulebook().value(_FEWEST_WORKERS, on, municipality).whole()
    houses = found.measures[Measure.HOUSES]
    told = dict(found.measures)
    told[Measure.HOUSES] = left_out_where_small(houses, least)
    told[Measure.NIGHTS] = left_out_where_small(told[Measure.NIGHTS], least, houses)
    told[Measure.HOURS] = left_out_of_few(told[Measure.HOURS], fewest)
    told[Measure.TALKS] = _talks(told[Measure.TALKS], fewest, least)
    themes = {key: _talks(each, fewest, least) for key, each in found.themes.items()}
    return replace(found, measures=told, themes=themes)


def _talks(counts: Counts, fewest: int, least: int) -> Counts:
    return left_out_where_small(left_out_of_few(counts, fewest), least)


def _counted(asking: Asking) -> Neighbourhoods:
    areas = _areas(asking.municipality, asking.area)
    every, kinds = reports(asking)
    signals = counting.signals(asking, least_told(asking.municipality, asking.on))
    hours, talks = counting.worked(asking)
    measures: Mapping[Measure, Counts] = {
        Measure.HOUSES: counting.houses(asking),
        Measure.REPORTS: every,
        Measure.WASTE: kinds["waste"],
        Measure.INSPECTIONS: signals["inspections"],
        Measure.NIGHTS: counting.nights(asking),
        Measure.HOURS: hours,
        Measure.TALKS: talks,
    }
    return Neighbourhoods(
        municipality=asking.municipality,
        on=asking.on,
        periods=list(asking.periods),
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
