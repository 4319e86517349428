"""Reports that may be about the same: proposed with the reason, decided by people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.supervision.desk.domain.likeness import likeness, words_of
from onderdak.supervision.desk.domain.permissions import SEE_REPORTS
from onderdak.supervision.desk.models import Report, ReportLink
from onderdak.supervision.desk.moving import may_share_answer

# So many of the newest reports around a day are looked at.
_MOST_LOOKED_AT = 500
_MOST_PROPOSED = 10


@dataclass(frozen=True, slots=True)
class Likely:
    """A report that may be about the same, and why that is thought."""

    report: Report
    same_address: bool
    alike: Fraction

    @property
    def percentage(self) -> int:
        """How much of the words the two share."""
        return round(self.alike * 100)


def likely_same(*, by: Actor, report: Report) -> list[Likely]:
    """What may be about the same, the same address first, then by words.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, SEE_REPORTS, municipality=report.municipality_id)
    if report.merged_into_id is not None:
        return []
    found = sorted(
        _alike(report),
        key=lambda one: (not one.same_address, -one.alike, one.report.pk),
    )
    return found[:_MOST_PROPOSED]


def _alike(report: Report) -> Iterator[Likely]:
    on = localdate(report.received_at)
    least = rulebook().value("desk.same_words", on, report.municipality_id).ratio()
    own = words_of(report.text)
    for other in _around(report):
        same = report.address_id is not None and other.address_id == report.address_id
        alike = likeness(own, words_of(other.text))
        if not may_share_answer(report, other):
            continue
        if same or alike >= least:
            yield Likely(other, same, alike)


def _around(report: Report) -> QuerySet[Report]:
    """Reports of the days around, of which nobody said that they are different."""
    days = timedelta(days=same_days(report))
    known = ReportLink.objects.filter(
        municipality_id=report.municipality_id,
        state__in=(ReportLink.State.REFUSED, ReportLink.State.MERGED),
    ).filter(Q(report=report) | Q(other=report))
    decided = {
        number for pair in known.values_list("report_id", "other_id") for number in pair
    }
    found = Report.objects.filter(
        municipality_id=report.municipality_id,
        merged_into__isnull=True,
        received_at__range=(report.received_at - days, report.received_at + days),
    ).exclude(pk__in={*decided, report.pk})
    return found.select_related("category", "address").order_by("-id")[:_MOST_LOOKED_AT]


def same_days(report: Report) -> int:
    """Within how many days two reports may be about the same."""
    on = localdate(report.received_at)
    return rulebook().value("desk.same_days", on, report.municipality_id).whole()
