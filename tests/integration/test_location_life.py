"""The life of a location: registered, confirmed, handed over, closed, reopened."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from onderdak.foundation.identity.contract import Scope, no_scope, scope
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.parties.contract import Admission
from onderdak.foundation.places.contract import Address, NewAddress
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.register.nights.contract import (
    DeclaredStay,
    Location,
    LocationCapacity,
    LocationStep,
    Stay,
    declare_stays,
    find_guest,
    find_location,
)
from onderdak.register.nights.contract.locations import (
    HouseFacts,
    RoomFacts,
    add_unit,
    answer_about_location,
    ask_about_location,
    capacity_on,
    change_capacity,
    close_location,
    closed_with_stays,
    confirm_location,
    count_stays_after,
    hand_over_location,
    keep_room,
    locations_to_confirm,
    refuse_location,
    register_location,
    remove_room,
    reopen_location,
    rooms_at,
    stays_after,
    steps_of,
    tell_provider_of_location,
    tell_town_of_location,
)
from tests.world import BEGIN, OPENED, House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
MARCH = date(2026, 3, 1)
ENVELOPE = NewAddress("Dorpsstraat", 12, "Eenstad", postcode="1234 AB")
What = LocationCapacity.What


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Eigen")


def _facts(name: str = "Nieuw huis", address: NewAddress = ENVELOPE) -> HouseFacts:
    return HouseFacts(name, Location.Kind.PENSION, address, MARCH, 8, 10, "graag")


def _registered(house: House, facts: HouseFacts | None = None) -> Location:
    with scope(acting(house.manager)):
        made = register_location(
            by=house.manager,
            provider=house.provider,
            municipality="GM9001",
            facts=facts or _facts(),
            on=TODAY,
        )
        return Location.objects.select_related("address").get(pk=made)


def _confirmed(town: Town, location: Location, **more: Any) -> None:
    with scope(acting(town.officer)):
        confirm_location(
            by=town.officer,
            location=location,
            address=more.pop("address", ENVELOPE),
            permitted=8,
            on=TODAY,
            **more,
        )


def _sleeps(house: House, location: Location, *references: str) -> None:
    rows = [
        DeclaredStay(
            line,
            location.pk,
            reference,
            Identity(reference, "Voorbeeldowo", "passport"),
            date(2026, 4, 1),
            room="1",
            bed="a",
        )
        for line, reference in enumerate(references, 2)
    ]
    with scope(acting(house.manager)):
        declare_stays(
            by=house.manager, location=location, rows=rows, on=TODAY, channel="page"
        )


def test_a_registered_location_waits_and_takes_guests_meanwhile(
    town: Town, house: House
) -> None:
    location = _registered(house)
    assert location.state == Location.State.PROPOSED
    assert location.permitted_capacity is None  # what a permit allows is only claimed
    _sleeps(house, location, "A")
    with scope(acting(town.officer)):
        waiting = locations_to_confirm(by=town.officer, municipality="GM9001")
        assert [each.pk for each in waiting] == [location.pk]
        assert Stay.objects.filter(location=location).count() == 1
    _confirmed(town, location)
    with scope(acting(house.manager)):
        location.refresh_from_db()
        assert location.state == Location.State.CONFIRMED
        assert location.permitted_capacity == 8
        steps = steps_of(by=house.manager, location=location)
        assert [each.step for each in steps] == ["confirmed", "registered"]
    with scope(acting(town.officer)):
        assert not locations_to_confirm(by=town.officer, municipality="GM9001")


def test_a_proposed_address_is_seen_by_the_two_concerned_only(
    town: Town, house: House
) -> None:
    other = make_house(town, "Ander")
    location = _registered(house)
    with scope(acting(other.manager)):
        assert not Address.objects.filter(pk=location.address_id).exists()
    _confirmed(town, location)
    with scope(acting(other.manager)):
        assert Address.objects.filter(street="Dorpsstraat").count() == 1


def test_confirming_takes_the_address_that_is_on_record(
    town: Town, house: House
) -> None:
    first, second = _registered(house), _registered(make_house(town, "Ander"))
    assert first.address_id != second.address_id  # nobody sees another's proposal
    _confirmed(town, first)
    _confirmed(town, second)
    with scope(acting(town.officer)):
        first.refresh_from_db()
        second.refresh_from_db()
    assert first.address_id == second.address_id


def test_two_confirm_at_once_and_one_is_told(town: Town, house: House) -> None:
    location = _registered(house)
    _confirmed(town, location)
    with pytest.raises(Conflict, match="in the meantime"):
        _confirmed(town, location)
    with scope(acting(town.officer)), pytest.raises(Conflict):
        refuse_location(by=town.officer, location=location, on=TODAY, words="nee")


def test_a_question_is_answered_by_mending(town: Town, house: House) -> None:
    location = _registered(house)
    with scope(acting(town.officer)):
        with pytest.raises(Invalid):
            ask_about_location(by=town.officer, location=location, on=TODAY, words=" ")
        ask_about_location(
            by=town.officer, location=location, on=TODAY, words="Welk huisnummer?"
        )
    mended = _facts(address=ENVELOPE._replace(number=14))
    with scope(acting(house.manager)):
        location.refresh_from_db()
        answer_about_location(
            by=house.manager, location=location, facts=mended, on=TODAY
        )
        location.refresh_from_db()
        assert (location.state, location.address.number) == ("proposed", 14)
        with pytest.raises(Conflict):
            answer_about_location(
                by=house.manager, location=location, facts=mended, on=TODAY
            )


def test_a_refused_location_keeps_its_stays(town: Town, house: House) -> None:
    location = _registered(house)
    _sleeps(house, location, "A")
    with scope(acting(town.officer)):
        refuse_location(by=town.officer, location=location, on=TODAY, words="dubbel")
    with scope(acting(house.manager)):
        assert Stay.objects.filter(location=location).count() == 1


def test_registering_where_one_is_not_admitted_is_refused(
    town: Town, house: House
) -> None:
    make_town("GM9002", "Tweestad")
    with scope(acting(house.manager)), pytest.raises(NotFound):
        register_location(
            by=house.manager,
            provider=house.provider,
            municipality="GM9002",
            facts=_facts(),
            on=TODAY,
        )


def test_only_a_manager_registers_and_only_its_municipality_confirms(
    town: Town, house: House
) -> None:
    stranger = make_town("GM9002", "Tweestad").officer
    location = _registered(house)
    with scope(acting(stranger)), pytest.raises(NotAllowed):
        confirm_location(
            by=stranger, location=location, address=ENVELOPE, permitted=1, on=TODAY
        )
    other = make_house(town, "Ander")
    with scope(acting(other.manager)), pytest.raises(NotAllowed):
        close_location(by=other.manager, location=location, since=TODAY, on=TODAY)


def test_one_name_twice_is_said_in_words(town: Town, house: House) -> None:
    _registered(house)
    with pytest.raises(Conflict, match="already"):
        _registered(house)


def test_closing_with_guests_inside_asks_first_and_ends_by_choice(
    town: Town, house: House
) -> None:
    _sleeps(house, house.location, "A", "B")
    since = date(2026, 12, 1)
    with scope(acting(town.officer)), pytest.raises(Conflict, match="2 stays"):
        close_location(by=town.officer, location=house.location, since=since, on=TODAY)
    with scope(acting(town.officer)), pytest.raises(NotAllowed):
        close_location(
            by=town.officer,
            location=house.location,
            since=since,
            on=TODAY,
            end_stays=True,
        )
    with scope(acting(house.manager)):
        inside = stays_after(by=house.manager, location=house.location, since=since)
        assert [stay.guest.reference for stay in inside] == ["A", "B"]
        ended = close_location(
            by=house.manager,
            location=house.location,
            since=since,
            on=TODAY,
            end_stays=True,
        )
        assert ended == 2
        ends = set(Stay.objects.values_list("departure", flat=True))
        assert ends == {since}
        house.location.refresh_from_db()
        assert house.location.closed_on == since


def _declared(house: House, *stays: tuple[str, date, date | None]) -> Any:
    rows = [
        DeclaredStay(
            line + 2,
            house.location.pk,
            reference,
            Identity(f"{reference} Voorbeeld", "Testowo", "passport"),
            arrival,
            departure,
        )
        for line, (reference, arrival, departure) in enumerate(stays)
    ]
    with scope(acting(house.manager)):
        return declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel="page",
            accept_good=True,
        )


def _closed(house: House, since: date) -> None:
    with scope(acting(house.manager)):
        close_location(by=house.manager, location=house.location, since=since, on=TODAY)


def test_nights_when_a_location_was_not_in_use_are_refused_row_by_row(
    town: Town, house: House
) -> None:
    _closed(house, date(2026, 11, 1))
    done = _declared(
        house,
        ("before", OPENED - timedelta(days=1), date(2000, 2, 1)),
        ("good", date(2026, 10, 1), date(2026, 11, 1)),
        ("long", date(2026, 10, 1), date(2026, 11, 2)),
        ("open", date(2026, 10, 1), None),
        ("late", date(2026, 11, 1), date(2026, 11, 3)),
    )
    assert done.new == 2  # who slept there before the register knew the place, too
    assert [(each.line, each.field, each.value) for each in done.errors] == [
        (4, "departure", "2026-11-02"),
        (5, "departure", ""),
        (6, "arrival", "2026-11-01"),
    ]
    said = [str(each.message) for each in done.errors]
    assert all("closed since" in each for each in said)
    assert "end on that day" in said[0]


def test_what_was_declared_before_a_take_over_may_stand_and_may_end(
    town: Town, house: House
) -> None:
    """A change of operator leaves stays of the old one: the same file is no error."""
    _declared(house, ("A", date(2026, 10, 1), None))
    other = make_house(town, "Andere")
    with scope(acting(town.officer)):
        hand_over_location(
            by=town.officer,
            location=house.location,
            to=other.provider,
            since=date(2026, 11, 1),
            name="Nieuw",
        )
    assert _declared(house, ("A", date(2026, 10, 1), None)).unchanged == 1
    assert _declared(house, ("A", date(2026, 10, 1), date(2026, 11, 5))).errors
    assert _declared(house, ("A", date(2026, 10, 1), date(2026, 11, 1))).corrected == 1


def test_a_closed_location_is_reopened_by_whoever_kept_it(
    town: Town, house: House
) -> None:
    with scope(acting(house.manager)):
        close_location(by=house.manager, location=house.location, since=MARCH, on=TODAY)
        with pytest.raises(Invalid):
            reopen_location(by=house.manager, location=house.location, since=BEGIN)
        reopen_location(by=house.manager, location=house.location, since=TODAY)
        house.location.refresh_from_db()
        assert house.location.closed_on is None
        with pytest.raises(Conflict):
            reopen_location(by=house.manager, location=house.location, since=TODAY)


def test_what_the_municipality_closed_only_it_reopens(town: Town, house: House) -> None:
    with scope(acting(town.officer)):
        close_location(by=town.officer, location=house.location, since=MARCH, on=TODAY)
    with scope(acting(house.manager)), pytest.raises(Conflict, match="did not close"):
        reopen_location(by=house.manager, location=house.location, since=TODAY)
    with scope(acting(town.officer)):
        reopen_location(by=town.officer, location=house.location, since=TODAY)


def _handed_over(town: Town, house: House, heir: House) -> int:
    with scope(acting(town.officer)):
        return hand_over_location(
            by=town.officer, location=house.location, to=heir.provider, since=TODAY
        )


def test_a_change_of_operator_shows_no_guests_of_the_old_one(
    town: Town, house: House
) -> None:
    heir = make_house(town, "Opvolger")
    _sleeps(house, house.location, "A")
    with scope(acting(heir.manager)):
        before = Stay.objects.count()
    new = _handed_over(town, house, heir)
    with scope(acting(heir.manager)):
        mine = Location.objects.get(pk=new)
        assert (mine.follows_id, mine.opened_on) == (house.location.pk, TODAY)
        assert not Location.objects.filter(pk=house.location.pk).exists()
        assert Stay.objects.count() == before
    with scope(acting(house.manager)):
        left = closed_with_stays(by=house.manager, provider=house.provider)
        assert [(each.pk, each.staying) for each in left] == [(house.location.pk, 1)]
        with pytest.raises(Conflict, match="Another operator"):
            reopen_location(by=house.manager, location=house.location, since=TODAY)
    with scope(acting(town.officer)):
        assert (
            count_stays_after(by=town.officer, location=house.location, since=TODAY)
            == 1
        )
    with pytest.raises(Conflict):
        _handed_over(town, house, heir)


def test_a_new_operator_that_registered_itself_is_linked_when_confirmed(
    town: Town, house: House
) -> None:
    heir = make_house(town, "Opvolger")
    here = NewAddress("Teststraat", 1, "Teststad")
    location = _registered(heir, _facts(address=here))
    _confirmed(town, location, address=here, follows=house.location.pk)
    with scope(acting(town.officer)):
        location.refresh_from_db()
        house.location.refresh_from_db()
    assert location.follows_id == house.location.pk
    assert house.location.closed_on == MARCH


def test_the_capacity_in_force_on_a_date_can_be_asked(town: Town, house: House) -> None:
    june = date(2026, 6, 1)
    with scope(acting(town.officer)):
        change_capacity(
            by=town.officer,
            location=house.location,
            what=What.PERMITTED,
            places=6,
            since=june,
            on=TODAY,
        )
        house.location.refresh_from_db()
        assert house.location.permitted_capacity == 6
        assert capacity_on(house.location, What.PERMITTED, MARCH) == 10
        assert capacity_on(house.location, What.PERMITTED, june) == 6
    with scope(acting(house.manager)):
        with pytest.raises(NotAllowed):
            change_capacity(
                by=house.manager,
                location=house.location,
                what=What.PERMITTED,
                places=99,
                since=june,
                on=TODAY,
            )
        change_capacity(
            by=house.manager,
            location=house.location,
            what=What.FACTUAL,
            places=9,
            since=MARCH,
            on=TODAY,
        )
        assert capacity_on(house.location, What.FACTUAL, TODAY) == 9


def test_rooms_are_kept_and_what_was_slept_in_stays(house: House) -> None:
    _sleeps(house, house.location, "A")
    with scope(acting(house.manager)):
        by, location = house.manager, house.location
        unit = add_unit(by=by, location=location, label="Chalet 1", address=ENVELOPE)
        new = keep_room(
            by=by, location=location, facts=RoomFacts("2", 1, unit, ("a", "b"))
        )
        slept_in, fresh = rooms_at(by=by, location=location)
        assert (fresh.unit_label, fresh.floor, fresh.beds) == (
            "Chalet 1",
            1,
            ["a", "b"],
        )
        keep_room(
            by=by, location=location, room=new, facts=RoomFacts("2", 1, unit, ("a",))
        )
        with pytest.raises(Conflict, match="slept there"):
            keep_room(by=by, location=location, room=slept_in.id, facts=RoomFacts("1"))
        with pytest.raises(Conflict, match="slept there"):
            remove_room(by=by, location=location, room=slept_in.id)
        remove_room(by=by, location=location, room=new)
        assert [room.label for room in rooms_at(by=by, location=location)] == ["1"]


HOSTILE = {
    "a location where not admitted": (
        "INSERT INTO nights_location (municipality_id, provider_id, address_id, name,"
        " kind, opened_on, state) VALUES ('GM9002', {own}, {their_address}, 'x',"
        " 'pension', '2026-01-01', 'proposed')"
    ),
    "a confirmed location of one's own": (
        "INSERT INTO nights_location (municipality_id, provider_id, address_id, name,"
        " kind, opened_on) VALUES ('GM9001', {own}, {address}, 'x', 'pension',"
        " '2026-01-01')"
    ),
    "a permit by oneself": (
        "INSERT INTO nights_location (municipality_id, provider_id, address_id, name,"
        " kind, opened_on, state, permitted_capacity) VALUES ('GM9001', {own},"
        " {address}, 'x', 'pension', '2026-01-01', 'proposed', 400)"
    ),
    "an address in another town": (
        "INSERT INTO nights_location (municipality_id, provider_id, address_id, name,"
        " kind, opened_on, state) VALUES ('GM9001', {own}, {their_address}, 'x',"
        " 'pension', '2026-01-01', 'proposed')"
    ),
    "confirming oneself": "UPDATE nights_location SET state='confirmed' WHERE id={new}",
    "a larger permit": "UPDATE nights_location SET permitted_capacity=99",
    "moving a confirmed location": (
        "UPDATE nights_location SET address_id={new_address} WHERE id={location}"
    ),
    "removing a location": (
        "WITH gone AS (DELETE FROM nights_location RETURNING 1)"
        " SELECT 1 / (SELECT count(*) FROM gone)"
    ),
    "a step of the municipality": (
        "INSERT INTO nights_locationstep (at, actor_id, location_id, municipality_id,"
        " provider_id, step, \"on\", words) VALUES (now(), {me}, {location}, 'GM9001',"
        " {own}, 'confirmed', now(), '')"
    ),
    "a step in another's name": (
        "INSERT INTO nights_locationstep (at, actor_id, location_id, municipality_id,"
        " provider_id, step, \"on\", words) VALUES (now(), 1, {location}, 'GM9001',"
        " {own}, 'closed', now(), '')"
    ),
    "a step at another's location": (
        "INSERT INTO nights_locationstep (at, actor_id, location_id, municipality_id,"
        " provider_id, step, \"on\", words) VALUES (now(), {me}, {theirs}, 'GM9001',"
        " {own}, 'closed', now(), '')"
    ),
    "a unit at another's location": (
        "INSERT INTO nights_unit (municipality_id, provider_id, location_id, label)"
        " VALUES ('GM9001', {own}, {theirs}, 'x')"
    ),
    "a permitted capacity": (
        "INSERT INTO nights_locationcapacity (at, actor_id, location_id,"
        " municipality_id, provider_id, what, places, since) VALUES (now(), {me},"
        " {location}, 'GM9001', {own}, 'permitted', 99, now())"
    ),
    "history": "UPDATE nights_locationstep SET words = ''",
    "an address of its own": (
        "INSERT INTO places_address (municipality_id, street, number, addition,"
        " postcode, town) VALUES ('GM9001', 'x', 1, '', '', 'x')"
    ),
    "a proposal where not admitted": (
        "SELECT places_propose_address('GM9002', {own}, 'x', 1, '', '', 'x')"
    ),
    "a proposal in another's name": (
        "SELECT places_propose_address('GM9001', {their_provider}, 'x', 1, '', '', 'x')"
    ),
}
_REFUSED = "row-level security|permission denied|not admitted|not at a loc|division by"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_provider_cannot_write(name: str, town: Town, house: House) -> None:
    other = make_house(town, "Ander")
    elsewhere = make_house(make_town("GM9002", "Tweestad"), "Elders")
    new = _registered(house)
    known = {
        "own": house.provider,
        "me": house.manager.user_id,
        "location": house.location.pk,
        "address": house.location.address_id,
        "new": new.pk,
        "new_address": new.address_id,
        "theirs": other.location.pk,
        "their_provider": other.provider,
        "their_address": elsewhere.location.address_id,
    }
    with scope(acting(house.manager)):
        with pytest.raises(DatabaseError, match=_REFUSED), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(HOSTILE[name].format(**known))


def test_an_admission_elsewhere_opens_only_that_town(town: Town, house: House) -> None:
    make_town("GM9002", "Tweestad")
    with scope(
        Scope(
            municipalities=frozenset({"GM9002"}),
            providers=frozenset({house.provider}),
        )
    ):
        Admission.objects.create(
            provider_id=house.provider, municipality_id="GM9002", since=BEGIN
        )
    with scope(acting(house.manager)):
        register_location(
            by=house.manager,
            provider=house.provider,
            municipality="GM9002",
            facts=_facts(),
            on=TODAY,
        )
    with scope(acting(town.officer)):
        assert not Location.objects.filter(name="Nieuw huis").exists()
        assert not LocationStep.objects.filter(municipality_id="GM9002").exists()


def _mails(about: Location) -> list[tuple[str, str | None, int | None]]:
    found = Message.objects.filter(about=f"location {about.pk}").order_by("id")
    return list(found.values_list("email", "municipality", "provider_id"))


def test_each_side_is_told_by_mail_and_reads_a_link_only(
    town: Town, house: House
) -> None:
    location = _registered(house)
    event = {
        "location": location.pk,
        "municipality": "GM9001",
        "provider": house.provider,
    }
    with no_scope():
        tell_town_of_location(event)
        tell_provider_of_location(event)
    with scope(acting(town.officer)):
        assert _mails(location) == [("officer.gm9001@test.example", "GM9001", None)]
    with scope(acting(house.manager)):
        ((_email, municipality, provider),) = _mails(location)
        assert (municipality, provider) == (None, house.provider)
        assert "Nieuw huis" not in Message.objects.get().body


@pytest.mark.parametrize("wanted", ["²", "9" * 19, "-1", ""])
def test_what_is_no_number_finds_no_location_or_guest(
    house: House, wanted: str
) -> None:
    with scope(acting(house.manager)):
        with pytest.raises(NotFound):
            find_location(by=house.manager, wanted=wanted, on=TODAY)
        with pytest.raises(NotFound):
            find_guest(wanted=wanted)
