"""What happened to a location, as its page shows it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onderdak.foundation.identity.contract import Actor, may
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract.regional import (
    APPLY_REGIONAL,
    CONSENT_TO_PUBLICITY,
    SEE_MANAGEMENT,
    SEE_PUBLICITY,
)
from onderdak.register.nights.contract import (
    CLOSE_LOCATION,
    CONFIRM_LOCATION,
    KEEP_LOCATION,
    REGISTER_LOCATION,
    Location,
    LocationCapacity,
    LocationStep,
)
from onderdak.register.nights.contract.locations import (
    capacities_of,
    closed_locations,
    closed_with_stays,
    steps_of,
    unsettled_locations,
)
from onderdak.web.pages.shapes import Cell, Column, Table, Todo

Step = LocationStep.Step
_CLOSED = 50
STEPS = {
    Step.REGISTERED: gettext_lazy("registered by the provider"),
    Step.ASKED: gettext_lazy("question of the municipality"),
    Step.ANSWERED: gettext_lazy("answered by the provider"),
    Step.CONFIRMED: gettext_lazy("confirmed by the municipality"),
    Step.REFUSED: gettext_lazy("refused by the municipality"),
    Step.HANDED_OVER: gettext_lazy("taken over by another operator"),
    Step.CLOSED: gettext_lazy("closed"),
    Step.REOPENED: gettext_lazy("in use again"),
}
CAPACITIES = {
    LocationCapacity.What.PERMITTED: gettext_lazy("Permitted places"),
    LocationCapacity.What.FACTUAL: gettext_lazy("Beds"),
}
STATES = {
    Location.State.PROPOSED: gettext_lazy("to be confirmed"),
    Location.State.ASKED: gettext_lazy("question to answer"),
    Location.State.REFUSED: gettext_lazy("refused"),
}


def life_of(actor: Actor, found: Location) -> dict[str, object]:
    """The state of a location, its history, and what this person may do about it."""
    steps = list(steps_of(by=actor, location=found)[:20])
    return {
        "standing": _standing(found, steps),
        "history": [_steps(steps), _capacities(actor, found)],
        "acts": list(_acts(actor, found)),
    }


def _standing(found: Location, steps: list[LocationStep]) -> dict[str, str] | None:
    """What is said above the page while the municipality has not confirmed it."""
    if found.state == Location.State.CONFIRMED:
        return None
    if found.state == Location.State.PROPOSED:
        return {
            "what": _("The municipality has not confirmed this location yet."),
            "why": _("Guests who stay here are declared all the same."),
        }
    what = (
        _("The municipality asks something about this location.")
        if found.state == Location.State.ASKED
        else _("The municipality refused this location.")
    )
    return {"what": what, "why": said_by_municipality(steps[0] if steps else None)}


def said_by_municipality(step: LocationStep | None) -> str:
    """The words of the last question or refusal."""
    if step is None or step.step not in {Step.ASKED, Step.REFUSED}:
        return ""
    return _("The municipality says: %(words)s") % {"words": step.words}


def _steps(steps: list[LocationStep]) -> Table:
    return Table(
        name="steps",
        caption=_("What happened to this location"),
        columns=[
            Column(_("From")),
            Column(_("What"), row_header=True),
            Column(_("Said")),
        ],
        rows=[[each.on, STEPS[Step(each.step)], each.words or None] for each in steps],
    )


def _capacities(actor: Actor, found: Location) -> Table:
    return Table(
        name="capacities",
        caption=_("Places, from date to date"),
        columns=[
            Column(_("From")),
            Column(_("What"), row_header=True),
            Column(_("Number"), numeric=True),
        ],
        rows=[
            [each.since, CAPACITIES[LocationCapacity.What(each.what)], each.places]
            for each in capacities_of(by=actor, location=found)[:20]
        ],
    )


def _acts(actor: Actor, found: Location) -> Iterator[Cell]:
    """Pages where something is done about this location."""
    town, provider = found.municipality_id, found.provider_id

    def link(name: str, label: str) -> Cell:
        return Cell(label, reverse(name, args=[found.pk]))

    if found.state == Location.State.PROPOSED and may(
        actor, CONFIRM_LOCATION, municipality=town
    ):
        yield link("location_confirm", _("Confirm, ask or refuse"))
    waits = found.state in {Location.State.ASKED, Location.State.REFUSED}
    if waits and may(actor, REGISTER_LOCATION, provider=found.provider_id):
        yield link("location_answer", _("Answer the municipality"))
    if may(actor, KEEP_LOCATION, municipality=town, provider=provider):
        yield link("location_rooms", _("Rooms and units"))
        yield link("location_capacity", _("Change the number of places"))
    if may(actor, SEE_MANAGEMENT, municipality=town, provider=provider):
        yield link("management", _("Management"))
    if may(actor, APPLY_REGIONAL, provider=provider):
        yield link("regional_apply", _("Ask for the regional certificate"))
    if may(actor, SEE_PUBLICITY, municipality=town, provider=provider):
        yield link("location_public", _("Address in the public list"))
        yield link("location_example", _("Tell a good example"))
    person = found.provider.kind == Provider.Kind.PERSON
    if person and may(actor, CONSENT_TO_PUBLICITY, provider=provider):
        yield link("own_name", _("Your name in the public list"))
    if may(actor, CLOSE_LOCATION, municipality=town, provider=provider):
        yield (
            link("location_close", _("Close this location"))
            if found.closed_on is None
            else link("location_reopen", _("Use this location again"))
        )
    if found.closed_on is None and may(actor, CONFIRM_LOCATION, municipality=town):
        yield link("location_hand_over", _("Another operator takes over"))


def state_tag(found: Location) -> Cell | None:
    """The state in a list, where the municipality has not confirmed a location."""
    if found.state == Location.State.CONFIRMED:
        return None
    return Cell(STATES[Location.State(found.state)], kind="warning")


def own_todos(actor: Actor) -> list[Todo]:
    """What a provider's manager has to do about its locations, for the first page."""
    provider = actor.grants[0].provider or 0
    if not may(actor, REGISTER_LOCATION, provider=provider):
        return []
    asked = unsettled_locations(by=actor, provider=provider).exclude(
        state=Location.State.PROPOSED
    )
    return [
        *[_about(each) for each in asked],
        *[_going_on(each) for each in closed_with_stays(by=actor, provider=provider)],
    ]


