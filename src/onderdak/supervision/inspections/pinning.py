"""The checklist that a visit keeps: copied whole, so that nothing changes it later."""

from datetime import date

from onderdak.supervision.inspections.checklist_queries import (
    KIND_OF_VISIT,
    SHIPPED,
    checklist_in_use,
)
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.plans import Pinned
from onderdak.supervision.inspections.kits.domain.written import digest_of
from onderdak.supervision.inspections.kits.publishing import published
from onderdak.supervision.inspections.kits.reading import kits
from onderdak.supervision.inspections.models import Visit


def pinned_on(visit: Visit, on: date) -> Pinned:
    """The checklist of a visit that begins on a day: the town's own, or as shipped."""
    used = checklist_in_use(visit.municipality_id, visit.kind, on)
    return Pinned(used.key, used.version, used.digest, used.body)


def shipped(kind: Kind) -> Pinned:
    """The checklist of a kind of visit as it is shipped."""
    wanted = KIND_OF_VISIT[kind.value]
    body = published(kits()[wanted])
    return Pinned(wanted.value, SHIPPED, digest_of(body), body)
