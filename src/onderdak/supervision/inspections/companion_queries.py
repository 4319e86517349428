"""Reads of who was asked along, for what changes it."""

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.models import Companion


def companion_for(municipality: str, companion: int) -> Companion:
    """A service that was asked along and was not taken off, kept from others.

    Raises:
        NotFound: there is none like that.
    """
    found = (
        Companion.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, pk=companion, taken_off_at=None)
        .select_related("visit", "visit__address")
        .first()
    )
    if found is None:
        raise NotFound(text("Nobody like that was asked along here."))
    return found