def _about(found: Location) -> Todo:
    return Todo(
        found.name,
        reverse("location_answer", args=[found.pk]),
        _("The municipality has a question")
        if found.state == Location.State.ASKED
        else _("The municipality refused this location"),
        _("needs a look"),
    )


def _going_on(found: Location) -> Todo:
    """Stays that go on in a location that has closed: they end or move."""
    staying = found.staying
    return Todo(
        found.name,
        reverse("location", args=[found.pk]),
        ngettext(
            "closed, but %(count)d stay goes on",
            "closed, but %(count)d stays go on",
            staying,
        )
        % {"count": staying},
        _("needs a look"),
    )


def own_closed(actor: Actor, on: date) -> dict[str, object]:
    """For a provider's manager: that it may register, and what it has closed."""
    provider = actor.grants[0].provider or 0
    if not may(actor, REGISTER_LOCATION, provider=provider):
        return {}
    closed = closed_locations(by=actor, provider=provider, on=on)[:_CLOSED]
    table = Table(
        name="closed",
        caption=_("Closed locations"),
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Municipality")),
            Column(_("Closed on")),
        ],
        rows=[
            [
                Cell(each.name, reverse("location", args=[each.pk])),
                each.municipality.name,
                each.closed_on,
            ]
            for each in closed
        ],
    )
    return {"may_register": True, "closed": table if table.rows else None}
