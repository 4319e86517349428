"""PUT a full house, and read it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.integration.api.systems import System, faults, guest_of, stay, stored
from tests.world import House

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def test_who_is_absent_has_left(system: System, house: House) -> None:
    system.post(
        stay(house, 1, arrival=day(9)),
        stay(house, 2, arrival=day(9)),
        stay(house, 3, arrival=day(9), departure=day(-5)),
        stay(house, 4, arrival=day(1)),
    )
    answer = system.put(house, day(1), {"reference": "P-1"}, guest_of(5, room="12"))
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["guests"], told["new"], told["unchanged"]) == (2, 1, 1)
    assert [(one["reference"], one["departure"]) for one in told["ended"]] == [
        ("P-2", day(1)),
        ("P-3", day(1)),
    ]
    assert told["ended"][1]["wasDeparture"] == day(-5)
    assert [one["reference"] for one in told["withdrawn"]] == ["P-4"]
    assert told["confirmed"] is True
    assert stored(house) == [
        ("P-1", day(9), None),
        ("P-2", day(9), day(1)),
        ("P-3", day(9), day(1)),
        ("P-5", day(1), None),
    ]


def test_later_stays_are_kept_and_told(system: System, house: House) -> None:
    system.post(stay(house, 1, arrival=day(2)))
    told = system.put(house, day(5), guest_of(2)).json()
    assert told["conflicts"] == [
        {"reference": "P-1", "arrival": day(2), "departure": None}
    ]
    assert ("P-1", day(2), None) in stored(house)


def test_the_same_again_changes_nothing(system: System, house: House) -> None:
    once = system.put(house, day(1), guest_of(1), guest_of(2))
    again = system.put(house, day(1), guest_of(1), guest_of(2))
    assert (once.json()["new"], again.json()["unchanged"]) == (2, 2)


def test_an_empty_house_is_a_house(system: System, house: House) -> None:
    system.post(stay(house, 1, arrival=day(9)))
    assert len(system.put(house, day(1)).json()["ended"]) == 1


def test_before_the_newest_confirmed_night_one_must_insist(
    system: System, house: House
) -> None:
    system.put(house, day(1), guest_of(1))
    refused = system.put(house, day(3), guest_of(1))
    assert refused.status_code == 409
    assert stored(house) == [("P-1", day(1), None)]
    forced = system.put(house, day(3), guest_of(1), query="?force=true")
    assert forced.status_code == 200, forced.content
    # Nobody said that the guest slept there in the night between.
    assert stored(house) == [("P-1", day(3), day(2)), ("P-1", day(1), None)]


@pytest.mark.parametrize(
    ("field", "guest"),
    [
        ("guests.1.departure", guest_of(2, departure=day(3))),
        ("guests.1.arrival", guest_of(2, arrival=day(0))),
        ("guests.1.reference", guest_of(1)),
        ("guests.1.name", {"reference": "P-9"}),
        ("guests.1.location", guest_of(2, location=1)),
        ("guests.1.bed", guest_of(2, bed="x" * 40)),
    ],
)
def test_one_fault_stops_the_whole_house(
    field: str, guest: dict[str, object], system: System, house: House
) -> None:
    """A guest who is left out for a fault would seem to have left."""
    system.post(stay(house, 7, arrival=day(9)))
    answer = system.put(house, day(1), guest_of(1), guest)
    assert answer.status_code == 400, answer.content
    assert list(faults(answer)) == [field]
    assert stored(house) == [("P-7", day(9), None)]


def test_a_night_that_is_yet_to_come_cannot_be_full(
    system: System, house: House
) -> None:
    assert system.put(house, day(-1)).status_code == 400


def test_the_night_can_be_read_back(system: System, house: House) -> None:
    system.put(house, day(1), guest_of(1, room="3", bed="a"), guest_of(2))
    read = system.get(f"/locations/{house.location.pk}/nights/{day(1)}").json()
    assert [(one["reference"], one["room"]) for one in read["results"]] == [
        ("P-1", "3"),
        ("P-2", ""),
    ]
    assert read["confirmedAt"].endswith("Z")
    before = system.get(f"/locations/{house.location.pk}/nights/{day(2)}").json()
    assert (before["confirmedAt"], before["results"]) == (None, [])
