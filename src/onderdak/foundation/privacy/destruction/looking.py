"""Reads of destruction for who governs a municipality's data."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Max, Min, QuerySet, Sum

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.privacy.destruction.planning import (
    DestructionPlan,
    plan_destruction,
)
from onderdak.foundation.privacy.destruction.ports import destroying_rooms
from onderdak.foundation.privacy.domain.permissions import GOVERN
from onderdak.foundation.privacy.models import (
    DestroyedBatch,
    DestructionCertificate,
)
from onderdak.foundation.privacy.readiness import retention_months
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text

# In the small hours, when nobody declares: 2:15 in winter, 3:15 in summer. The worker's
# clock is UTC, so that no night has this time twice or not at all.
NIGHTLY_AT = time(1, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """What went of one table, as a certificate states it."""

    room: str
    table: str
    rows: int
    oldest: date | None
    newest: date | None
    months: int
    reason: str


def next_run(now: datetime) -> datetime:
    """When the nightly job runs next, by the clock of who asks."""
    at = datetime.combine(now.astimezone(UTC).date(), NIGHTLY_AT)
    return (at if now < at else at + timedelta(days=1)).astimezone(now.tzinfo)


def terms_in_force(
    *, by: Actor, municipality: str, on: date
) -> list[tuple[str, int | None]]:
    """Each room from which rows go with its months, None where no term is set.

    Raises:
        NotAllowed: the person does not govern this municipality.
    """
    check_may(by, GOVERN, municipality=municipality)
    return [
        (room.room, retention_months(municipality, room.room, on))
        for room in destroying_rooms()
        if room.own_term
    ]


def dry_run(*, by: Actor, municipality: str, on: date) -> DestructionPlan:
    """What would go on a day, counted and not touched.

    Raises:
        NotAllowed: the person does not govern this municipality.
    """
    check_may(by, GOVERN, municipality=municipality)
    return plan_destruction(municipality=municipality, on=on)


def certificates(*, by: Actor, municipality: str) -> QuerySet[DestructionCertificate]:
    """A municipality's certificates of destruction, newest first.

    Raises:
        NotAllowed: the person does not govern this municipality.
    """
    check_may(by, GOVERN, municipality=municipality)
    found = DestructionCertificate.objects.filter(municipality_id=municipality)
    return found.select_related("run").order_by("-id")


def certificate(*, by: Actor, municipality: str, number: int) -> DestructionCertificate:
    """One certificate.

    Raises:
        NotFound: this municipality has none of this number.
    """
    found = certificates(by=by, municipality=municipality).filter(pk=number).first()
    if found is None:
        raise NotFound(text("There is no certificate %(number)s here.", number=number))
    return found


def lines_of(found: DestructionCertificate) -> list[Line]:
    """What went of each table under each term, in the order in which it went."""
    batches = (
        DestroyedBatch.objects.filter(run=found.run_id)
        .values("room", "table_name", "months", "reason")
        .annotate(
            added=Sum("rows"),
            since=Min("oldest"),
            until=Max("newest"),
            first=Min("id"),
        )
        .order_by("first")
    )
    return [
        Line(
            room=row["room"],
            table=row["table_name"],
            rows=row["added"],
            oldest=row["since"],
            newest=row["until"],
            months=row["months"],
            reason=row["reason"],
        )
        for row in batches
    ]


def proofs_of(found: DestructionCertificate) -> QuerySet[DestroyedBatch]:
    """Every batch with its own proof, in the order in which they went."""
    return DestroyedBatch.objects.filter(run=found.run_id).order_by("id")
