"""What goes from the box of a registry: old documents, and a key that is replaced."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from onderdak.foundation.identity.contract import (
    Actor,
    Scope,
    action,
    check_may,
    record_event,
    scope,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import SET_UP_REGISTRY
from onderdak.supervision.inspections.models import RegistryBox, RegistryDocument

KEPT: Final = timedelta(days=14)
# A phone that got the key before it was replaced hands over with it until its shift
# ends; what it hands over then waits as long as any document.
KEY_KEPT: Final = timedelta(days=2) + KEPT


def wipe_old(municipality: str, at: datetime) -> int:
    """What nobody came for in time, and nobody can open any more, goes; within scope.

    Returns:
        How many documents went.
    """
    old = RegistryDocument.objects.filter(
        municipality_id=municipality,
        done_at__isnull=True,
        received_at__lte=at - KEPT,
    )
    return old.update(content=b"", done_at=at)


def wipe_keys(municipality: str, at: datetime) -> int:
    """The key of a box goes when nothing can wait under it any more; within scope.

    Returns:
        How many keys went.
    """
    old = RegistryBox.objects.filter(
        municipality_id=municipality,
        closed_at__lte=at - KEY_KEPT,
        wiped_at__isnull=True,
    )
    return old.update(sealed=b"", row_key=b"", wiped_at=at)


def wipe_town(municipality: str, at: datetime) -> int:
    """Both for a municipality by the clock, as one whole."""
    with scope(Scope(municipalities=frozenset({municipality}))), transaction.atomic():
        return wipe_old(municipality, at) + wipe_keys(municipality, at)


@action
def close_box(*, by: Actor, municipality: str, at: datetime) -> RegistryBox:
    """Take in nothing more under this key; what waits can still be taken up.

    A new box, with a new key, can be opened after it. The old key goes by the clock.

    Raises:
        NotAllowed: this person sets nothing up for the registry.
        NotFound: no box is open.
    """
    check_may(by, SET_UP_REGISTRY, municipality=municipality)
    found = (
        RegistryBox.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, closed_at__isnull=True)
        .first()
    )
    if found is None:
        raise NotFound(text("No box is open here."))
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    record_event(
        by=by,
        action="inspections.close_box",
        object=f"box {found.pk}",
        municipality=municipality,
    )
    return found
