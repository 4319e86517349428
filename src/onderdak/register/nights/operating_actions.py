"""Closing, reopening and handing over a location, and how many places it has."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    action,
    check_may,
    may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.parties.contract import Admission
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.actions import declare_stays
from onderdak.register.nights.bulk.work import wait_for_turn
from onderdak.register.nights.domain.permissions import (
    CLOSE_LOCATION,
    CONFIRM_LOCATION,
    KEEP_LOCATION,
)
from onderdak.register.nights.location_lines import (
    name_once,
    note_capacity,
    note_step,
    take_over,
)
from onderdak.register.nights.models import (
    Declaration,
    Location,
    LocationCapacity,
    LocationStep,
    Stay,
    Unit,
)

Step = LocationStep.Step
What = LocationCapacity.What
_COLUMN = {What.PERMITTED: "permitted_capacity", What.FACTUAL: "factual_capacity"}


@action
def close_location(
    *,
    by: Actor,
    location: Location,
    since: date,
    on: date,
    end_stays: bool = False,
    words: str = "",
) -> int:
    """Close a location from a day on; returns how many stays ended with it.

    Stays that go on after that day end or move first, unless the provider chooses that
    they end with it: what was declared for later nights is then withdrawn.

    Args:
        since: the first night on which nobody sleeps there.
        end_stays: end what goes on; only the provider can, it keeps the register.

    Raises:
        Conflict: people stay there after that day, or it is closed already.
        Invalid: the day is not after the location's first.
    """
    check_may(
        by,
        CLOSE_LOCATION,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    current = _held(location)
    if current.closed_on is not None and current.closed_on <= since:
        raise Conflict(
            text("This location is closed since %(day)s.", day=current.closed_on)
        )
    if since <= current.opened_on:
        raise Invalid(
            text(
                "A location closes after its first day, %(day)s.", day=current.opened_on
            )
        )
    ended = _nobody_after(by, current, since, on, end_stays=end_stays)
    Location.objects.filter(pk=location.pk).update(closed_on=since)
    note_step(by, location, Step.CLOSED, since, words)
    _tell(by, location, "nights.location_closed", ended)
    return ended


def _held(location: Location) -> Location:
    """The location as it is now, held against others; declaring waits for us too.

    The same lock that a declaration takes first: it has planned its rows when it comes
    to any other.
    """
    wait_for_turn(location.provider_id)
    return Location.objects.select_for_update().get(pk=location.pk)


def _nobody_after(
    by: Actor, location: Location, since: date, on: date, *, end_stays: bool
) -> int:
    """How many stays ended so that nobody sleeps there from a night on."""
    staying = Stay.objects.filter(location=location, ends__gt=since).count()
    if not staying:
        return 0
    if not end_stays:
        raise Conflict(
            text("%(count)s stays go on after %(day)s.", count=staying, day=since),
            why=text("A closed location has no guests."),
            next_step=text(
                "Let the provider end or move them first, or end them with the closing."
            ),
        )
    done = declare_stays(
        by=by,
        location=location,
        rows=[],
        on=on,
        channel=Declaration.Channel.PAGE,
        source_name="closing",
        complete=DateRange(since, None),
    )
    return len(done.left_out)


@action
def reopen_location(
    *, by: Actor, location: Location, since: date, words: str = ""
) -> None:
    """Take a closed location into use again from a day on.

    Raises:
        Conflict: it is not closed, or another operator has followed.
        Invalid: the day lies before the closing.
    """
    check_may(
        by,
        CLOSE_LOCATION,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    current = _held(location)
    if current.closed_on is None:
        raise Conflict(text("This location is not closed."))
    handed = LocationStep.objects.filter(location=current, step=Step.HANDED_OVER)
    if handed.exists():
        raise Conflict(
            text("Another operator has taken this location over."),
            next_step=text("Register it again under a new name."),
        )
    _check_own_closing(by, current)
    if since < current.closed_on:
        raise Invalid(
            text("It was in use until %(day)s.", day=current.closed_on),
            next_step=text("Choose that day or a later one."),
        )
    Location.objects.filter(pk=current.pk).update(closed_on=None)
    note_step(by, location, Step.REOPENED, since, words)
    _tell(by, location, "nights.location_reopened")


def _check_own_closing(by: Actor, location: Location) -> None:
    """A provider takes back its own closing, not that of the municipality."""
    if may(by, CONFIRM_LOCATION, municipality=location.municipality_id):
        return
    closings = LocationStep.objects.filter(location=location, step=Step.CLOSED)
    closed_by = closings.order_by("-id").values_list("actor_id", flat=True).first()
    own = Membership.objects.filter(
        provider_id=location.provider_id, user_id=closed_by or 0
    )
    if not own.exists():
        raise Conflict(
            text("Your organisation did not close this location."),
            next_step=text("Ask the municipality to open it again."),
        )


@action
def hand_over_location(
    *,
    by: Actor,
    location: Location,
    to: int,
    since: date,
    name: str = "",
    words: str = "",
) -> int:
    """Record that another provider runs a house from a day on; returns the new number.

    The old location closes that day, the new one begins, linked by `follows`. Rooms,
    guests and stays of the old operator stay its own; its stays that go on after that
    day are listed to it until it ends them.

    Raises:
        NotFound: the new operator is not admitted here.
        Conflict: someone follows already, or the name is taken.
    """
    check_may(by, CONFIRM_LOCATION, municipality=location.municipality_id)
    municipality = location.municipality_id
    if not Admission.objects.filter(
        provider_id=to, municipality_id=municipality
    ).exists():
        raise NotFound(
            text("Provider %(number)s is not admitted here.", number=to),
            next_step=text("Admit it first: `onderdak provider admit`."),
        )
    if to == location.provider_id:
        raise Conflict(text("This provider runs the location already."))
    called = name.strip() or location.name
    with name_once(called):
        new = Location.objects.create(
            municipality_id=municipality,
            provider_id=to,
            address_id=location.address_id,
            name=called,
            kind=location.kind,
            permitted_capacity=location.permitted_capacity,
            opened_on=since,
        )
    take_over(by, new, before=location.pk, since=since, words=words)
    _same_units(location, new)
    note_capacity(by, new, What.PERMITTED, new.permitted_capacity, since=since)
    note_step(by, new, Step.CONFIRMED, since, words)
    _tell(by, location, "nights.location_handed_over")
    _tell(by, new, "nights.location_taken_over")
    return new.pk


def _same_units(old: Location, new: Location) -> None:
    """The units of a park stand where they stood, whoever runs it."""
    Unit.objects.bulk_create(
        Unit(
            municipality_id=new.municipality_id,
            provider_id=new.provider_id,
            location=new,
            label=unit.label,
            address_id=unit.address_id,
            dwelling_object_id=unit.dwelling_object_id,
        )
        for unit in Unit.objects.filter(location=old).order_by("id")
    )


@action
def change_capacity(
    *,
    by: Actor,
    location: Location,
    what: LocationCapacity.What,
    places: int | None,
    since: date,
    on: date,
) -> None:
    """Change how many places a location has, from a day on; what was so is kept.

    What is permitted is the municipality's word; how many beds there are either's.

    Raises:
        Invalid: the day lies in the future, or before the location began.
    """
    if what == What.PERMITTED:
        check_may(by, CONFIRM_LOCATION, municipality=location.municipality_id)
    else:
        check_may(
            by,
            KEEP_LOCATION,
            municipality=location.municipality_id,
            provider=location.provider_id,
        )
    if not location.opened_on <= since <= on:
        raise Invalid(
            text("Choose a day between the location's first day and today."),
        )
    current = Location.objects.select_for_update().get(pk=location.pk)
    known = LocationCapacity.objects.filter(location=current, what=what)
    if not known.exists():
        before = getattr(current, _COLUMN[what])
        note_capacity(by, current, what, before, since=current.opened_on)
    note_capacity(by, current, what, places, since=since)
    latest = known.order_by("-since", "-id").values_list("places", flat=True)[0]
    Location.objects.filter(pk=current.pk).update(**{_COLUMN[what]: latest})
    _tell(by, location, f"nights.{what}_capacity_changed", places)


def _tell(by: Actor, location: Location, name: str, count: int | None = None) -> None:
    record_event(
        by=by,
        action=name,
        object=f"location {location.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
        detail={"count": count} if count is not None else None,
    )
    announce(
        name,
        {
            "location": location.pk,
            "municipality": location.municipality_id,
            "provider": location.provider_id,
        },
    )
