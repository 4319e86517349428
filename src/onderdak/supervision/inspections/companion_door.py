"""The door of a service that goes along, without an account: one visit, one answer.

The database shows the one row whose secret is presented, as long as it was not taken
back and has not expired. No scope of a municipality is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from onderdak.foundation.identity.contract import Scope, municipality_names, scope
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import SecretDoor, still_opened
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.models import Companion, PartnerLink
from onderdak.supervision.inspections.moving import note_step
from onderdak.supervision.inspections.sharing_actions import USE
from onderdak.supervision.inspections.telling import tell_answered

COMPANION_ANSWERED = "inspections.companion_answered"
_DOOR = SecretDoor(USE, "inspections_link_event")
_MOST_SAID = 500


@dataclass(frozen=True, slots=True)
class SharedVisit:
    """What a service reads: what was shared, until when, and its own answer."""

    municipality: str
    shared: Mapping[str, object]
    cancelled: bool
    expires_on: date
    coming: bool | None
    said: str
    said_at: datetime | None


def companion_behind(secret: str, at: datetime) -> SharedVisit | None:
    """What a link shows; one that does not work shows nothing, and says not why."""
    with _DOOR.opened(secret) as shown:
        found = still_opened(PartnerLink.objects.all(), shown, at).first()
        if found is None:
            return None
        if found.seen_at is None:
            found.seen_at = at
            found.save(update_fields=["seen_at"])
            _DOOR.note(shown, "inspections.companion_read")
    return SharedVisit(
        municipality=municipality_names().get(found.municipality_id, ""),
        shared=found.shared,
        cancelled=found.cancelled,
        expires_on=found.expires_on,
        coming=found.coming,
        said=found.said,
        said_at=found.said_at,
    )


def answer_visit_behind(secret: str, *, coming: bool, said: str, at: datetime) -> bool:
    """Keep whether a service comes; the last answer counts. Whether it was kept.

    The secret is the permission: the database lets nothing be written elsewhere.

    Raises:
        Invalid: the words are too long, or a refusal has none.
    """
    words = said.replace("\x00", "").strip()
    if len(words) > _MOST_SAID:
        raise Invalid(text("Use at most %(most)s signs.", most=_MOST_SAID))
    with _DOOR.opened(secret) as shown:
        goes_on = PartnerLink.objects.select_for_update().filter(cancelled=False)
        found = still_opened(goes_on, shown, at).first()
        if found is None:
            return False
        found.coming, found.said, found.said_at = coming, words, at
        found.save(update_fields=["coming", "said", "said_at"])
        _DOOR.note(shown, COMPANION_ANSWERED)
        announce(
            COMPANION_ANSWERED,
            {"municipality": found.municipality_id, "link": found.pk},
        )
    return True


def take_in_companion(event: Mapping[str, str | int | None]) -> None:
    """Put a service's answer with the visit, and tell who leads it."""
    town, link = str(event["municipality"]), int(event["link"] or 0)
    with scope(Scope(municipalities=frozenset({town}))):
        found = (
            PartnerLink.objects.filter(pk=link, said_at__isnull=False)
            .select_related("companion", "visit", "visit__lead")
            .first()
        )
        if found is None or found.said_at is None:
            return
        Companion.objects.filter(pk=found.companion_id).update(
            coming=found.coming, said=found.said, said_at=found.said_at
        )
        note_step(
            found.visit,
            "companion_comes" if found.coming else "companion_stays_away",
            by=None,
            at=found.said_at,
            reason=found.companion.organisation,
        )
        tell_answered(found.visit)
