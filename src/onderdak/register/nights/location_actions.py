"""A provider registers its location; the municipality confirms, asks or refuses.

People may be declared there from the first day, whatever the state: who offers a stay
keeps the register anyhow (art. 438 Sr).
"""

from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.parties.contract import Admission
from onderdak.foundation.places.contract import (
    Address,
    NewAddress,
    propose_address,
    take_over_address,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import (
    CONFIRM_LOCATION,
    REGISTER_LOCATION,
)
from onderdak.register.nights.location_lines import (
    changed_meanwhile,
    name_once,
    note_capacity,
    note_step,
    take_over,
)
from onderdak.register.nights.models import Location, LocationCapacity, LocationStep

ROOM = "nights"
Step = LocationStep.Step
What = LocationCapacity.What
_MENDABLE = (Location.State.ASKED, Location.State.REFUSED)


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """What a provider says about a location of its own."""

    name: str
    kind: Location.Kind
    address: NewAddress
    opened_on: date
    claimed_places: int | None = None
    beds: int | None = None
    words: str = ""


@action
def register_location(
    *, by: Actor, provider: int, municipality: str, facts: HouseFacts, on: date
) -> int:
    """Register a location of one's own; it waits for the municipality to confirm it.

    What the permit allows is the provider's claim until then. Returns its number.

    Raises:
        NotFound: the provider is not admitted to this municipality.
        Invalid: the postcode cannot be right, or a name is missing.
        Conflict: the provider has a location of this name.
    """
    check_may(by, REGISTER_LOCATION, provider=provider)
    require_room(municipality, ROOM, on)
    _check_admitted(provider, municipality)
    name = _name(facts)
    address = propose_address(
        municipality=municipality, provider=provider, address=facts.address
    )
    with name_once(name):
        made = Location.objects.create(
            municipality_id=municipality,
            provider_id=provider,
            address=address,
            name=name,
            kind=facts.kind,
            factual_capacity=facts.beds,
            opened_on=facts.opened_on,
            state=Location.State.PROPOSED,
        )
    note_capacity(by, made, What.FACTUAL, facts.beds, since=facts.opened_on)
    _step(by, made, Step.REGISTERED, on, facts.words, facts.claimed_places)
    return made.pk


def _check_admitted(provider: int, municipality: str) -> None:
    if not Admission.objects.filter(
        provider_id=provider, municipality_id=municipality
    ).exists():
        raise NotFound(
            text("Your organisation is not admitted to this municipality."),
            next_step=text("Ask the municipality to admit you first."),
        )


def _name(facts: HouseFacts) -> str:
    """A name says which location is meant."""
    if not facts.name.strip():
        raise Invalid(text("A location needs a name."))
    return facts.name.strip()


@action
def answer_about_location(
    *, by: Actor, location: Location, facts: HouseFacts, on: date
) -> None:
    """Mend what the municipality asked about or refused, and ask again.

    Raises:
        Conflict: there is nothing to answer, or somebody else was first.
    """
    check_may(by, REGISTER_LOCATION, provider=location.provider_id)
    name = _name(facts)
    address = propose_address(
        municipality=location.municipality_id,
        provider=location.provider_id,
        address=facts.address,
    )
    with name_once(name):
        _change_from(
            location,
            _MENDABLE,
            state=Location.State.PROPOSED,
            name=name,
            kind=facts.kind,
            address=address,
            opened_on=facts.opened_on,
            factual_capacity=facts.beds,
        )
    if facts.beds != location.factual_capacity:
        note_capacity(by, location, What.FACTUAL, facts.beds, since=on)
    _step(by, location, Step.ANSWERED, on, facts.words, facts.claimed_places)


@action
def confirm_location(
    *,
    by: Actor,
    location: Location,
    address: NewAddress,
    permitted: int | None,
    on: date,
    follows: int | None = None,
    words: str = "",
) -> None:
    """Confirm a registered location, its address, and how many places are permitted.

    Args:
        address: the address as the municipality knows it, with its BAG number if known.
        follows: the location of the operator before, at the same address; it closes on
            the day on which this one opens, when it has not.

    Raises:
        Conflict: it does not wait for confirmation any more.
        Invalid: the postcode or BAG number cannot be right.
    """
    check_may(by, CONFIRM_LOCATION, municipality=location.municipality_id)
    own = take_over_address(
        municipality=location.municipality_id,
        proposed=Address.objects.get(pk=location.address_id),
        address=address,
    )
    _change_from(
        location,
        (Location.State.PROPOSED,),
        state=Location.State.CONFIRMED,
        address=own,
        permitted_capacity=permitted,
    )
    note_capacity(by, location, What.PERMITTED, permitted, since=location.opened_on)
    location.address = own
    if follows is not None:
        old = take_over(
            by, location, before=follows, since=location.opened_on, words=words
        )
        _tell(by, old, Step.HANDED_OVER)
    _step(by, location, Step.CONFIRMED, on, words)


@action
def ask_about_location(*, by: Actor, location: Location, on: date, words: str) -> None:
    """Ask the provider about a registered location before deciding.

    Raises:
        Invalid: nothing is asked.
        Conflict: it does not wait for confirmation any more.
    """
    check_may(by, CONFIRM_LOCATION, municipality=location.municipality_id)
    _check_words(words)
    _change_from(location, (Location.State.PROPOSED,), state=Location.State.ASKED)
    _step(by, location, Step.ASKED, on, words)


@action
def refuse_location(*, by: Actor, location: Location, on: date, words: str) -> None:
    """Refuse a registered location, saying why; what was declared there stays.

    Raises:
        Invalid: no reason is given.
        Conflict: it does not wait for confirmation any more.
    """
    check_may(by, CONFIRM_LOCATION, municipality=location.municipality_id)
    _check_words(words)
    _change_from(location, (Location.State.PROPOSED,), state=Location.State.REFUSED)
    _step(by, location, Step.REFUSED, on, words)


def _check_words(words: str) -> None:
    if not words.strip():
        raise Invalid(
            text("Say why."),
            why=text("The provider reads it and must know what to do."),
        )


def _change_from(
    location: Location, states: tuple[Location.State, ...], **values: object
) -> None:
    """Change a location that is still in one of these states; one of two is first."""
    still = Location.objects.filter(pk=location.pk, state__in=states)
    if still.update(**values) != 1:
        raise changed_meanwhile()


def _step(
    by: Actor,
    location: Location,
    step: LocationStep.Step,
    on: date,
    words: str = "",
    claimed: int | None = None,
) -> None:
    note_step(by, location, step, on, words, claimed=claimed)
    _tell(by, location, step)


def _tell(by: Actor, location: Location, step: LocationStep.Step) -> None:
    record_event(
        by=by,
        action=f"nights.location_{step}",
        object=f"location {location.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    announce(
        f"nights.location_{step}",
        {
            "location": location.pk,
            "municipality": location.municipality_id,
            "provider": location.provider_id,
        },
    )
