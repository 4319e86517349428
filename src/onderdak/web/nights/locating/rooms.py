"""Rooms, beds and units of a location."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.foundation.parties.contract import (
    PartAtAddress,
    Party,
    state_named_part,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    CONFIRM_LOCATION,
    KEEP_LOCATION,
    KEEP_ROOMS,
    Location,
    Unit,
    location_for,
)
from onderdak.register.nights.contract.locations import (
    RoomThere,
    add_unit,
    keep_room,
    remove_room,
    remove_unit,
    rooms_at,
    units_at,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.nights.locating.crumbs import way_back
from onderdak.web.nights.locating.forms import (
    OwnerForm,
    RoomForm,
    UnitForm,
    room_values,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


def _kept(request: Request, pk: int) -> Location:
    """A location that this person keeps, or keeps an eye on."""
    found = location_for(by=request.actor, location=pk, on=localdate())
    check_may(
        request.actor,
        KEEP_LOCATION,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    return found


@with_task
def rooms(request: Request, pk: int) -> HttpResponse:
    """All rooms and units of a location."""
    found = _kept(request, pk)
    by = request.actor
    keeps = may(by, KEEP_ROOMS, provider=found.provider_id)
    there = rooms_at(by=by, location=found)
    context = {
        "breadcrumbs": way_back(found, _("Rooms and units")),
        "location": found,
        "keeps_rooms": keeps,
        "facts": _totals(found, there),
        "rooms": _rooms(found, there, linked=keeps),
        "units": _units(by, found),
    }
    return render(request, "nights/locating/rooms.html", context)


def _totals(found: Location, there: list[RoomThere]) -> list[Fact]:
    beds = sum(len(room.beds) for room in there)
    return [
        Fact(_("Permitted places"), found.permitted_capacity),
        Fact(_("Beds, as was said"), found.factual_capacity),
        Fact(_("Beds in the rooms below"), beds),
    ]


def _rooms(found: Location, there: list[RoomThere], *, linked: bool) -> Table:
    def name(room: RoomThere) -> Cell:
        url = reverse("location_room", args=[found.pk, room.id]) if linked else ""
        return Cell(room.label, url)

    return Table(
        name="rooms",
        caption=_("Rooms"),
        columns=[
            Column(_("Room"), row_header=True),
            Column(_("Floor"), numeric=True),
            Column(_("Unit")),
            Column(_("Beds")),
        ],
        rows=[
            [name(room), room.floor, room.unit_label or None, ", ".join(room.beds)]
            for room in there
        ],
        empty=Empty(
            _("No room is known here yet."),
            _("Rooms come by declaring guests in them, or are added here."),
        ),
    )


def _units(by: Actor, found: Location) -> Table:
    states = may(by, CONFIRM_LOCATION, municipality=found.municipality_id)

    def name(unit: Unit) -> Cell:
        owned = states and unit.address_id is not None
        url = reverse("location_owner", args=[found.pk, unit.pk]) if owned else ""
        return Cell(unit.label, url)

    return Table(
        name="units",
        caption=_("Units"),
        note=_("choose a unit to record its owner") if states else "",
        columns=[Column(_("Unit"), row_header=True), Column(_("Address"))],
        rows=[[name(unit), unit.address] for unit in units_at(by=by, location=found)],
        empty=Empty(
            _("This location has no units."),
            _("A park has units, each with its own address and owner."),
        ),
    )


@with_task
def room(request: Request, pk: int, room: int | None = None) -> HttpResponse:
    """Add a room, or change one."""
    found = _kept(request, pk)
    by = request.actor
    check_may(by, KEEP_ROOMS, provider=found.provider_id)
    chosen = _chosen(by, found, room) if room is not None else None
    form = RoomForm(
        units_at(by=by, location=found),
        request.POST or None,
        initial=room_values(chosen) if chosen else {},
    )

    def change() -> str:
        keep_room(by=by, location=found, facts=form.facts, room=room)
        return reverse("location_rooms", args=[pk])

    title = _("Room %(room)s") % {"room": chosen.label} if chosen else _("Add a room")
    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, title),
            "title": title,
            "submit": _("Save the room"),
            "removals": [_removal(found, chosen)] if chosen else [],
        },
        done=_("The room is saved."),
        change=change,
    )


def _chosen(by: Actor, found: Location, room: int) -> RoomThere:
    there = {each.id: each for each in rooms_at(by=by, location=found)}
    if room not in there:
        raise NotFound(text("There is no such room at this location."))
    return there[room]


def _removal(found: Location, room: RoomThere) -> dict[str, str]:
    return {
        "label": _("Remove this room"),
        "url": reverse("location_room_remove", args=[found.pk, room.id]),
        "gone": _("Room %(room)s and its beds. What was slept in cannot be removed.")
        % {"room": room.label},
    }


@with_task
@require_POST
def room_gone(request: Request, pk: int, room: int) -> HttpResponse:
    """Remove a room in which nobody slept."""
    remove_room(by=request.actor, location=_kept(request, pk), room=room)
    messages.success(request, _("The room is removed."))
    return HttpResponseRedirect(reverse("location_rooms", args=[pk]))


@with_task
def unit(request: Request, pk: int) -> HttpResponse:
    """Add a unit of a park."""
    found = _kept(request, pk)
    form = UnitForm(request.POST or None, initial={"town": found.address.town})

    def change() -> str:
        add_unit(
            by=request.actor,
            location=found,
            label=form.cleaned_data["label"],
            address=form.own_address,
        )
        return reverse("location_rooms", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Add a unit")),
            "title": _("Add a unit"),
            "lead": _("A unit with an address of its own, such as a chalet."),
            "submit": _("Add the unit"),
        },
        done=_("The unit is added."),
        change=change,
    )


@with_task
@require_POST
def unit_gone(request: Request, pk: int, unit: int) -> HttpResponse:
    """Remove a unit without rooms."""
    remove_unit(by=request.actor, location=_kept(request, pk), unit=unit)
    messages.success(request, _("The unit is removed."))
    return HttpResponseRedirect(reverse("location_rooms", args=[pk]))


@with_task
def owner(request: Request, pk: int, unit: int) -> HttpResponse:
    """State who owns a unit, with the evidence; for the municipality only."""
    found = _kept(request, pk)
    by = request.actor
    check_may(by, CONFIRM_LOCATION, municipality=found.municipality_id)
    chosen = units_at(by=by, location=found).filter(pk=unit).first()
    if chosen is None or chosen.address is None:
        raise NotFound(text("There is no such unit at this location."))
    address = chosen.address
    form = OwnerForm(request.POST or None)

    def change() -> str:
        given = form.cleaned_data
        state_named_part(
            by=by,
            address=address,
            name=given["name"],
            kind=Party.Kind(given["kind"]),
            part=PartAtAddress.Part.OWNER,
            since=given["since"],
            evidence=PartAtAddress.Evidence(given["evidence"]),
            evidence_reference=given["reference"],
        )
        return reverse("location_rooms", args=[pk])

    known = PartAtAddress.objects.filter(
        address=address, part=PartAtAddress.Part.OWNER
    ).select_related("party")
    facts = [Fact(_("Address"), address)]
    facts += [Fact(_("Owner on record"), each.party.name) for each in known]
    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Owner")),
            "title": _("Owner of %(unit)s") % {"unit": chosen.label},
            "lead": _(
                "Two owners on record at once are both kept, and marked as disputed."
            ),
            "facts": facts,
            "submit": _("Record the owner"),
        },
        done=_("The owner is recorded."),
        change=change,
    )
