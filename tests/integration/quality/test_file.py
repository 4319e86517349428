"""A quality file says what is known, from whom and when, and forgets nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.places.contract import DwellingObject
from onderdak.foundation.privacy.contract import Identity
from onderdak.housing.quality.contract import (
    ROOMS,
    Counted,
    NewCertificate,
    Particulars,
    Scheme,
    Seen,
    Source,
    StatedFact,
    file_of,
    files_of,
    quality_of,
    record_certificate,
    state_facts,
    statements_of,
    withdraw_fact,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.register.nights.contract import (
    Declaration,
    DeclaredStay,
    Unit,
    declare_stays,
)
from onderdak.rules import Outcome, UnreadableFacts
from tests.world import (
    House,
    Town,
    acting,
    add_location,
    everything,
    make_house,
    make_town,
    stranger,
)

TODAY = date(2026, 11, 21)
OWN = Seen(Source.PROVIDER, date(2026, 11, 1))
VISIT = Seen(Source.INSPECTION, date(2026, 10, 1), "visit 12")

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="proefregio")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Huis Een")


@pytest.fixture
def as_manager(house: House) -> Iterator[None]:
    with scope(acting(house.manager)):
        yield


def unit(**facts: Any) -> dict[str, Any]:
    return {"units": [facts]}


def fact(known: Any, path: str, place: str = "") -> Counted:
    return next(
        one for one in known if (one.counts.place, one.counts.path) == (place, path)
    )


def test_a_provider_states_facts_and_they_count(house: House, as_manager: None) -> None:
    rooms = [{"name": "1", "floor_area": "8 m2", "people": 1}]
    written = state_facts(
        by=house.manager,
        location=house.location,
        facts=unit(floor_area="95 m2", rooms=rooms),
        seen=OWN,
        on=TODAY,
    )
    assert written == 2
    file = file_of(by=house.manager, location=house.location, on=TODAY)
    assert file.as_file == unit(floor_area="95 m2", rooms=rooms)
    area = fact(file.known, "unit.floor_area").counts
    assert (area.source, area.observed_on) == (Source.PROVIDER, OWN.on)
    assert file.facts.units is not None
    assert file.facts.units[0].known == {"unit.floor_area": 950_000}


def test_stating_the_same_again_writes_nothing(house: House, as_manager: None) -> None:
    def state(area: str) -> int:
        return state_facts(
            by=house.manager,
            location=house.location,
            facts=unit(floor_area=area),
            seen=OWN,
            on=TODAY,
        )

    assert [state("95 m2"), state("95,0 m²"), state("94 m2")] == [1, 0, 1]
    assert StatedFact.objects.count() == 2


def test_every_slip_is_told_and_nothing_is_written(
    house: House, as_manager: None
) -> None:
    with pytest.raises(UnreadableFacts) as refused:
        state_facts(
            by=house.manager,
            location=house.location,
            facts=unit(floor_area="95", people="many", use="dwelling"),
            seen=OWN,
            on=TODAY,
        )
    assert len(refused.value.faults) == 2
    assert not StatedFact.objects.exists()


def test_nobody_states_facts_of_tomorrow(house: House, as_manager: None) -> None:
    with pytest.raises(Invalid, match="still to come"):
        state_facts(
            by=house.manager,
            location=house.location,
            facts={"people": 3},
            seen=replace(OWN, on=date(2026, 11, 22)),
            on=TODAY,
        )


def test_a_provider_does_not_speak_for_an_inspector(house: House, town: Town) -> None:
    def state(by: Any, seen: Seen) -> None:
        state_facts(
            by=by, location=house.location, facts={"people": 3}, seen=seen, on=TODAY
        )

    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        state(house.manager, VISIT)
    with scope(acting(stranger())), pytest.raises(NotAllowed):
        state(stranger(), OWN)
    with scope(acting(town.officer)), pytest.raises(NotAllowed):
        state(town.officer, OWN)


def _row(house: House, by: int, source: str) -> StatedFact:
    return StatedFact(
        municipality_id=house.location.municipality_id,
        provider_id=house.provider,
        location=house.location,
        path="people",
        value=3,
        source=source,
        observed_on=TODAY,
        stated_by_id=by,
    )


@pytest.mark.parametrize("source", ["inspection", "certificate", "bag"])
def test_the_database_keeps_a_provider_to_its_own_word(
    house: House, as_manager: None, source: str
) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        _row(house, house.manager.user_id, source).save()
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        _row(house, house.manager.user_id + 1, "provider").save()
    _row(house, house.manager.user_id, "provider").save()


def test_what_was_stated_cannot_be_changed_or_removed(
    house: House, as_manager: None
) -> None:
    row = _row(house, house.manager.user_id, "provider")
    row.save()
    changed = StatedFact.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        changed.update(value=4)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        changed.delete()


def test_a_neighbour_sees_nothing(house: House, town: Town) -> None:
    other = make_house(town, "Huis Twee")
    with scope(acting(house.manager)):
        _row(house, house.manager.user_id, "provider").save()
    with scope(acting(other.manager)):
        assert not StatedFact.objects.exists()
        with pytest.raises(NotAllowed):
            file_of(by=other.manager, location=house.location, on=TODAY)
    with scope(acting(town.officer)):
        assert StatedFact.objects.count() == 1


def test_a_visit_counts_and_the_word_of_the_provider_stands_beside_it(
    house: House, town: Town
) -> None:
    def state(by: Any, seen: Seen, area: str) -> None:
        with scope(acting(by)):
            state_facts(
                by=by,
                location=house.location,
                facts=unit(floor_area=area),
                seen=seen,
                on=TODAY,
            )

    state(town.officer, VISIT, "80 m2")
    state(house.manager, OWN, "95 m2")
    with scope(acting(house.manager)):
        known = file_of(by=house.manager, location=house.location, on=TODAY).known
        area = fact(known, "unit.floor_area")
        assert area.counts.value == "80 m2"
        assert area.counts.reference == "visit 12"
        assert [one.value for one in area.newer] == ["95 m2"]


def test_a_withdrawal_is_a_line_of_its_own(house: House, as_manager: None) -> None:
    def state(day: int, area: str) -> None:
        state_facts(
            by=house.manager,
            location=house.location,
            facts=unit(floor_area=area),
            seen=replace(OWN, on=date(2026, 11, day)),
            on=TODAY,
        )

    def area() -> object:
        known = file_of(by=house.manager, location=house.location, on=TODAY).known
        return fact(known, "unit.floor_area").counts.value

    state(1, "95 m2")
    state(2, "9 m2")
    assert area() == "9 m2"
    wrong = StatedFact.objects.get(value="9 m2")

    def withdraw(why: str) -> None:
        withdraw_fact(
            by=house.manager,
            location=house.location,
            statement=wrong.pk,
            why=why,
            on=TODAY,
        )

    with pytest.raises(Invalid):
        withdraw(" ")
    withdraw("typed in the wrong house")
    assert area() == "95 m2"
    with pytest.raises(Conflict):
        withdraw("again")
    said = statements_of(
        by=house.manager, location=house.location, place="", path="unit.floor_area"
    )
    assert [one.note for one in said] == ["typed in the wrong house", "", ""]
    events = AuditEvent.objects.filter(action__startswith="quality.")
    assert [one.action.split(".")[1] for one in events.order_by("id")] == [
        *("state_facts", "state_facts", "withdraw_fact")
    ]


def test_who_does_not_know_any_more_takes_the_earlier_word_back(
    house: House, as_manager: None
) -> None:
    def state(**more: Any) -> int:
        return state_facts(
            by=house.manager, location=house.location, seen=OWN, on=TODAY, **more
        )

    state(facts={"people": 3, **unit(floor_area="95 m2")})
    not_known = [("", "unit.floor_area"), ("", "unit.people")]
    assert state(facts={}, not_known=not_known) == 1
    file = file_of(by=house.manager, location=house.location, on=TODAY)
    assert file.as_file == {"people": 3}


def test_other_rooms_fill_in_what_they_know(house: House, town: Town) -> None:
    with scope(acting(town.officer)):
        DwellingObject.objects.create(
            municipality_id="GM9001",
            address=house.location.address,
            bag_id="9001010000000001",
            uses=["woonfunctie"],
            floor_area=95,
        )
    with scope(acting(house.manager)):
        _declare_three(house)
        file = file_of(by=house.manager, location=house.location, on=TODAY)
        assert file.as_file == {
            "people": 3,
            "management": {"digital_night_register": True},
            "units": [
                {
                    "bag_use": "dwelling",
                    "use": "dwelling",
                    "floor_area": "95 m2",
                    "people": 3,
                }
            ],
        }
        use = fact(file.known, "unit.use").counts
        assert (use.source, use.reference) == (Source.BAG, "9001010000000001")
        # Three beds of ten: the list of rooms is not whole, and says nothing.
        assert _rooms_known(house) == []
        house.location.factual_capacity = 3
        assert _rooms_known(house) == [[{"name": "1", "kind": "bedroom", "beds": 3}]]


def _declare_three(house: House) -> None:
    declare_stays(
        by=house.manager,
        location=house.location,
        rows=[
            DeclaredStay(
                line=number,
                location_id=house.location.pk,
                reference=f"g{number}",
                identity=Identity(f"Gast {number}", "Proefdorp", "passport"),
                arrival=date(2026, 11, 1),
                room="1",
                bed=str(number),
            )
            for number in range(1, 4)
        ],
        on=TODAY,
        channel=Declaration.Channel.API,
    )


def _rooms_known(house: House) -> list[object]:
    file = file_of(by=house.manager, location=house.location, on=TODAY)
    return [one.counts.value for one in file.known if one.counts.path == ROOMS]


def test_nobody_declared_is_not_nobody_there(house: House, as_manager: None) -> None:
    assert file_of(by=house.manager, location=house.location, on=TODAY).known == []


def test_facts_of_a_unit_name_a_unit_that_is_there(
    house: House, as_manager: None
) -> None:
    Unit.objects.create(
        municipality_id="GM9001",
        provider_id=house.provider,
        location=house.location,
        label="A",
    )

    def state(name: str) -> None:
        state_facts(
            by=house.manager,
            location=house.location,
            facts=unit(name=name, floor_area="40 m2"),
            seen=OWN,
            on=TODAY,
        )

    with pytest.raises(Invalid, match="no unit 'B'"):
        state("B")
    state("A")
    file = file_of(by=house.manager, location=house.location, on=TODAY)
    assert file.as_file == unit(name="A", floor_area="40 m2")


def test_a_list_of_files_costs_as_many_queries_as_one(town: Town, house: House) -> None:
    with scope(everything()):
        places = [house.location] + [
            add_location(house.provider, town, f"Huis {n}", capacity=2)
            for n in range(20)
        ]
    with scope(acting(house.manager)):
        for place in places:
            state_facts(
                by=house.manager,
                location=place,
                facts=unit(floor_area="95 m2"),
                seen=OWN,
                on=TODAY,
            )

        def queries(many: int) -> int:
            with CaptureQueriesContext(connection) as caught:
                files = files_of(by=house.manager, locations=places[:many], on=TODAY)
            assert all(file.facts.units for file in files)
            return len(caught)

        assert queries(1) == queries(21) <= 10


def _snf(house: House, town: Town, **said: Any) -> None:
    new = NewCertificate(
        scheme=Scheme.SNF,
        holder="Huis Een",
        source="register",
        location=house.location,
        said=Particulars(**said),
    )
    record_certificate(
        by=town.officer, municipality=town.code, new=new, on=date(2026, 6, 1)
    )


def test_certificates_become_facts_with_their_source(house: House, town: Town) -> None:
    with scope(acting(town.officer)):
        _snf(
            house,
            town,
            registered_on=date(2026, 3, 2),
            inspected_on=date(2026, 5, 1),
            valid_until=date(2026, 9, 1),
        )

        def known(on: date) -> dict[str, Any]:
            file = file_of(by=town.officer, location=house.location, on=on)
            assert {one.counts.source for one in file.known} == {Source.CERTIFICATE}
            certificates: Any = file.as_file["certificates"]
            return dict(certificates["snf"])

        assert known(date(2026, 8, 31)) == {
            "registered": True,
            "registered_on": "2026-03-02",
            "inspected": True,
            "first_inspection": "2026-05-01",
            "last_inspection": "2026-05-01",
        }
        assert known(date(2026, 9, 1))["registered"] is False


def test_without_a_certificate_nobody_knows_whether_there_is_one(
    house: House, as_manager: None
) -> None:
    file = file_of(by=house.manager, location=house.location, on=TODAY)
    assert "certificates" not in file.as_file


def test_a_region_sees_no_facts_of_houses(house: House, town: Town) -> None:
    with scope(acting(house.manager)):
        _row(house, house.manager.user_id, "provider").save()
    with scope(Scope(regions=frozenset({"proefregio"}))):
        assert not StatedFact.objects.exists()


def test_what_changes_soon_is_told_with_its_day(house: House, as_manager: None) -> None:
    state_facts(
        by=house.manager,
        location=house.location,
        facts={
            "certificates": {"akf": {"covered": True, "housing": "year_round"}},
            **unit(use="dwelling", floor_area="100 m2", people=7),
        },
        seen=replace(OWN, on=date(2025, 11, 1)),
        on=TODAY,
    )
    found = quality_of(by=house.manager, location=house.location, on=date(2025, 12, 1))
    assert "A17/space" in {one.norm.id for one in found.meets}
    (space,) = [one for one in found.soon if one.then.norm.id == "A17/space"]
    assert space.from_ == date(2026, 1, 1)
    assert (space.now, space.then.outcome) == (Outcome.MEETS, Outcome.BREACHES)


def test_a_day_in_a_facts_file_is_kept_as_a_day(house: House, as_manager: None) -> None:
    day = date(2026, 3, 2)
    state_facts(
        by=house.manager,
        location=house.location,
        facts={"certificates": {"snf": {"registered_on": day}}},
        seen=OWN,
        on=TODAY,
    )
    assert StatedFact.objects.get().value == "2026-03-02"


@pytest.mark.parametrize(
    "facts",
    [
        unit(name="x" * 61, floor_area="95 m2"),
        unit(name="a\x00", floor_area="95 m2"),
        unit(rooms=[{"name": "x" * 61, "floor_area": "8 m2"}]),
        unit(rooms=[{"name": "a\x00", "floor_area": "8 m2"}]),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused(
    house: House, as_manager: None, facts: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        state_facts(
            by=house.manager, location=house.location, facts=facts, seen=OWN, on=TODAY
        )
    assert not StatedFact.objects.exists()
