"""Lines about a location that its actions write: steps, capacities, a take-over."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.bulk.work import wait_for_turn
from onderdak.register.nights.models import Location, LocationCapacity, LocationStep


def changed_meanwhile() -> Conflict:
    """Two people decided at once, or the page was old."""
    return Conflict(
        text("This location has changed in the meantime."),
        next_step=text("Look at it again, then decide."),
    )


@contextmanager
def said_as(constraint: str, conflict: Conflict) -> Iterator[None]:
    """Say in words what a constraint of the database refuses.

    Raises:
        Conflict: as given, when this constraint was hit.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if constraint not in str(error):
            raise
        raise conflict from error


def name_once(name: str) -> AbstractContextManager[None]:
    """A provider has no two locations of one name."""
    return said_as(
        "location_name_once_per_provider",
        Conflict(
            text("There is a location called '%(name)s' already.", name=name),
            next_step=text("Choose another name."),
        ),
    )


def note_step(
    by: Actor,
    location: Location,
    step: LocationStep.Step,
    on: date,
    words: str = "",
    *,
    claimed: int | None = None,
) -> None:
    """Write down a step in the life of a location."""
    LocationStep.objects.create(
        actor_id=by.user_id,
        location=location,
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        step=step,
        on=on,
        words=words.strip()[:1000],
        claimed_places=claimed,
    )


def note_capacity(
    by: Actor,
    location: Location,
    what: LocationCapacity.What,
    places: int | None,
    *,
    since: date,
) -> None:
    """Write down how many places there are from a day on."""
    LocationCapacity.objects.create(
        actor_id=by.user_id,
        location=location,
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        what=what,
        places=places,
        since=since,
    )


def take_over(
    by: Actor, location: Location, *, before: int, since: date, words: str
) -> Location:
    """Let a location follow that of the operator before, which closes that day.

    Called in an action of the municipality, whose word it is. Returns the old location.
    """
    known = Location.objects.filter(pk=before).values_list("provider_id", flat=True)
    if known:
        wait_for_turn(known[0])  # its declarations see the closing, or come before it
    old = Location.objects.select_for_update().filter(pk=before).first()
    if old is None or old.municipality_id != location.municipality_id:
        raise NotFound(text("There is no location %(number)s for you.", number=before))
    if old.pk == location.pk or old.address_id != location.address_id:
        raise Invalid(
            text("'%(name)s' is not the same house.", name=old.name),
            why=text("A new operator follows another at the same address."),
        )
    if since <= old.opened_on:
        raise Invalid(
            text("'%(name)s' began on %(day)s.", name=old.name, day=old.opened_on),
            next_step=text("Choose a later day for the change of operator."),
        )
    if Location.objects.filter(follows=old).exists():
        raise Conflict(
            text("Another location follows '%(name)s' already.", name=old.name)
        )
    if old.closed_on is None or old.closed_on > since:
        Location.objects.filter(pk=old.pk).update(closed_on=since)
        note_step(by, old, LocationStep.Step.HANDED_OVER, since, words)
    Location.objects.filter(pk=location.pk).update(follows=old)
    return old
