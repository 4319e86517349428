"""Publishes the figures of finished periods, once, and reads what was published.

What is published of a period is decided one time and kept. Pages for everyone read only
that, so whoever looks every day learns no more than who looks once, and no page adds
a small number up that another page left out.
"""

import logging
from datetime import date

from django.db.models import Min
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Scope,
    rooms_on,
    rulebook,
    scope,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.supervision.desk.counting import area_names, counted
from onderdak.supervision.desk.domain.figures import (
    Published,
    as_json,
    finished,
    from_json,
    publish,
)
from onderdak.supervision.desk.models import PublishedFigures, Report

log = logging.getLogger("onderdak.desk")

ROOM = "desk"
LEAST = "disclosure.minimum_count"
_MONTHS = "disclosure.period_months"
_AFTER = "disclosure.publish_after_days"
# How far back is published at most: two years, in the shortest periods there are.
_MOST = 24


def publish_finished(municipality: str, on: date) -> int:
    """Publish every finished period that was not published yet; gives how many.

    Periods from before the first report that is still here are not published: nothing
    is known of them.
    """
    if ROOM not in rooms_on(municipality):
        return 0
    with scope(_rows(municipality)):
        first = _first_day(municipality)
        if first is None:
            return 0
        done = _already(municipality)
        waiting = [
            period
            for period in finished_periods(municipality, on)
            if period.end and period.end > first and not _overlaps(period, done)
        ]
        for period in waiting:
            _publish(municipality, period, on)
    return len(waiting)


def _rows(municipality: str) -> Scope:
    return Scope(municipalities=frozenset({municipality}))


def _first_day(municipality: str) -> date | None:
    at = Report.objects.filter(municipality_id=municipality).aggregate(
        first=Min("received_at")
    )["first"]
    return None if at is None else localdate(at)


def finished_periods(municipality: str, on: date) -> list[DateRange]:
    """The periods of which figures may be published, the oldest first.

    Of each year in the length that held on its 1 January, so that none overlap.
    """
    book = rulebook()
    after = book.value(_AFTER, on, municipality).whole()
    found = []
    for year in (on.year - 2, on.year - 1, on.year):
        months = book.value(_MONTHS, date(year, 1, 1), municipality).whole()
        found += [
            each
            for each in finished(on, months, after, _MOST)
            if each.start.year == year
        ]
    return found


def _already(municipality: str) -> list[DateRange]:
    rows = PublishedFigures.objects.filter(municipality_id=municipality)
    return [DateRange(since, end) for since, end in rows.values_list("since", "until")]


def _overlaps(period: DateRange, done: list[DateRange]) -> bool:
    return any(period.overlaps(each) for each in done)


def _publish(municipality: str, period: DateRange, on: date) -> None:
    until = period.end or on
    told = publish(
        counted(municipality, period.start, until, on),
        period,
        list(area_names(municipality)),
        on=on,
        least=rulebook().value(LEAST, on, municipality).whole(),
    )
    # Two workers at once publish it once: whoever comes second adds nothing.
    PublishedFigures.objects.bulk_create(
        [
            PublishedFigures(
                municipality_id=municipality,
                since=period.start,
                until=until,
                told_on=on,
                least=told.least,
                figures=as_json(told),
            )
        ],
        ignore_conflicts=True,
    )
    log.info("%s: figures from %s were published", municipality, period.start)


def published_figures(municipality: str, number: int) -> list[Published]:
    """The last periods that were published, the oldest first.

    Raises:
        NotFound: this municipality has no report desk in use.
    """
    if ROOM not in rooms_on(municipality):
        raise NotFound(text("This municipality does not use the report desk."))
    with scope(_rows(municipality)):
        rows = list(
            PublishedFigures.objects.filter(municipality_id=municipality).order_by(
                "-since"
            )[:number]
        )
    return [
        from_json(DateRange(row.since, row.until), row.told_on, row.least, row.figures)
        for row in reversed(rows)
    ]


def published_names(municipality: str) -> dict[str, str]:
    """The names of the neighbourhoods, for everyone: a name is no figure."""
    with scope(_rows(municipality)):
        return area_names(municipality)
