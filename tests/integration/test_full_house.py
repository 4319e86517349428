"""A full house on one night: who is absent ends, who moved has moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    Declared,
    DeclaredStay,
    FullHouse,
    Guest,
    GuestTonight,
    Location,
    NightConfirmation,
    Stay,
    confirm_night,
    declare_full_house,
    declare_stays,
)
from onderdak.register.nights.models import SupersededStay
from tests.world import House, Town, acting, add_location, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
ANNA = Identity("Anna Voorbeeld-Nowak", "Poznań", "passport")
BOB = Identity("Bob Voorbeeld", "Gdańsk", "identity_card")


@dataclass(frozen=True)
class Scene:
    """A house in a town, seen by its manager."""

    town: Town
    house: House
    second: Location


@pytest.fixture
def scene() -> Iterator[Scene]:
    town = make_town("GM9001", "Eenstad")
    house = make_house(town, "Huis")
    both = Scope(
        municipalities=frozenset({town.code}), providers=frozenset({house.provider})
    )
    with scope(both):
        second = add_location(house.provider, town, "Tweede", capacity=5)
    with scope(acting(house.manager)):
        yield Scene(town, house, second)


def _declare(scene: Scene, *rows: DeclaredStay, **more: Any) -> Declared:
    return declare_stays(
        by=scene.house.manager,
        location=scene.house.location,
        rows=rows,
        on=TODAY,
        channel="page",
        **more,
    )


def _row(scene: Scene, reference: str, arrival: date, **more: Any) -> DeclaredStay:
    return DeclaredStay(
        **{
            "line": sum(map(ord, reference)) * 1000 + arrival.toordinal() % 1000,
            "location_id": scene.house.location.pk,
            "reference": reference,
            "identity": ANNA._replace(name=f"Anna Voorbeeld-{reference}"),
            "arrival": arrival,
            **more,
        }
    )


def _house(scene: Scene, *guests: GuestTonight, **more: Any) -> FullHouse:
    known: dict[str, Any] = {
        "by": scene.house.manager,
        "location": scene.house.location,
        "night": TODAY,
        "guests": guests,
        "on": TODAY,
        "channel": "api",
    }
    return declare_full_house(**known | more)


def _stays(reference: str) -> list[tuple[date, date | None]]:
    stays = Stay.objects.filter(guest__reference=reference).order_by("arrival")
    return list(stays.values_list("arrival", "departure"))


def test_who_is_absent_has_left_and_who_is_there_stays(scene: Scene) -> None:
    _declare(
        scene,
        _row(scene, "A", TODAY - 9 * DAY),
        _row(scene, "B", TODAY - 9 * DAY, departure=TODAY + 9 * DAY),
        _row(scene, "C", TODAY),
    )
    found = _house(scene, GuestTonight(1, "A"))
    assert (found.declared.ended, found.declared.withdrawn) == (1, 1)
    assert _stays("A") == [(TODAY - 9 * DAY, None)]
    assert _stays("B") == [(TODAY - 9 * DAY, TODAY)]
    assert _stays("C") == []
    assert SupersededStay.objects.count() == 2


def test_the_same_house_again_changes_nothing(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY - 9 * DAY))
    guests = (GuestTonight(1, "A"), GuestTonight(2, "N", identity=BOB, room="3"))
    _house(scene, *guests)
    again = _house(scene, *guests)
    assert (again.declared.unchanged, again.declared.accepted) == (2, 0)
    assert again.declared.left_out == []
    assert NightConfirmation.objects.count() == 1


def test_what_begins_later_is_kept_and_told(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY + 3 * DAY))
    found = _house(scene)
    assert [(c.reference, c.arrival) for c in found.conflicts] == [
        ("A", TODAY + 3 * DAY)
    ]
    assert _stays("A") == [(TODAY + 3 * DAY, None)]


def test_someone_expected_later_who_is_there_already_is_brought_forward(
    scene: Scene,
) -> None:
    leaves = TODAY + 20 * DAY
    _declare(scene, _row(scene, "A", TODAY + 3 * DAY, departure=leaves))
    found = _house(scene, GuestTonight(1, "A"))
    assert _stays("A") == [(TODAY, leaves)]
    assert found.conflicts == []


def test_someone_who_came_back_later_slept_here_one_night_more_and_no_others(
    scene: Scene,
) -> None:
    night = TODAY - 30 * DAY
    _declare(scene, _row(scene, "A", TODAY - 5 * DAY))
    found = _house(scene, GuestTonight(1, "A"), night=night)
    assert not found.declared.errors
    assert _stays("A") == [(night, night + DAY), (TODAY - 5 * DAY, None)]


def test_the_night_before_an_arrival_is_added_to_the_stay(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY - 5 * DAY))
    _house(scene, GuestTonight(1, "A"), night=TODAY - 6 * DAY)
    assert _stays("A") == [(TODAY - 6 * DAY, None)]


def test_a_move_cuts_the_stay_and_keeps_where_the_guest_slept(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY - 9 * DAY, room="1", bed="1a"))
    found = _house(scene, GuestTonight(1, "A", room="2", bed="2b"))
    assert not found.declared.errors
    assert _stays("A") == [(TODAY - 9 * DAY, TODAY), (TODAY, None)]
    labels = dict(scene.house.location.room_set.values_list("pk", "label"))
    rooms = Stay.objects.order_by("arrival").values_list("room_id", flat=True)
    assert [labels[pk] for pk in rooms] == ["1", "2"]


def test_a_move_on_the_day_of_arrival_is_a_correction(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY, room="1"))
    _house(scene, GuestTonight(1, "A", room="2"))
    assert _stays("A") == [(TODAY, None)]


def test_a_stranger_without_a_name_stops_the_whole(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY - 9 * DAY))
    found = _house(scene, GuestTonight(7, "NEW"))
    assert [(e.line, e.field) for e in found.declared.errors] == [(7, "name")]
    assert not found.confirmed
    assert _stays("A") == [(TODAY - 9 * DAY, None)]
    assert not Guest.objects.filter(reference="NEW").exists()


def test_one_guest_twice_in_the_list_is_told_with_the_lines_of_the_list(
    scene: Scene,
) -> None:
    found = _house(
        scene,
        GuestTonight(3, "N", identity=BOB),
        GuestTonight(4, "N", identity=BOB),
    )
    (error,) = found.declared.errors
    assert error.line == 4
    assert "line 3" in str(error.message)


def test_a_night_before_the_newest_confirmed_one_asks_for_force(scene: Scene) -> None:
    _house(scene)
    with pytest.raises(Conflict, match="was confirmed already"):
        _house(scene, night=TODAY - DAY)
    assert _house(scene, night=TODAY - DAY, force=True).confirmed


@pytest.mark.parametrize("night", [TODAY + DAY, date(1999, 12, 31)])
def test_a_night_to_come_or_before_the_house_is_refused(
    scene: Scene, night: date
) -> None:
    with pytest.raises(Invalid):
        _house(scene, night=night)


def test_a_list_complete_for_a_period_ends_and_withdraws_what_it_lacks(
    scene: Scene,
) -> None:
    march = DateRange(date(2026, 3, 1), date(2026, 4, 1))
    _declare(
        scene,
        _row(scene, "BEFORE", date(2026, 1, 1), departure=date(2026, 3, 1)),
        _row(scene, "INTO", date(2026, 1, 1)),
        _row(scene, "WITHIN", date(2026, 3, 5), departure=date(2026, 3, 6)),
        _row(scene, "AFTER", date(2026, 4, 1)),
        _row(scene, "THERE", date(2026, 2, 1)),
    )
    told = _declare(scene, _row(scene, "THERE", date(2026, 2, 1)), complete=march)
    assert {(o.reference, o.ends_on) for o in told.left_out} == {
        ("INTO", march.start),
        ("WITHIN", None),
    }
    assert _stays("BEFORE") == [(date(2026, 1, 1), date(2026, 3, 1))]
    assert _stays("INTO") == [(date(2026, 1, 1), march.start)]
    assert _stays("WITHIN") == []
    assert _stays("AFTER") == [(date(2026, 4, 1), None)]


def test_without_that_word_nobody_is_left_out(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY), _row(scene, "B", TODAY))
    told = _declare(scene, _row(scene, "A", TODAY))
    assert told.left_out == []
    assert _stays("B") == [(TODAY, None)]


def test_a_complete_list_with_a_bad_row_leaves_nobody_out(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY), _row(scene, "B", TODAY))
    bad = _row(scene, "X", TODAY, identity=None)
    told = _declare(
        scene,
        _row(scene, "A", TODAY),
        bad,
        complete=DateRange(TODAY, None),
        accept_good=True,
    )
    assert [error.line for error in told.errors] == [bad.line]
    assert _stays("B") == [(TODAY, None)]


def test_preview_tells_who_would_end_and_ends_nobody(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY - DAY))
    told = _declare(scene, complete=DateRange(TODAY, None), preview=True)
    assert [o.reference for o in told.left_out] == ["A"]
    assert _stays("A") == [(TODAY - DAY, None)]


def test_a_guest_moves_to_another_house_in_one_complete_list(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY - 9 * DAY))
    told = _declare(
        scene,
        _row(scene, "A", TODAY, location_id=scene.second.pk),
        complete=DateRange(TODAY, None),
    )
    assert not told.errors
    assert _stays("A") == [(TODAY - 9 * DAY, TODAY), (TODAY, None)]


def test_initials_are_kept_with_the_reference_and_follow_a_correction(
    scene: Scene,
) -> None:
    _declare(scene, _row(scene, "A", TODAY, identity=ANNA))
    assert Guest.objects.get(reference="A").initials == "AV"
    _declare(scene, _row(scene, "A", TODAY, identity=BOB._replace(name="Żaneta K")))
    assert Guest.objects.get(reference="A").initials == "ŻK"


def test_a_row_without_a_name_keeps_who_is_known(scene: Scene) -> None:
    _declare(scene, _row(scene, "A", TODAY, identity=ANNA))
    told = _declare(scene, _row(scene, "A", TODAY, identity=None))
    assert told.unchanged == 1


def test_where_someone_works_is_not_kept_without_a_by_law(scene: Scene) -> None:
    told = _declare(scene, _row(scene, "A", TODAY, work_municipality="Eenstad"))
    assert Stay.objects.get().work_municipality == ""
    assert len(told.notes) == 1


def test_the_night_of_another_house_is_not_confirmed(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        confirm_night(
            by=scene.town.officer,
            location=scene.house.location,
            night=TODAY,
            on=TODAY,
            channel="page",
        )


def test_a_confirmation_stays_what_it_is(scene: Scene) -> None:
    made = confirm_night(
        by=scene.house.manager,
        location=scene.house.location,
        night=TODAY,
        on=TODAY,
        channel="page",
    )
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        NightConfirmation.objects.filter(pk=made.pk).update(guests=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        NightConfirmation.objects.create(
            municipality_id=scene.town.code,
            provider_id=scene.house.provider,
            location_id=10**9,
            night=TODAY,
            guests=1,
            channel="page",
            confirmed_by_id=1,
        )
