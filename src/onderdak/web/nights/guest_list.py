"""Who sleeps at a provider's own location tonight, by the provider's references."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
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


@dataclass(frozen=True)
class _Page:
    """The guests that are shown, and whether there are more on either side."""

    stays: Sequence[Stay]
    has_next: bool
    has_previous: bool


def guest_table(request: Request, location: Location, on: date) -> Table:
    """Tonight's guests of a location, 50 at a time in the order of the references."""
    everyone = guests_tonight(by=request.actor, location=location, on=on)
    page = _page(everyone, _key(request, "after"), _key(request, "before"))
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
        rows=_rows(location, page.stays, on),
        empty=Empty(
            _("Nobody is declared for tonight."),
            _("Hand in a file with who sleeps here."),
            _("Hand in a file"),
            reverse("declare") + f"?location={location.pk}",
        ),
        paging=_paging(location, page),
    )


def _key(request: Request, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")


def _page(everyone: QuerySet[Stay], after: str, before: str) -> _Page:
    """One page by key; a guest has one stay a night, so the reference is the key."""
    if before:
        earlier = everyone.filter(guest__reference__lt=before)
        stays = list(earlier.order_by("-guest__reference", "-id")[: _PAGE + 1])
        return _Page(stays[:_PAGE][::-1], True, len(stays) > _PAGE)
    later = everyone.filter(guest__reference__gt=after) if after else everyone
    stays = list(later[: _PAGE + 1])
    return _Page(stays[:_PAGE], len(stays) > _PAGE, bool(after))


def _paging(location: Location, page: _Page) -> Paging:
    if not page.stays:
        return Paging()
    told = _("%(shown)s of %(total)s guests") % {
        "shown": number(len(page.stays)),
        "total": number(guests_of(location)),
    }
    first, last = page.stays[0].guest.reference, page.stays[-1].guest.reference
    return Paging(
        next_url=_beside("after", last) if page.has_next else "",
        previous_url=_beside("before", first) if page.has_previous else "",
        shown=told,
    )


def _beside(name: str, reference: str) -> str:
    return "?" + urlencode({name: reference}) + "#guests-caption"


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
            _state(stay, stay.pk in twice, on),
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


def _state(stay: Stay, twice: bool, on: date) -> Cell:
    if twice:
        return Cell(_("bed let twice"), kind="warning")
    expected = stay.expected_departure
    if stay.departure is None and expected is not None and expected <= on:
        return Cell(_("expected day has passed"), kind="info")
    return Cell(_("in order"), kind="success")
