"""Counts the reports of a desk: one way of counting for all pages with figures."""

from datetime import date

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from onderdak.foundation.places.contract import Area
from onderdak.supervision.desk.domain.figures import NOWHERE, Line
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.states import OPEN_STATES
from onderdak.supervision.desk.models import Report

_OPEN = Q(state__in=list(OPEN_STATES))
_DONE_ON = TruncDate(Coalesce("answered_at", "closed_at"))


def counted(municipality: str, since: date, until: date, on: date) -> list[Line]:
    """The reports received in some days, by place, month, kind and how they stand.

    Args:
        until: the day after the last one counted.
        on: the day for which an open report is in time or late.
    """
    rows = (
        Report.objects.filter(
            municipality_id=municipality,
            received_at__date__gte=since,
            received_at__date__lt=until,
            merged_into=None,
        )
        .annotate(month=TruncMonth("received_at"), done=_DONE_ON)
        .annotate(followed=_followed(on))
        .order_by()
        .values_list("neighbourhood_id", "month", "category__kind", "followed")
        .annotate(reports=Count("id"))
    )
    return [
        Line(area or NOWHERE, month.date(), Kind(kind), followed, reports)
        for area, month, kind, followed, reports in rows
    ]


def _followed(on: date) -> Case:
    return Case(
        When(_OPEN & Q(due_on__lt=on), then=Value("open_late")),
        When(_OPEN, then=Value("open_in_time")),
        When(done=None, then=Value("no_answer")),
        When(done__lte=F("due_on"), then=Value("in_time")),
        default=Value("late"),
    )


def area_names(municipality: str) -> dict[str, str]:
    """The neighbourhoods of a municipality by CBS code, in the order of their names."""
    found = Area.objects.filter(
        municipality_id=municipality, kind=Area.Kind.NEIGHBOURHOOD
    ).order_by("name")
    return dict(found.values_list("code", "name"))
