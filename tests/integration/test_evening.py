"""Taps of an evening: each acts once, in its order, and can be taken back."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import Conflict, NotAllowed
from onderdak.register.nights.contract import (
    DeclaredStay,
    declare_stays,
)
from onderdak.register.nights.contract.evenings import (
    Act,
    Answer,
    Evening,
    Place,
    Tapped,
    evening_of,
    here_since,
    tap,
)
from onderdak.register.nights.models import (
    Declaration,
    DoubleLet,
    Guest,
    NightConfirmation,
    Stay,
    SupersededStay,
    Tap,
)
from tests.world import House, acting, make_house, make_town

pytestmark = pytest.mark.django_db
TONIGHT = date(2026, 11, 21)
EARLIER = date(2026, 11, 3)
ANNA = Identity("Anna Voorbeeld", "Voorbeeldowo", "passport")
PIOTR = Identity("Piotr Proef", "Voorbeeldowo", "identity_card")


@pytest.fixture
def house() -> House:
    return make_house(make_town("GM9001", "Teststad"), "Pension Test")


def _sleeps(house: House, reference: str, identity: Identity, **more: Any) -> int:
    known: dict[str, Any] = {"arrival": EARLIER, "room": "1", "bed": "A", **more}
    row = DeclaredStay(1, house.location.pk, reference, identity, **known)
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=[row],
            on=TONIGHT,
            channel=Declaration.Channel.FILE,
        )
        assert not done.errors
        return Guest.objects.get(reference=reference).pk


def _do(house: House, act: Act, **more: Any) -> Answer:
    known: dict[str, Any] = {"key": uuid4(), "act": act, "night": TONIGHT, **more}
    tapped = Tapped(**known)
    return _send(house, tapped)


def _send(house: House, tapped: Tapped) -> Answer:
    with scope(acting(house.manager)):
        return tap(by=house.manager, location=house.location, tapped=tapped, on=TONIGHT)


def _evening(house: House, night: date = TONIGHT) -> Evening:
    with scope(acting(house.manager)):
        return evening_of(by=house.manager, location=house.location, night=night)


def _stays(house: House) -> list[tuple[date, date | None, str]]:
    with scope(acting(house.manager)):
        rooms = dict(house.location.room_set.values_list("pk", "label"))
        return [
            (stay.arrival, stay.departure, rooms.get(stay.room_id or 0, ""))
            for stay in Stay.objects.order_by("arrival", "id")
        ]


def test_the_list_shows_initials_and_never_a_name(house: House) -> None:
    _sleeps(house, "A-1", ANNA)
    (one,) = _evening(house).guests
    assert (one.initials, one.reference, one.place) == ("AV", "A-1", Place("1", "A"))
    assert "Anna" not in repr(_evening(house))


def test_leaving_ends_the_stay_on_this_day(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    assert _do(house, Act.LEAVE, guest=guest).done
    assert _stays(house) == [(EARLIER, TONIGHT, "1")]
    evening = _evening(house)
    assert evening.guests == []
    assert [one.guest for one in evening.left] == [guest]


def test_who_arrived_and_leaves_the_same_day_never_slept_here(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA, arrival=TONIGHT)
    other = _sleeps(house, "P-2", PIOTR, room="2")
    assert _do(house, Act.LEAVE, guest=guest).done
    assert [one.guest for one in _evening(house).guests] == [other]
    assert _stays(house) == [(EARLIER, None, "2")]
    with scope(acting(house.manager)):
        assert SupersededStay.objects.get().guest_id == guest  # kept, never counted


def test_a_move_keeps_the_nights_in_the_old_bed(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    assert _do(house, Act.MOVE, guest=guest, place=Place("9", "B")).done
    assert _stays(house) == [(EARLIER, TONIGHT, "1"), (TONIGHT, None, "9")]
    evening = _evening(house)
    assert [one.place for one in evening.guests] == [Place("9", "B")]
    assert evening.left == []


def test_a_move_is_no_arrival(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    for days, room in ((2, "8"), (1, "9")):
        night = TONIGHT - timedelta(days=days)
        assert _do(house, Act.MOVE, guest=guest, place=Place(room), night=night).done
    (one,) = _evening(house).guests
    assert one.arrival == TONIGHT - timedelta(days=1)
    with scope(acting(house.manager)):
        since = here_since(by=house.manager, location=house.location, guests=[one])
    assert since == {guest: EARLIER}


def test_a_move_on_the_day_of_arrival_corrects_the_bed(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA, arrival=TONIGHT)
    assert _do(house, Act.MOVE, guest=guest, place=Place("9", "")).done
    assert _stays(house) == [(TONIGHT, None, "9")]


def test_a_move_to_a_taken_bed_is_recorded_and_flagged(house: House) -> None:
    _sleeps(house, "A-1", ANNA)
    guest = _sleeps(house, "P-2", PIOTR, room="2", bed="")
    assert _do(house, Act.MOVE, guest=guest, place=Place("1", "A")).done
    assert len(_evening(house).twice) == 2
    assert _do(house, Act.MOVE, guest=guest, place=Place("2", "")).done
    assert _evening(house).twice == frozenset()
    with scope(acting(house.manager)):
        assert not DoubleLet.objects.exists()


def test_still_here_opens_a_stay_that_was_to_end(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA, departure=TONIGHT)
    assert [one.guest for one in _evening(house).left] == [guest]
    assert _do(house, Act.STAY, guest=guest).done
    assert _stays(house) == [(EARLIER, None, "1")]


def test_someone_new_gets_the_reference_that_a_file_without_any_would_give(
    house: House,
) -> None:
    done = _do(house, Act.ARRIVE, identity=ANNA, place=Place("3", ""))
    assert done.done
    (one,) = _evening(house).guests
    assert one.reference.startswith("~")
    assert (one.initials, one.arrival, one.place.room) == ("AV", TONIGHT, "3")


@pytest.mark.parametrize(
    ("identity", "reference", "why"),
    [
        (ANNA, "A-1", "on the list already"),
        (PIOTR, "A-1", "another guest"),
        (None, "", "State the name"),
        (Identity("Piotr", " ", "passport"), "", "State the name"),
    ],
)
def test_an_arrival_that_cannot_be_says_why(
    house: House, identity: Identity | None, reference: str, why: str
) -> None:
    _sleeps(house, "A-1", ANNA)
    before = _stays(house)
    answer = _do(house, Act.ARRIVE, identity=identity, reference=reference)
    assert not answer.done
    assert why in str(answer.reasons[0])
    assert _stays(house) == before


def test_who_was_announced_for_later_may_come_sooner(house: House) -> None:
    later, end = TONIGHT + timedelta(days=3), TONIGHT + timedelta(days=9)
    _sleeps(house, "A-1", ANNA, arrival=later, departure=end)
    assert _do(house, Act.ARRIVE, identity=ANNA, reference="A-1").done
    assert _stays(house) == [(TONIGHT, end, "")]


def test_a_tap_that_is_sent_twice_acts_once(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    once = Tapped(uuid4(), Act.MOVE, TONIGHT, guest=guest, place=Place("9", ""))
    first, second = _send(house, once), _send(house, once)
    assert (first.again, second.again) == (False, True)
    assert second.done
    with scope(acting(house.manager)):
        assert Tap.objects.count() == 1
        assert Declaration.objects.count() == 2  # the file and the move


def test_a_refusal_is_told_again_and_does_not_hold_up_what_follows(
    house: House,
) -> None:
    guest, device = _sleeps(house, "A-1", ANNA), uuid4()
    wrong = Tapped(
        uuid4(), Act.LEAVE, TONIGHT, guest=guest + 99, device=device, sequence=1
    )
    first, second = _send(house, wrong), _send(house, wrong)
    assert first.reasons == second.reasons != ()
    right = replace(wrong, key=uuid4(), guest=guest, sequence=2)
    assert _send(house, right).done


def test_taps_are_taken_in_the_order_of_the_thumb(house: House) -> None:
    guest, device = _sleeps(house, "A-1", ANNA), uuid4()
    first = Tapped(
        uuid4(), Act.MOVE, TONIGHT, guest, Place("2"), device=device, sequence=1
    )
    second = replace(first, key=uuid4(), place=Place("3"), sequence=2)
    with pytest.raises(Conflict):
        _send(house, second)
    assert _send(house, first).done
    assert _send(house, second).done
    assert [one.place.room for one in _evening(house).guests] == ["3"]


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (Act.LEAVE, {}),
        (Act.MOVE, {"place": Place("9", "B")}),
        (Act.STAY, {}),
    ],
)
@pytest.mark.parametrize("arrival", [EARLIER, TONIGHT])
def test_taking_back_puts_the_list_as_it_was(
    house: House, act: Act, more: dict[str, Place], arrival: date
) -> None:
    expected = TONIGHT + timedelta(days=1)
    guest = _sleeps(house, "A-1", ANNA, arrival=arrival, expected_departure=expected)
    _sleeps(house, "P-2", PIOTR, room="2")
    before = _evening(house)
    done = _do(house, act, guest=guest, **more)
    assert done.done
    assert _evening(house).guests != before.guests
    assert _do(house, Act.TAKE_BACK, takes_back=done.key).done
    after = _evening(house)
    assert {_seen(one) for one in after.guests} == {_seen(x) for x in before.guests}
    assert after.left == []
    assert not _do(house, Act.TAKE_BACK, takes_back=done.key).done  # once


def _seen(one: object) -> tuple[object, ...]:
    return tuple(
        getattr(one, name)
        for name in ("guest", "place", "arrival", "departure", "expected_departure")
    )


def test_taking_an_arrival_back_leaves_no_night(house: House) -> None:
    _sleeps(house, "P-2", PIOTR, room="2")
    done = _do(house, Act.ARRIVE, identity=ANNA, place=Place("3"))
    assert _do(house, Act.TAKE_BACK, takes_back=done.key).done
    assert _stays(house) == [(EARLIER, None, "2")]
    assert [one.taken_back for one in _evening(house).done] == [True]


def test_an_older_tap_is_not_taken_back_over_a_newer_one(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    first = _do(house, Act.MOVE, guest=guest, place=Place("2"))
    second = _do(house, Act.MOVE, guest=guest, place=Place("3"))
    refused = _do(house, Act.TAKE_BACK, takes_back=first.key)
    assert "Something later" in str(refused.reasons[0])
    assert _do(house, Act.TAKE_BACK, takes_back=second.key).done
    assert [one.place.room for one in _evening(house).guests] == ["2"]


def test_as_yesterday_confirms_the_night_and_changes_no_stay(house: House) -> None:
    _sleeps(house, "A-1", ANNA)
    before = _stays(house)
    assert _do(house, Act.CONFIRM).done
    assert _stays(house) == before
    with scope(acting(house.manager)):
        assert NightConfirmation.objects.get().guests == 1
    assert _evening(house).confirmed is not None


@pytest.mark.parametrize("days", [-8, 1])
def test_a_tap_about_another_time_is_refused(house: House, days: int) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    answer = _do(house, Act.LEAVE, guest=guest, night=TONIGHT + timedelta(days=days))
    assert not answer.done


def test_a_void_tap_takes_its_turn_and_nothing_else(house: House) -> None:
    _sleeps(house, "A-1", ANNA)
    before, device = _stays(house), uuid4()
    assert _do(house, Act.VOID, device=device, sequence=1).done
    assert _stays(house) == before
    assert _evening(house).done == []


def test_nobody_else_taps_here_or_sees_the_taps(house: House) -> None:
    guest = _sleeps(house, "A-1", ANNA)
    _do(house, Act.LEAVE, guest=guest)
    town = make_town("GM9002", "Andere stad")
    other = make_house(town, "Ander huis")
    with scope(acting(other.manager)):
        assert not Tap.objects.exists()
        with pytest.raises(NotAllowed):
            tap(
                by=other.manager,
                location=house.location,
                tapped=Tapped(uuid4(), Act.CONFIRM, TONIGHT),
                on=TONIGHT,
            )


def test_a_key_of_one_provider_says_nothing_to_another(house: House) -> None:
    key = UUID("00000000-0000-4000-8000-000000000001")
    other = make_house(make_town("GM9002", "Andere stad"), "Ander huis")
    for one in (house, other):
        assert _do(one, Act.CONFIRM, key=key).again is False


def _changed_something(house: House, answer: Answer) -> bool:
    with scope(acting(house.manager)):
        return Tap.objects.get(key=answer.key).declaration_id is not None


@pytest.mark.parametrize("seed", range(5))
def test_whatever_was_tapped_can_be_taken_back_step_by_step(
    house: House, seed: int
) -> None:
    """In the reverse order, every evening becomes the one before the first tap."""
    drawn = Random(seed)
    guests = [
        _sleeps(house, "A-1", ANNA),
        _sleeps(house, "P-2", PIOTR, room="2", arrival=TONIGHT),
        _sleeps(house, "Z-3", Identity("Zoe Proef", "Elders", "other"), room="3"),
    ]
    before = {_seen(one) for one in _evening(house).guests}
    done = []
    for number in range(8):
        act = drawn.choice([Act.LEAVE, Act.MOVE, Act.STAY, Act.ARRIVE])
        known: dict[str, object] = {"guest": drawn.choice(guests)}
        if act is Act.ARRIVE:
            known = {"identity": Identity(f"Nieuw {number}", "Elders", "passport")}
        place = Place(str(drawn.randrange(4)))
        answer = _do(house, act, **known, place=place)
        if answer.done and _changed_something(house, answer):
            done.append(answer.key)
    for key in reversed(done):
        assert _do(house, Act.TAKE_BACK, takes_back=key).done
    assert {_seen(one) for one in _evening(house).guests} == before
