"""The checklist that a visit keeps: copied whole, so that nothing changes it later."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from onderdak.foundation.identity.contract import normbook
from onderdak.supervision.inspections.checklist_queries import (
    KIND_OF_VISIT,
    SHIPPED,
    checklist_in_use,
)
from onderdak.supervision.inspections.domain.asked import facts_asked_again
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.plans import Pinned
from onderdak.supervision.inspections.kits.domain.written import digest_of
from onderdak.supervision.inspections.kits.publishing import published
from onderdak.supervision.inspections.kits.reading import kits
from onderdak.supervision.inspections.models import Checklist, Visit

FETCHED_BEFORE: Final = timedelta(days=1)
"""How long before its day a phone is given a visit, with what is asked in it."""


def pinned_on(visit: Visit, on: date) -> Pinned:
    """The checklist of a visit that begins on a day: the town's own, or as shipped."""
    used = checklist_in_use(visit.municipality_id, visit.kind, on)
    return Pinned(used.key, used.version, used.digest, used.body)


def pinned_as(visit: Visit, digest: str, on: date) -> Pinned | None:
    """The checklist that a phone worked with, by its digest; None where it is unknown.

    A phone may have been without a network while another version came in use. What was
    asked at the door is what the visit keeps, where a shift can have fetched that for
    this visit: a version that was in use here, or the one as shipped, on the day before
    it or later. One that was withdrawn before that is not taken from a phone.
    """
    since = min(visit.day, on) - FETCHED_BEFORE
    used = list(
        Checklist.objects.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=since),
            municipality_id=visit.municipality_id,
            kind=KIND_OF_VISIT[visit.kind],
            used_from__lte=on,
        ).order_by("used_from", "version")
    )
    as_shipped = shipped(Kind(visit.kind))
    if digest == as_shipped.digest and _is_bare(used, since, on):
        return as_shipped
    for one in used:
        if one.digest == digest:
            return Pinned(one.key, str(one.version), one.digest, one.body)
    return None


def _is_bare(used: Sequence[Checklist], since: date, until: date) -> bool:
    """Whether no version of the town was in use on some part of these days.

    Args:
        used: the versions of these days, in the order in which they came in use.
    """
    covered = since - timedelta(days=1)
    for one in used:
        if one.used_from is not None and one.used_from > covered:
            return True
        if one.withdrawn_on is None:
            return False
        covered = max(covered, one.withdrawn_on)
    return covered <= until


def asked_again(visit: Visit) -> dict[str, list[str]]:
    """The facts that a re-inspection asks first, with where; none where none failed."""
    return facts_asked_again(visit.failed_items, normbook().norms)


def shipped(kind: Kind) -> Pinned:
    """The checklist of a kind of visit as it is shipped."""
    wanted = KIND_OF_VISIT[kind.value]
    body = published(kits()[wanted])
    return Pinned(wanted.value, SHIPPED, digest_of(body), body)
