"""The checklist that a visit keeps: copied whole, so that nothing changes it later."""

from datetime import date

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


def pinned_on(visit: Visit, on: date) -> Pinned:
    """The checklist of a visit that begins on a day: the town's own, or as shipped."""
    used = checklist_in_use(visit.municipality_id, visit.kind, on)
    return Pinned(used.key, used.version, used.digest, used.body)


def pinned_as(visit: Visit, digest: str, on: date) -> Pinned | None:
    """The checklist that a phone worked with, by its digest; None where it is unknown.

    A phone may have been without a network while another version came in use. What was
    asked at the door is what the visit keeps: a version that was in use here, or the
    one as shipped.
    """
    as_shipped = shipped(Kind(visit.kind))
    if digest == as_shipped.digest:
        return as_shipped
    found = Checklist.objects.filter(
        municipality_id=visit.municipality_id,
        kind=KIND_OF_VISIT[visit.kind],
        digest=digest,
        used_from__lte=on,
    ).first()
    if found is None:
        return None
    return Pinned(found.key, str(found.version), found.digest, found.body)


def asked_again(visit: Visit) -> list[str]:
    """The facts that a re-inspection asks first; nothing where nothing failed."""
    return facts_asked_again(visit.failed_items, normbook().norms)


def shipped(kind: Kind) -> Pinned:
    """The checklist of a kind of visit as it is shipped."""
    wanted = KIND_OF_VISIT[kind.value]
    body = published(kits()[wanted])
    return Pinned(wanted.value, SHIPPED, digest_of(body), body)
