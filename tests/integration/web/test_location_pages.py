"""The pages of the life of a location, as both sides walk through them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, scope
from onderdak.register.nights.contract import (
    Location,
    Stay,
)
from tests.integration.conftest import SignedIn
from tests.integration.web.conftest import sleeps_here
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db

FORM = {
    "municipality": "GM9001",
    "name": "Nieuw huis",
    "kind": "pension",
    "street": "Dorpsstraat",
    "number": "12",
    "town": "Teststad",
    "opened_on": "2026-03-01",
    "beds": "10",
    "claimed_places": "8",
    "words": "graag",
}
ADDRESS = {key: FORM[key] for key in ("street", "number", "town")}


def _only(actor: Actor, role: str) -> int:
    return next(grant.id for grant in actor.grants if grant.role == role)


def _as(client: Client, actor: Actor, role: str) -> Client:
    session = client.session
    session["membership"] = _only(actor, role)
    session.save()
    return client


@pytest.fixture
def manager(house: House, signed_in: SignedIn) -> Client:
    return signed_in(house.manager)


@pytest.fixture
def admin(town: Town, signed_in: SignedIn) -> Client:
    return _as(signed_in(town.officer), town.officer, "municipal_admin")


def _registered(manager: Client, house: House) -> Location:
    answer = manager.post(reverse("location_register"), FORM)
    assert answer.status_code == 302
    with scope(acting(house.manager)):
        return Location.objects.get(name="Nieuw huis")


def test_a_provider_registers_and_the_municipality_confirms(
    manager: Client, admin: Client, house: House
) -> None:
    made = _registered(manager, house)
    page = manager.get(reverse("location", args=[made.pk])).content.decode()
    assert "nog niet bevestigd" in page
    assert "Nieuw huis" in admin.get(reverse("home")).content.decode()
    assert "Nieuw huis" in admin.get(reverse("locations_to_confirm")).content.decode()
    address = reverse("location_confirm", args=[made.pk])
    assert "graag" in admin.get(address).content.decode()
    done = admin.post(address, {**ADDRESS, "decision": "confirm", "permitted": "8"})
    assert done.status_code == 302
    with scope(acting(house.manager)):
        made.refresh_from_db()
    assert (made.state, made.permitted_capacity) == ("confirmed", 8)
    late = admin.post(address, {**ADDRESS, "decision": "refuse", "words": "nee"})
    assert late.status_code == 409


def test_a_question_goes_back_and_forth(
    manager: Client, admin: Client, house: House
) -> None:
    made = _registered(manager, house)
    address = reverse("location_confirm", args=[made.pk])
    silent = admin.post(address, {**ADDRESS, "decision": "ask"})
    assert silent.status_code == 200  # it must say what it asks
    admin.post(address, {**ADDRESS, "decision": "ask", "words": "Welk nummer?"})
    reply = reverse("location_answer", args=[made.pk])
    assert reply in manager.get(reverse("home")).content.decode()
    assert "Welk nummer?" in manager.get(reply).content.decode()
    assert manager.post(reply, {**FORM, "number": "14"}).status_code == 302
    with scope(acting(house.manager)):
        made.refresh_from_db()
        assert (made.state, made.address.number) == ("proposed", 14)


def test_what_is_refused_is_said_beside_what_was_typed(
    manager: Client, house: House
) -> None:
    _registered(manager, house)
    again = manager.post(reverse("location_register"), FORM)
    assert again.status_code == 409
    assert 'value="Dorpsstraat"' in again.content.decode()


def test_closing_lists_who_stays_and_ends_by_choice(
    manager: Client, house: House
) -> None:
    sleeps_here(house, "GAST-1")
    address = reverse("location_close", args=[house.location.pk])
    assert "GAST-1" in manager.get(address).content.decode()
    today = localdate().isoformat()
    refused = manager.post(address, {"since": today})
    assert refused.status_code == 409
    assert manager.post(address, {"since": today, "end_stays": "on"}).status_code == 302
    with scope(acting(house.manager)):
        assert Stay.objects.get().departure is not None
    assert house.location.name in manager.get(reverse("locations")).content.decode()
    reopen = reverse("location_reopen", args=[house.location.pk])
    assert manager.post(reopen, {"since": today}).status_code == 302


def test_a_change_of_operator_on_the_page(
    admin: Client, town: Town, house: House, signed_in: SignedIn
) -> None:
    heir = make_house(town, "Opvolger")
    sleeps_here(house, "GAST-1")
    address = reverse("location_hand_over", args=[house.location.pk])
    assert "Opvolger" in admin.get(address).content.decode()
    today = localdate().isoformat()
    done = admin.post(address, {"to": heir.provider, "since": today})
    assert done.status_code == 302
    theirs = signed_in(heir.manager).get(done["Location"]).content.decode()
    assert "GAST-1" not in theirs
    old = signed_in(house.manager).get(reverse("home")).content.decode()
    assert reverse("location", args=[house.location.pk]) in old


def test_rooms_and_units_are_kept_on_pages(
    manager: Client, admin: Client, house: House
) -> None:
    pk = house.location.pk
    unit = {"label": "Chalet 1", **ADDRESS}
    assert (
        manager.post(reverse("location_unit_new", args=[pk]), unit).status_code == 302
    )
    half = manager.post(
        reverse("location_unit_new", args=[pk]), {"label": "2", "street": "Laan"}
    )
    assert half.status_code == 200
    room = {"label": "7", "floor": "1", "beds": "a, b"}
    assert (
        manager.post(reverse("location_room_new", args=[pk]), room).status_code == 302
    )
    page = manager.get(reverse("location_rooms", args=[pk])).content.decode()
    assert "Chalet 1" in page
    assert "a, b" in page
    town_page = admin.get(reverse("location_rooms", args=[pk])).content.decode()
    assert "/owner/" in town_page
    assert admin.get(reverse("location_room_new", args=[pk])).status_code == 403


def test_the_owner_of_a_unit_is_recorded_with_evidence(
    manager: Client, admin: Client, house: House
) -> None:
    pk = house.location.pk
    manager.post(reverse("location_unit_new", args=[pk]), {"label": "C1", **ADDRESS})
    with scope(acting(house.manager)):
        unit = house.location.unit_set.get().pk
    address = reverse("location_owner", args=[pk, unit])
    owner = {
        "name": "Voorbeeldeigenaar",
        "kind": "person",
        "since": "2020-01-01",
        "evidence": "land_register",
    }
    assert admin.post(address, owner).status_code == 302
    assert "Voorbeeldeigenaar" in admin.get(address).content.decode()
    assert admin.post(address, owner).status_code == 409
    assert manager.get(address).status_code == 403


def test_places_change_from_a_day_on(admin: Client, house: House) -> None:
    address = reverse("location_capacity", args=[house.location.pk])
    form = {"what": "permitted", "places": "2", "since": "2026-06-01"}
    assert admin.post(address, form).status_code == 302
    page = admin.get(reverse("location", args=[house.location.pk])).content.decode()
    assert "1 juni 2026" in page
