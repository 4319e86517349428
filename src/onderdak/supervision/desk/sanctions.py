"""Hearing that a sanction cannot be contested any more: then its report goes.

Besluit goed verhuurderschap art. 2. Who works at the desk can write it down by hand;
the room in which the sanction was given tells it as well.
"""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.outcomes import Outcome
from onderdak.supervision.desk.domain.states import DONE_STATES
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.moving import note_step


def addresses_awaiting_finality(municipality: str) -> frozenset[int]:
    """Addresses with a report that waits for its sanction; for a job of that town."""
    found = _waiting(municipality).filter(address__isnull=False)
    return frozenset(found.values_list("address_id", flat=True).distinct())


def sanction_became_final(
    *, municipality: str, address: int, decided_on: date, final_on: date, at: datetime
) -> int:
    """Write down with the reports about an address that their sanction is final.

    For a job of that municipality, which acts for nobody.

    Args:
        decided_on: the day of the last sanction; what was reported after it was not
            what it was given for.
        final_on: from when nothing is open against it.

    Returns:
        How many reports it was written down with.
    """
    rows = _waiting(municipality).filter(address_id=address).select_for_update()
    told = [one for one in rows if localdate(one.received_at) <= decided_on]
    for report in told:
        report.sanction_final_on = final_on
        report.save(update_fields=["sanction_final_on"])
        note_step(report, "sanction_final", by=None, at=at, reason=f"{final_on}")
    return len(told)


def _waiting(municipality: str) -> QuerySet[Report]:
    return Report.objects.filter(
        municipality_id=municipality,
        category__kind=Kind.BAD_LETTING,
        outcome=Outcome.SANCTION,
        state__in=DONE_STATES,
        sanction_final_on__isnull=True,
    ).order_by("id")
