"""A photo belongs to one side and one house; what was removed is wiped for good."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from onderdak.foundation.documents.contract import DrawnPicture, drawn_anew
from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.privacy.contract import destroy_past_term, plan_destruction
from onderdak.housing.quality.contract import Seen, Source
from onderdak.housing.quality.contract.photos import (
    About,
    Photo,
    add_photo,
    photo_drawn,
    photos_of,
    remove_photo,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.kernel.ranges import add_months
from tests.pictures import a_photo
from tests.world import House, Town, acting, everything, make_house, make_town, stranger

TODAY = date(2026, 11, 21)
OWN = Seen(Source.PROVIDER, date(2026, 11, 1))
VISIT = Seen(Source.INSPECTION, date(2026, 10, 1), "visit 12")
ROOM_2 = About("rooms", room="2")

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="proefregio")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Huis Een")


def drawn(width: int = 80) -> DrawnPicture:
    return drawn_anew(a_photo((width, 60)))


def add(
    house: House, picture: DrawnPicture, about: About = ROOM_2, seen: Seen = OWN
) -> int:
    with scope(acting(house.manager)):
        return add_photo(
            by=house.manager,
            location=house.location,
            picture=picture,
            about=about,
            seen=seen,
            on=TODAY,
        )


def add_seen(town: Town, house: House, picture: DrawnPicture) -> int:
    with scope(acting(town.officer)):
        return add_photo(
            by=town.officer,
            location=house.location,
            picture=picture,
            about=ROOM_2,
            seen=VISIT,
            on=TODAY,
        )


def remove(house: House, photo: int) -> None:
    with scope(acting(house.manager)):
        remove_photo(by=house.manager, location=house.location, photo=photo, on=TODAY)


def test_both_sides_show_and_see_what_the_other_showed(
    town: Town, house: House
) -> None:
    own, seen = add(house, drawn()), add_seen(town, house, drawn(90))
    for by in (house.manager, town.officer):
        with scope(acting(by)):
            found = photos_of(by=by, location=house.location)
            assert [one.pk for one in found] == [seen, own]
            full = photo_drawn(by=by, location=house.location, photo=own, small=False)
            assert full == drawn().full
            small = photo_drawn(by=by, location=house.location, photo=own, small=True)
            assert small == drawn().small
    with scope(everything()):
        done = AuditEvent.objects.filter(action="quality.add_photo")
        assert [one.object for one in done.order_by("id")] == [
            f"photo {own}",
            f"photo {seen}",
        ]


def test_the_same_photo_is_added_once(house: House) -> None:
    first = add(house, drawn())
    assert add(house, drawn()) == first
    assert add(house, drawn(), About("rooms", room="3")) != first


def test_what_is_removed_is_wiped_and_can_be_removed_once(house: House) -> None:
    photo = add(house, drawn())
    remove(house, photo)
    with scope(acting(house.manager)):
        assert photos_of(by=house.manager, location=house.location) == []
        with pytest.raises(NotFound):
            photo_drawn(
                by=house.manager, location=house.location, photo=photo, small=False
            )
        row = Photo.objects.get(pk=photo)
    assert (bytes(row.image), bytes(row.thumbnail)) == (b"", b"")
    assert row.removed_by_id == house.manager.user_id
    with pytest.raises(NotFound):
        remove(house, photo)
    assert add(house, drawn()) != photo


def test_a_side_removes_its_own_photos_only(town: Town, house: House) -> None:
    own, seen = add(house, drawn()), add_seen(town, house, drawn(90))
    with pytest.raises(NotAllowed):
        remove(house, seen)
    with scope(acting(town.officer)), pytest.raises(NotAllowed):
        remove_photo(by=town.officer, location=house.location, photo=own, on=TODAY)


def test_neither_side_speaks_for_the_other(town: Town, house: House) -> None:
    with pytest.raises(NotAllowed):
        add(house, drawn(), seen=VISIT)
    with scope(acting(town.officer)), pytest.raises(NotAllowed):
        add_photo(
            by=town.officer,
            location=house.location,
            picture=drawn(),
            about=ROOM_2,
            seen=OWN,
            on=TODAY,
        )


def test_who_has_no_role_sees_no_photo(house: House) -> None:
    photo = add(house, drawn())
    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        photos_of(by=stranger(), location=house.location)
    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        photo_drawn(by=stranger(), location=house.location, photo=photo, small=True)


@pytest.mark.parametrize(
    ("about", "seen"),
    [
        (About("no-step"), OWN),
        (About("rooms", room="x" * 61), OWN),
        (About("rooms", room="a\x00b"), OWN),
        (About("rooms", place="x" * 61), OWN),
        (ROOM_2, Seen(Source.PROVIDER, TODAY + timedelta(days=1))),
    ],
)
def test_a_photo_is_about_something_that_is_there(
    house: House, about: About, seen: Seen
) -> None:
    with pytest.raises(Invalid):
        add(house, drawn(), about, seen)


def test_each_side_has_its_own_room_and_removing_makes_room(
    town: Town, house: House, settings: object
) -> None:
    settings.PHOTOS_PER_LOCATION = 2
    first = add(house, drawn(10))
    add(house, drawn(20))
    with pytest.raises(Conflict, match="2 photos"):
        add(house, drawn(30))
    add(house, drawn(20))  # is there already, so nothing is added
    add_seen(town, house, drawn(30))
    remove(house, first)
    add(house, drawn(30))


def test_another_house_and_another_town_see_and_reach_nothing(
    town: Town, house: House
) -> None:
    photo = add(house, drawn())
    there = make_town("GM9002", "Tweestad", region="andere-regio")
    for by in (make_house(town, "Huis Twee").manager, there.officer):
        with scope(acting(by)):
            assert Photo.objects.count() == 0
            with pytest.raises(NotAllowed):
                photo_drawn(by=by, location=house.location, photo=photo, small=False)
            with pytest.raises(NotFound):
                remove_photo(by=by, location=house.location, photo=photo, on=TODAY)


def test_a_photo_of_another_location_is_not_found_at_this_one(
    town: Town, house: House
) -> None:
    photo = add(house, drawn())
    other = make_house(town, "Huis Twee")
    with scope(everything()), pytest.raises(NotFound):
        photo_drawn(by=town.officer, location=other.location, photo=photo, small=False)


_INSERT = (
    "INSERT INTO quality_photo (municipality_id, provider_id, location_id, place,"
    " subject, room, source, observed_on, image, thumbnail, bytes, added_by_id,"
    " added_at) VALUES ('{town}', {provider}, {location}, '', 'rooms', '', '{source}',"
    " '2026-11-01', 'x', 'x', 1, {actor}, now())"
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"town": "GM9002"},
        {"provider": "{their_provider}"},
        {"location": "{their_location}"},
        {"source": "inspection"},
        {"actor": "999999"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_database_refuses_a_photo_in_another_name(
    town: Town, house: House, wrong: dict[str, str]
) -> None:
    make_town("GM9002", "Tweestad", region="andere-regio")
    other = make_house(town, "Huis Twee")
    right = {
        "town": town.code,
        "provider": str(house.provider),
        "location": str(house.location.pk),
        "source": "provider",
        "actor": str(house.manager.user_id),
    }
    theirs = {"their_provider": other.provider, "their_location": other.location.pk}
    mistaken = right | {name: word.format(**theirs) for name, word in wrong.items()}
    with scope(acting(house.manager)), connection.cursor() as cursor:
        cursor.execute(_INSERT.format(**right))
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(_INSERT.format(**mistaken))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM quality_photo",
        "TRUNCATE quality_photo",
        "UPDATE quality_photo SET image = 'y'",
        "UPDATE quality_photo SET image = '', thumbnail = '', removed_at = now(),"
        " removed_by_id = 999999",
        "UPDATE quality_photo SET image = 'y', thumbnail = '', removed_at = now(),"
        " removed_by_id = {actor}",
        "UPDATE quality_photo SET room = 'another'",
        "UPDATE quality_photo SET observed_on = '2020-01-01'",
        "UPDATE quality_photo SET added_by_id = 1",
    ],
)
def test_a_photo_can_be_wiped_in_the_own_name_and_nothing_else(
    house: House, statement: str
) -> None:
    photo = add(house, drawn())
    with scope(acting(house.manager)):
        actor = house.manager.user_id
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement.format(actor=actor))
        assert bytes(Photo.objects.get(pk=photo).image) == drawn().full


def test_what_was_wiped_cannot_be_put_back(house: House) -> None:
    photo = add(house, drawn())
    remove(house, photo)
    with scope(acting(house.manager)), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE quality_photo SET image = 'x', thumbnail = 'x', removed_at = NULL,"
            " removed_by_id = NULL"
        )
        assert cursor.rowcount == 0


def test_the_other_side_wipes_nothing_by_sql(town: Town, house: House) -> None:
    photo = add(house, drawn())
    with scope(acting(town.officer)), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE quality_photo SET image = '', thumbnail = '', removed_at = now(),"
            " removed_by_id = %s",
            [town.officer.user_id],
        )
        assert cursor.rowcount == 0
        assert bytes(Photo.objects.get(pk=photo).image) == drawn().full


def test_a_photo_goes_when_the_term_of_the_register_is_past(
    town: Town, house: House
) -> None:
    with scope(Scope(municipalities=frozenset({town.code}))):
        plan = plan_destruction(municipality=town.code, on=TODAY)
    months = next(one.months for one in plan.rooms if one.room == "nights")
    assert months
    last_day = add_months(TODAY, -months)
    add(house, drawn(), seen=Seen(Source.PROVIDER, last_day))
    young = Seen(Source.PROVIDER, last_day + timedelta(days=1))
    kept = [add(house, drawn(90), seen=young), add(house, drawn(100))]
    remove(house, kept[0])
    destroy_past_term(municipality=town.code, on=TODAY, ran_by="test")
    with scope(everything()):
        left = Photo.objects.order_by("id").values_list("id", flat=True)
        assert list(left) == kept
