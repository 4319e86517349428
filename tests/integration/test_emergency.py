"""Who is in the building now: numbers by a link, names in a calamity; all logged."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import Role, Scope, no_scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.contract import Message, deliver_now
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import Identity, Opening, presented_hash
from onderdak.kernel.errors import Invalid, NotAllowed, NotFound
from onderdak.register.nights.contract import (
    DeclaredStay,
    Location,
    declare_stays,
)
from onderdak.register.nights.contract.guests import (
    alarm_of_use,
    look_into_building,
    make_emergency_link,
    numbers_in_building,
    open_building,
    people_in_building,
    revoke_emergency_link,
    see_emergency_uses,
    tell_of_mending,
    unseen_uses,
)
from onderdak.register.nights.models import EmergencyLink, EmergencyUse, Room
from tests.world import House, Town, acting, add_location, make_house, make_town

pytestmark = pytest.mark.django_db
NOW = timezone.localtime()
TODAY = NOW.date()
EVENING = NOW.replace(hour=23, minute=0)


@pytest.fixture(autouse=True)
def _fresh_brakes() -> None:
    with no_scope():
        cache.clear()


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    made = make_house(town, "Huis aan de Dijk")
    _declare(made, [("1", "Ann"), ("1", "Bo"), ("21", "Cas"), ("", "Dee")])
    with scope(acting(made.manager)):
        Room.objects.filter(label="1").update(floor=0)
        Room.objects.filter(label="21").update(floor=2)
    return made


def _declare(house: House, people: list[tuple[str, str]], **dates: Any) -> None:
    rows = [
        DeclaredStay(
            line=number + 2,
            location_id=house.location.pk,
            reference=f"{house.provider}-{name}",
            identity=Identity(f"{name} Voorbeeld", "Testowo", "passport"),
            arrival=dates.get("arrival", TODAY - timedelta(days=5)),
            departure=dates.get("departure"),
            room=room,
        )
        for number, (room, name) in enumerate(people)
    ]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel="page",
        )
    assert not done.errors


def link_of(town: Town, **more: Any) -> str:
    with scope(acting(town.officer)):
        return make_emergency_link(
            by=town.officer,
            municipality=town.code,
            holder="Meldkamer Voorbeeld",
            expires_on=more.pop("expires_on", TODAY + timedelta(days=30)),
            on=TODAY,
            **more,
        )


def look(secret: str, typed: str = "", at: datetime = EVENING, **more: Any) -> Any:
    with no_scope():
        return look_into_building(secret, at=at, typed=typed, **more)


def test_an_address_gives_numbers_per_floor_and_room(town: Town, house: House) -> None:
    found = look(link_of(town), "Teststraat 1")
    assert found.building.guests == 4
    told = [
        (each.floor, each.guests, [(room.room, room.guests) for room in each.rooms])
        for each in found.floors
    ]
    assert told == [
        (2, 1, [("21", 1)]),
        (0, 2, [("1", 2)]),
        (None, 1, [("", 1)]),
    ]


def test_at_three_at_night_those_who_leave_today_still_count(
    town: Town, house: House
) -> None:
    _declare(house, [("1", "Eva")], departure=TODAY)
    secret = link_of(town)
    at_three = NOW.replace(hour=3)
    assert look(secret, "dijk", at_three).building.guests == 5
    assert look(secret, "dijk", EVENING).building.guests == 4


def test_each_use_is_logged_before_a_number_is_given(town: Town, house: House) -> None:
    secret = link_of(town)
    look(secret, "nergens 12")
    look(secret, "Teststraat")
    with scope(acting(town.officer)):
        uses = list(EmergencyUse.objects.order_by("id"))
    assert [(use.searched, use.guests) for use in uses] == [
        ("nergens 12", None),
        ("Teststraat", 4),
    ]


def test_the_log_can_only_be_added_to(town: Town, house: House) -> None:
    look(link_of(town), "Teststraat")
    with scope(acting(town.officer)):
        for change in (
            lambda: EmergencyUse.objects.update(searched=""),
            lambda: EmergencyUse.objects.all().delete(),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()


def test_the_municipality_is_alarmed_once_an_hour(town: Town, house: House) -> None:
    secret = link_of(town)
    look(secret, "Teststraat")
    look(secret, "Teststraat")
    events = OutboxEvent.objects.filter(name="nights.emergency_link_used")
    told = [dict(event.payload) for event in events.order_by("id")]
    assert [event["recent"] for event in told] == [0, 1]
    for event in told:
        alarm_of_use(event)
    with scope(acting(town.officer)):
        (message,) = Message.objects.filter(kind="emergency use")
        assert message.queue == Message.Queue.URGENT
        assert "Meldkamer Voorbeeld" in message.body
        assert "Voorbeeld" not in message.body.replace("Meldkamer Voorbeeld", "")
        assert unseen_uses(by=town.officer, municipality=town.code).count() == 2
        assert see_emergency_uses(by=town.officer, municipality=town.code) == 2
        assert not unseen_uses(by=town.officer, municipality=town.code).exists()
    assert mail.outbox == []  # the worker sends it


def test_the_alarm_goes_out_by_itself(
    town: Town, house: House, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks():
        look(link_of(town), "Teststraat")
    for _step in ("the event", "its mail"):
        with no_scope():
            list(deliver_now())
    (alarm,) = mail.outbox
    assert alarm.to == [town.officer.email]
    assert "Huis aan de Dijk" in alarm.body


@pytest.mark.parametrize("fault", ["wrong", "withdrawn", "past", "yesterday"])
def test_a_link_that_does_not_work_gives_nothing_and_logs_nothing(
    town: Town, house: House, fault: str
) -> None:
    secret, at = link_of(town, expires_on=TODAY), EVENING
    if fault == "wrong":
        secret = "x" * 32
    if fault == "withdrawn":
        with scope(acting(town.officer)):
            link = EmergencyLink.objects.get().pk
            revoke_emergency_link(by=town.officer, link=link)
    if fault == "past":
        at = EVENING + timedelta(days=1)
    if fault == "yesterday":  # a day before the end brings an ended link not back
        with scope(acting(town.officer)):
            revoke_emergency_link(by=town.officer, link=EmergencyLink.objects.get().pk)
        at = EVENING - timedelta(days=1)
    assert look(secret, "Teststraat", at) is None
    with scope(acting(town.officer)):
        assert not EmergencyUse.objects.exists()


def test_a_link_sees_its_own_municipality_only(town: Town, house: House) -> None:
    other = make_house(make_town("GM9002", "Tweestad"), "Huis van Tweestad")
    _declare(other, [("1", "Zoe")])
    found = look(link_of(town), "Tweestad")
    assert found.buildings == []
    found = look(link_of(town), building=other.location.pk)
    assert found.buildings == []


def test_a_link_for_some_buildings_sees_those_only(town: Town, house: House) -> None:
    with scope(
        Scope(
            municipalities=frozenset({town.code}),
            providers=frozenset({house.provider}),
        )
    ):
        more = add_location(house.provider, town, "Bijgebouw", capacity=2)
    secret = link_of(town, locations=[more.pk])
    assert [one.name for one in look(secret, "Teststraat").buildings] == ["Bijgebouw"]
    whole = link_of(town)
    assert len(look(whole, "Teststraat").buildings) == 2


def test_a_search_is_no_pattern(town: Town, house: House) -> None:
    assert look(link_of(town), "%").buildings == []
    assert look(link_of(town), "' OR 1=1 --").buildings == []


def test_a_house_number_is_whole(town: Town, house: House) -> None:
    with scope(
        Scope(
            municipalities=frozenset({town.code}),
            providers=frozenset({house.provider}),
        )
    ):
        more = add_location(house.provider, town, "Bijgebouw", capacity=2)
        more.address.number = 12
        more.address.postcode = "6811AB"
        more.address.save()
    secret = link_of(town)
    assert look(secret, "teststraat 1").building.name == "Huis aan de Dijk"
    assert look(secret, "6811 ab 12").building.name == "Bijgebouw"
    assert len(look(secret, "teststraat").buildings) == 2


@pytest.mark.parametrize(
    "typed",
    ["Teststr. 1", "TESTSTR 1", "téststraat 1", "teststraat, 1 (Teststad)", "1 dijk"],
)
def test_a_search_in_a_hurry_finds_the_building(
    typed: str, town: Town, house: House
) -> None:
    assert look(link_of(town), typed).building.guests == 4


def test_what_does_not_fit_wholly_is_shown_as_near(town: Town, house: House) -> None:
    found = look(link_of(town), "Teststraat 99 Elders")
    assert found.near
    assert found.building is None
    assert [each.guests for each in found.buildings] == [4]
    assert not found.floors
    # A number alone says nothing, and neither does a word that is nowhere.
    assert look(link_of(town), "Nergensweg 99").buildings == []


def test_an_addition_is_read_with_and_without_its_sign(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        Address.objects.filter(pk=house.location.address_id).update(addition="2")
    for typed in ("Teststraat 1-2", "Teststraat 1 2", "Teststraat 1"):
        found = look(link_of(town), typed)
        assert found.building.address.startswith("Teststraat 1-2,"), typed


def test_only_a_keyed_hash_of_the_link_is_kept(town: Town) -> None:
    secret = link_of(town)
    with scope(acting(town.officer)):
        kept = bytes(EmergencyLink.objects.get().secret_hash)
    assert kept == presented_hash("emergency-link", secret)
    with no_scope():
        assert not EmergencyLink.objects.exists()


def test_a_link_has_a_holder_and_an_end(town: Town) -> None:
    with pytest.raises(Invalid):
        link_of(town, expires_on=TODAY - timedelta(days=1))
    with pytest.raises(Invalid):
        link_of(town, expires_on=date(TODAY.year + 2, 1, 1))


def test_a_provider_makes_no_link(town: Town, house: House) -> None:
    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        make_emergency_link(
            by=house.manager,
            municipality=town.code,
            holder="x",
            expires_on=TODAY,
            on=TODAY,
        )


# --- the page


def test_the_page_of_the_control_room(town: Town, house: House) -> None:
    address = reverse("emergency", args=[link_of(town)])
    answer = Client().get(address, {"q": "teststraat 1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert "<script" not in page
    assert "Begane grond" in page
    for name in ("Ann", "Bo", "Cas", "Dee"):
        assert f"{name} Voorbeeld" not in page


def test_a_sign_that_is_no_number_breaks_no_page(town: Town, house: House) -> None:
    page = reverse("emergency", args=[link_of(town)])
    assert Client().get(page, {"building": "\u00b2"}).status_code == 200


def test_a_page_behind_a_wrong_link_says_nothing(town: Town, house: House) -> None:
    answer = Client().get(reverse("emergency", args=["x" * 32]), {"q": "teststraat"})
    assert answer.status_code == 404
    assert "Huis aan de Dijk" not in answer.content.decode()


def test_an_emergency_page_is_braked(town: Town) -> None:
    address = reverse("emergency", args=["x" * 32])
    client = Client()
    statuses = [client.get(address).status_code for _ in range(121)]
    assert statuses[-1] == 429


# --- a calamity


def test_people_in_a_building_are_numbers_until_a_reason_is_given(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        people = people_in_building(
            by=town.officer, location=house.location.pk, night=TODAY, case="brand 7"
        )
        event = AuditEvent.objects.get(action="nights.see_building")
        assert event.detail == {"case": "brand 7", "people": 4}
        assert [(one.floor, one.room) for one in people] == [
            (2, "21"),
            (0, "1"),
            (0, "1"),
            (None, ""),
        ]
        assert not Opening.objects.exists()
        with pytest.raises(Invalid):
            open_building(
                by=town.officer, location=house.location.pk, night=TODAY, case=" "
            )


def test_without_a_reason_there_are_counts_only(town: Town, house: House) -> None:
    with scope(acting(town.officer)):
        floors = numbers_in_building(
            by=town.officer, location=house.location.pk, night=TODAY
        )
        assert [(floor.floor, floor.guests) for floor in floors] == [
            (2, 1),
            (0, 2),
            (None, 1),
        ]
        with pytest.raises(Invalid):
            people_in_building(
                by=town.officer, location=house.location.pk, night=TODAY, case=" "
            )
        assert not AuditEvent.objects.filter(action="nights.see_building").exists()


def test_all_names_open_for_one_reason_each_with_its_line(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        names = open_building(
            by=town.officer,
            location=house.location.pk,
            night=TODAY,
            case="brand 2026-114",
        )
        assert sorted(one.name.split()[0] for one in names.values()) == [
            *("Ann", "Bo", "Cas", "Dee")
        ]
        lines = Opening.objects.filter(ground="calamity", case="brand 2026-114")
        assert {line.subject for line in lines} == {f"guest {pk}" for pk in names}
        event = AuditEvent.objects.get(action="nights.open_building")
        assert event.detail["people"] == 4


def test_one_name_may_be_opened_alone(town: Town, house: House) -> None:
    with scope(acting(town.officer)):
        (first, *_) = people_in_building(
            by=town.officer, location=house.location.pk, night=TODAY, case="brand"
        )
        names = open_building(
            by=town.officer,
            location=house.location.pk,
            night=TODAY,
            case="brand",
            guests=[first.guest],
        )
        assert [one.name for one in names.values()] == ["Cas Voorbeeld"]
        assert Opening.objects.count() == 1


def test_nobody_outside_the_building_is_opened(town: Town, house: House) -> None:
    other = make_house(town, "Huis aan de Haven")
    _declare(other, [("1", "Zoe")])
    with scope(acting(town.officer)):
        (zoe,) = people_in_building(
            by=town.officer, location=other.location.pk, night=TODAY, case="brand"
        )
        with pytest.raises(NotFound):
            open_building(
                by=town.officer,
                location=house.location.pk,
                night=TODAY,
                case="brand",
                guests=[zoe.guest],
            )
        assert not Opening.objects.exists()


@pytest.mark.parametrize("role", [Role.REGISTRY_CLERK, Role.LEVY_OFFICER])
def test_other_roles_do_not_rely_on_a_calamity(
    town: Town, house: House, role: Role
) -> None:
    grants = tuple(grant for grant in town.officer.grants if grant.role is role)
    clerk = type(town.officer)(town.officer.user_id, town.officer.email, grants)
    with scope(acting(clerk)), pytest.raises(NotAllowed):
        open_building(by=clerk, location=house.location.pk, night=TODAY, case="brand")


def test_another_municipality_finds_no_such_building(house: House) -> None:
    other = make_town("GM9002", "Tweestad")
    with scope(acting(other.officer)):
        assert not Location.objects.exists()
        with pytest.raises(NotFound):
            people_in_building(
                by=other.officer,
                location=house.location.pk,
                night=TODAY,
                case="brand",
            )


def test_a_message_of_a_guest_is_mailed_to_provider_and_officer(
    town: Town, house: House
) -> None:
    tell_of_mending(
        {"request": 7, "municipality": town.code, "provider": house.provider}
    )
    with (
        scope(
            Scope(
                municipalities=frozenset({town.code}),
                providers=frozenset({house.provider}),
            )
        ),
        connection.cursor(),
    ):
        mails = Message.objects.filter(kind="mending request")
        assert {each.email for each in mails} == {
            house.manager.email,
            town.officer.email,
        }
