"""POST /stays: new, corrected, unchanged and wrong, item by item."""

import pytest

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.register.nights.contract import (
    Declaration,
)
from tests.integration.api.systems import System, faults, stay, stored
from tests.world import House, Town, acting, add_location

pytestmark = pytest.mark.django_db


def test_each_stay_is_told_what_became_of_it(system: System, house: House) -> None:
    first = system.post(stay(house, 1), stay(house, 2))
    assert first.status_code == 200, first.content
    assert [one["outcome"] for one in first.json()["results"]] == ["new", "new"]
    again = system.post(stay(house, 1), stay(house, 2, departure="2026-11-09"))
    assert again.json()["results"] == [
        {"position": 1, "reference": "P-1", "outcome": "unchanged", "errors": []},
        {"position": 2, "reference": "P-2", "outcome": "corrected", "errors": []},
    ]
    assert again.json()["corrected"] == 1
    assert stored(house) == [
        ("P-1", "2026-11-01", None),
        ("P-2", "2026-11-01", "2026-11-09"),
    ]


# What is wrong in itself, and the field under which it is told.
WRONG = {
    "arrival": {"arrival": "31-02-2026"},
    "departure": {"departure": "2026-11-01"},
    "expectedDeparture": {"expectedDeparture": "2026-10-30"},
    "reference": {"reference": "x" * 61},
    "room": {"room": "x" * 31},
    "bed": {"bed": "x" * 31},
    "name": {"name": "Jan en Anna Proef"},
    "residence": {"residence": "12345"},
    "documentKind": {"documentKind": "paspoort"},
    "location": {"location": "Huis"},
    "registration": {"registration": "misschien"},
    "registeredSince": {"registration": "brp", "registeredSince": "2099-01-01"},
    "brpMunicipality": {"registration": "rni", "brpMunicipality": "Eenstad"},
    "depature": {"depature": "2026-11-09"},
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_wrong_is_told_by_its_field(
    field: str, system: System, house: House
) -> None:
    answer = system.post(stay(house, 1), stay(house, 2, **WRONG[field]))
    assert answer.status_code == 400, answer.content
    assert list(faults(answer)) == [f"stays.1.{field}"]
    assert stored(house) == []


def test_all_faults_of_all_stays_are_told_at_once(system: System, house: House) -> None:
    answer = system.post(
        stay(house, 1, arrival=20261101, name="", room=7),
        stay(house, 2, location=house.location.pk + 1000),
        stay(house, 3, reference=None),
        stay(house, 4, arrival="2028-01-01"),
    )
    assert set(faults(answer)) == {
        *("stays.0.arrival", "stays.0.name", "stays.0.room", "stays.1.location"),
        *("stays.2.reference", "stays.3.arrival"),
    }


def test_the_good_ones_are_recorded_on_request(system: System, house: House) -> None:
    answer = system.post(
        stay(house, 1), stay(house, 2, arrival="gisteren"), accept_good=True
    )
    assert answer.status_code == 200
    told = answer.json()
    assert [one["outcome"] for one in told["results"]] == ["new", "error"]
    assert told["results"][1]["errors"] == [
        {
            "name": "arrival",
            "code": "invalid",
            "reason": "Write the date like 2026-11-21.",
        }
    ]
    assert (told["new"], told["rejected"]) == (1, 1)
    assert stored(house) == [("P-1", "2026-11-01", None)]


@pytest.mark.parametrize("location", [[], {}, "1", True, 1.5, 10**30, -1])
def test_a_location_that_is_no_number_is_an_error(
    location: object, system: System, house: House
) -> None:
    answer = system.post(stay(house, 1, location=location), accept_good=True)
    assert answer.json()["rejected"] == 1


def test_what_clashes_with_other_stays_is_told_too(
    system: System, house: House
) -> None:
    system.post(stay(house, 1, departure="2026-11-05"))
    answer = system.post(
        stay(house, 2), stay(house, 2, arrival="2026-11-03"), accept_good=True
    )
    assert [one["outcome"] for one in answer.json()["results"]] == ["new", "error"]


def test_a_guest_who_is_known_needs_no_name(system: System, house: House) -> None:
    system.post(stay(house, 1))
    known = {"location": house.location.pk, "reference": "P-1"}
    answer = system.post(known | {"arrival": "2026-11-01", "departure": "2026-11-04"})
    assert answer.json()["corrected"] == 1
    stranger = system.post(known | {"reference": "P-9", "arrival": "2026-11-01"})
    assert list(faults(stranger)) == ["stays.0.name"]


def test_one_message_may_be_about_two_towns(
    system: System, house: House, neighbour: House
) -> None:
    """All or nothing holds over both."""
    second = _branch(house, neighbour)
    one, two = stay(house, 1), stay(house, 2, location=second)
    answer = system.post(one, two | {"departure": "2026-10-01"})
    assert list(faults(answer)) == ["stays.1.departure"]
    assert stored(house) == []
    assert system.post(one, two).json()["new"] == 2


def _branch(house: House, neighbour: House) -> int:
    """A location of the first provider in the neighbour's town."""
    town = Town("GM9002", neighbour.manager)
    both = acting(house.manager)
    with scope(
        type(both)(municipalities=frozenset({town.code}), providers=both.providers)
    ):
        return add_location(house.provider, town, "Filiaal", capacity=5).pk


def test_the_trail_says_which_token_it_was(system: System, house: House) -> None:
    system.post(stay(house, 1))
    with scope(acting(house.manager)):
        event = AuditEvent.objects.get(action="nights.declare_stays")
        assert event.actor_id == house.manager.user_id
        assert event.detail["token"] > 0
        assert Declaration.objects.get().channel == "api"


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\x1b"])
def test_signs_that_cannot_be_kept_are_refused(
    sign: str, system: System, house: House
) -> None:
    answer = system.post(stay(house, 1, room=f"1{sign}2"))
    assert list(faults(answer)) == ["stays.0.room"]
