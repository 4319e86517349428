"""What a partner's link shows is what holds now, and only what was decided on."""

from collections.abc import Mapping

from django.db.models import QuerySet

from onderdak.supervision.inspections.domain.kinds import GROUNDS, Ground
from onderdak.supervision.inspections.domain.sharing import Field
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.models import Companion, PartnerLink, Visit


def renew_links(visit: Visit, *, moved: bool) -> None:
    """Let the links of a visit show its plan as it is now.

    Args:
        moved: on another day or hour, so whoever said to come is asked again.
    """
    there = shareable(visit)
    for link in live_links(visit):
        link.shared = {name: there[name] for name in link.shared if name in there}
        link.cancelled = visit.state == State.CANCELLED
        if moved:
            link.coming, link.said, link.said_at = None, "", None
        link.save(update_fields=["shared", "cancelled", "coming", "said", "said_at"])
    if moved:
        along = Companion.objects.filter(visit=visit, taken_off_at=None)
        along.update(coming=None, said="", said_at=None)


def live_links(visit: Visit) -> QuerySet[PartnerLink]:
    """The links of a visit that were not taken back, kept from others."""
    return (
        PartnerLink.objects.select_for_update(of=("self",))
        .filter(visit=visit, revoked_at=None)
        .order_by("id")
    )


def shareable(visit: Visit) -> Mapping[str, object]:
    """Everything that can be shared; what is not decided on never leaves here."""
    law = GROUNDS[Ground(visit.ground)]
    along = Companion.objects.filter(visit=visit, taken_off_at=None).order_by("id")
    return {
        Field.NUMBER: visit.number,
        Field.KIND: visit.kind,
        Field.DAY: visit.day.isoformat(),
        Field.HOURS: f"{visit.from_time:%H:%M} - {visit.until_time:%H:%M}",
        Field.ADDRESS: str(visit.address),
        Field.REASON: visit.reason,
        Field.GROUND: law.article,
        Field.LANGUAGES: list(visit.languages),
        Field.ALONG: list(along.values_list("kind", flat=True)),
        Field.HANDLED: [visit.handled_hard, visit.handled_soft],
    }
