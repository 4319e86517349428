"""Who sleeps at a provider's own location tonight, by the provider's references."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.register.nights.contract import (
    Location,
    Stay,
    double_lets,
    guests_tonight,
)
from onderdak.web.account.contract import Request
from onderdak.web.nights.listing import guests_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Paging, Table
from onderdak.web.pages.values import number

_PAGE = 50


def guest_table(request: Request, location: Location, on: date) -> Table:
    """Tonight's guests of a location, 50 at a time in the order of the references."""
    everyone = guests_tonight(by=request.actor, location=location, on=on)
    after = request.GET.get("after", "").replace("\x00", "")
    stays = list(_after(everyone, after)[: _PAGE + 1])
    shown = stays[:_PAGE]
    return Table(
        name="guests",
        caption=_("Guests tonight"),
        note=_("Names are sealed; you see your own references."),
        columns=[
            Column(_("Reference"), row_header=True),
            Column(_("Room and bed")),
            Column(_("Since")),
            Column(_("Expected to leave")),
            Column(_("State")),
        ],
        rows=_rows(location, shown, on),
        empty=Empty(
            _("Nobody is declared for tonight."),
            _("Hand in a file with who sleeps here."),
            _("Hand in a file"),
            reverse("declare") + f"?location={location.pk}",
        ),
        paging=_paging(location, shown, len(stays) > _PAGE, after),
    )


def _after(everyone: QuerySet[Stay], key: str) -> QuerySet[Stay]:
    """A guest has one stay a night, so that the reference alone is the key."""
    return everyone.filter(guest__reference__gt=key) if key else everyone


def _paging(
    location: Location, shown: Sequence[Stay], more: bool, after: str
) -> Paging:
    if not shown:
        return Paging()
    told = _("%(shown)s of %(total)s guests") % {
        "shown": number(len(shown)),
        "total": number(guests_of(location)),
    }
    here = reverse("location", args=[location.pk])
    following = "?" + urlencode({"after": shown[-1].guest.reference})
    return Paging(
        next_url=following + "#guests-caption" if more else "",
        previous_url=here + "#guests-caption" if after else "",
        shown=told,
    )


def _rows(
    location: Location, shown: Sequence[Stay], on: date
) -> list[Sequence[object]]:
    rooms, beds = _labels(location, shown)
    twice = {
        stay
        for pair in double_lets(location, on).values_list(
            "first_stay_id", "second_stay_id"
        )
        for stay in pair
    }
    return [
        [
            stay.guest.reference,
            _place(rooms.get(stay.room_id), beds.get(stay.bed_id)),
            stay.arrival,
            stay.departure or stay.expected_departure,
            _state(stay.pk in twice),
        ]
        for stay in shown
    ]


def _labels(
    location: Location, shown: Sequence[Stay]
) -> tuple[dict[int | None, str], dict[int | None, str]]:
    """The labels of the rooms and beds on this page."""
    rooms = location.room_set.filter(pk__in={stay.room_id for stay in shown})
    beds = location.room_set.filter(bed__pk__in={stay.bed_id for stay in shown})
    return (
        dict(rooms.values_list("pk", "label")),
        dict(beds.values_list("bed__pk", "bed__label")),
    )


def _place(room: str | None, bed: str | None) -> str | None:
    if room is None:
        return None
    if bed is None:
        return _("room %(room)s") % {"room": room}
    return _("room %(room)s, bed %(bed)s") % {"room": room, "bed": bed}


def _state(twice: bool) -> Cell:
    if twice:
        return Cell(_("bed let twice"), kind="warning")
    return Cell(_("in order"), kind="success")
