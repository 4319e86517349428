"""Closing, reopening, handing over, and how many places there are."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import check_may, may
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.contract import (
    CLOSE_LOCATION,
    CONFIRM_LOCATION,
    KEEP_LOCATION,
    Location,
    LocationCapacity,
    location_for,
)
from onderdak.register.nights.contract.locations import (
    change_capacity,
    close_location,
    count_stays_after,
    hand_over_location,
    reopen_location,
    stays_after,
)
from onderdak.web.account.contract import Request, ask, pages_of, with_task
from onderdak.web.nights.locating.crumbs import way_back
from onderdak.web.nights.locating.forms import (
    CapacityForm,
    CloseForm,
    HandOverForm,
    ReopenForm,
    latest,
)
from onderdak.web.pages.shapes import Column, Fact, Table

_SHOWN = 200


@with_task
def close(request: Request, pk: int) -> HttpResponse:
    """Close a location; who still stays there is listed to its provider."""
    on, actor = localdate(), request.actor
    found = _found(request, pk, on)
    check_may(
        actor,
        CLOSE_LOCATION,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    own = pages_of(actor) == "provider"
    form = CloseForm(request.POST or None, may_end=own, initial={"since": on})

    def change() -> str:
        given = form.cleaned_data
        close_location(
            by=actor,
            location=found,
            since=given["since"],
            on=on,
            end_stays=given.get("end_stays", False),
            words=given["words"],
        )
        return reverse("location", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Close")),
            "title": _("Close %(name)s") % {"name": found.name},
            "lead": _(
                "Nobody may stay there after the day of closing. What was declared"
                " before it stays in the register."
            ),
            "facts": [_staying(request, found, on)],
            "submit": _("Close the location"),
            "after_title": _("Who stays here"),
            "after": [_stays(request, found, on)] if own else [],
        },
        done=_("The location is closed."),
        change=change,
    )


def _found(request: Request, pk: int, on: date) -> Location:
    return location_for(by=request.actor, location=pk, on=on)


def _staying(request: Request, found: Location, on: date) -> Fact:
    count = count_stays_after(by=request.actor, location=found, since=on)
    return Fact(
        _("Stays after today"),
        ngettext("%(count)d stay", "%(count)d stays", count) % {"count": count},
    )


def _stays(request: Request, found: Location, on: date) -> Table:
    """The provider's own guests that are there still, by its own references."""
    going_on = stays_after(by=request.actor, location=found, since=on)[:_SHOWN]
    return Table(
        name="staying",
        caption=_("Stays that go on after today"),
        columns=[
            Column(_("Your own reference of the guest"), row_header=True),
            Column(_("Arrival")),
            Column(_("Departure")),
        ],
        rows=[
            [stay.guest.reference, stay.arrival, stay.departure or _("no end")]
            for stay in going_on
        ],
    )


@with_task
def reopen(request: Request, pk: int) -> HttpResponse:
    """Take a closed location into use again."""
    on, actor = localdate(), request.actor
    found = _found(request, pk, on)
    check_may(
        actor,
        CLOSE_LOCATION,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    form = ReopenForm(
        request.POST or None, initial={"since": latest(on, found.closed_on)}
    )

    def change() -> str:
        reopen_location(
            by=actor,
            location=found,
            since=form.cleaned_data["since"],
            words=form.cleaned_data["words"],
        )
        return reverse("location", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Use again")),
            "title": _("Use %(name)s again") % {"name": found.name},
            "facts": [Fact(_("Closed on"), found.closed_on)],
            "submit": _("Use the location again"),
        },
        done=_("The location is in use again."),
        change=change,
    )


@with_task
def capacity(request: Request, pk: int) -> HttpResponse:
    """Change how many places a location has, from a day on."""
    on, actor = localdate(), request.actor
    found = _found(request, pk, on)
    check_may(
        actor,
        KEEP_LOCATION,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    permits = may(actor, CONFIRM_LOCATION, municipality=found.municipality_id)
    form = CapacityForm(request.POST or None, may_permit=permits, initial={"since": on})

    def change() -> str:
        given = form.cleaned_data
        change_capacity(
            by=actor,
            location=found,
            what=LocationCapacity.What(given["what"]),
            places=given["places"],
            since=given["since"],
            on=on,
        )
        return reverse("location", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Places")),
            "title": _("Places of %(name)s") % {"name": found.name},
            "lead": _("What was so before stays known, with its dates."),
            "facts": [
                Fact(_("Permitted places"), found.permitted_capacity),
                Fact(_("Beds"), found.factual_capacity),
            ],
            "submit": _("Record the number"),
        },
        done=_("The number is recorded."),
        change=change,
    )


@with_task
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Record that another provider runs this house from a day on."""
    on, actor = localdate(), request.actor
    found = _found(request, pk, on)
    check_may(actor, CONFIRM_LOCATION, municipality=found.municipality_id)
    others = Provider.objects.filter(admission__municipality_id=found.municipality_id)
    names = others.exclude(pk=found.provider_id).order_by("name")
    form = HandOverForm(
        list(names.values_list("pk", "name")),
        request.POST or None,
        initial={"since": on},
    )

    def change() -> str:
        given = form.cleaned_data
        new = hand_over_location(
            by=actor,
            location=found,
            to=int(given["to"]),
            since=given["since"],
            name=given["name"],
            words=given["words"],
        )
        return reverse("location", args=[new])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Another operator")),
            "title": _("Another operator takes over %(name)s") % {"name": found.name},
            "lead": _(
                "The location of this operator closes that day, and one of the new"
                " operator begins. Neither sees the other's guests."
            ),
            "facts": [
                Fact(_("Provider"), found.provider.name),
                _staying(request, found, on),
            ],
            "submit": _("Record the change of operator"),
        },
        done=_("The change of operator is recorded."),
        change=change,
    )
